//! The commands of every host page, each in one definition.

mod definition;
mod param;

use super::reply;
use crate::auth::REFRESH_TIMEOUT;
use crate::error::{Error, Result};
use crate::frame::HANDSHAKE_TIMEOUT;
use crate::suggest::Suggestion;
use param::CommandParam::{
    Any, Bool, Dialog, Id, Length, List, NonEmptyText, Path, Position, Text, Width,
};

pub use definition::{CachedPart, Command, Permission, ReplyTiming};

/// Defines the commands, each with its name on the wire and the fields in which it differs from
/// [`Command::DEFAULT`].
macro_rules! commands {
    ($($(#[$doc:meta])* $constant:ident = $name:literal {
        $($field:ident: $value:expr),* $(,)?
    })*) => {
        // One array is smaller than a static for each command and a list of references to them.
        static COMMANDS: [Command; [$($name),*].len()] =
            [$(Command { name: $name, $($field: $value,)* ..Command::DEFAULT }),*];

        /// The places in `COMMANDS`.
        #[allow(non_camel_case_types)]
        enum Index { $($constant),* }

        $(
            $(#[$doc])*
            #[allow(clippy::indexing_slicing, reason = "the compiler checks it")]
            pub const $constant: &Command = &COMMANDS[Index::$constant as usize];
        )*
    };
}

commands! {
    /// Requests the token, the placement, the user and the options of the app.
    GET_INIT_DATA = "getInitData" { timeout: HANDSHAKE_TIMEOUT, cache: CachedPart::InitData }

    /// Requests a fresh token.
    REFRESH_AUTH = "refreshAuth" { timeout: REFRESH_TIMEOUT, cache: CachedPart::Token }

    /// Requests the placement's commands and events.
    GET_INTERFACE = "getInterface" { cache: CachedPart::Interface }

    /// Resizes the frame. Popups deny it.
    RESIZE_WINDOW = "resizeWindow" { params: &[("width", Width), ("height", Length)] }

    /// Sets the title of the host page. Placements deny it.
    SET_TITLE = "setTitle" { params: &[("title", Text)] }

    /// Scrolls the host page.
    SET_SCROLL = "setScroll" { params: &[("scroll", Position)] }

    /// Sets whether the setup of the first run is done for this user.
    SET_INSTALL = "setInstall" { params: &[("install", Bool)] }

    /// Stores a value for this user.
    SET_USER_OPTION = "setUserOption" {
        params: &[("name", NonEmptyText), ("value", Any)],
        cache: CachedPart::UserOption,
    }

    /// Stores a value for all users.
    SET_APP_OPTION = "setAppOption" {
        params: &[("name", NonEmptyText), ("value", Any)],
        permission: Permission::Administrators,
        cache: CachedPart::AppOptions,
    }

    /// Lets a person select a user or users.
    SELECT_USER = "selectUser" {
        params: &[("title", Text), ("mult", Bool)],
        reply: ReplyTiming::OnConfirm,
        normalize_reply: reply::users,
    }

    /// Lets a person select access rights.
    SELECT_ACCESS = "selectAccess" {
        params: &[("value", List)],
        reply: ReplyTiming::OnConfirm,
        normalize_reply: reply::list,
    }

    /// Lets a person select CRM elements.
    SELECT_CRM = "selectCRM" {
        params: &[("entityType", List), ("multiple", Bool)],
        reply: ReplyTiming::OnConfirm,
        normalize_reply: reply::lists_by_type,
    }

    /// Opens a page of the portal in a slider.
    OPEN_PATH = "openPath" { params: &[("path", Path)], reply: ReplyTiming::OnClose }

    /// Opens the app itself in a slider.
    OPEN_APPLICATION = "openApplication" { reply: ReplyTiming::OnClose }

    /// Listens to an event of the placement.
    PLACEMENT_BIND_EVENT = "placementBindEvent" {
        params: &[("event", NonEmptyText)],
        reply: ReplyTiming::OnEvent,
    }

    /// Closes the slider that contains the app.
    CLOSE_APPLICATION = "closeApplication" { reply: ReplyTiming::Never }

    /// Reloads the host page.
    RELOAD_WINDOW = "reloadWindow" { reply: ReplyTiming::Never }

    /// Marks the app as installed.
    SET_INSTALL_FINISH = "setInstallFinish" { reply: ReplyTiming::Never }

    /// Shows the app's settings form.
    SHOW_APP_FORM = "showAppForm" { reply: ReplyTiming::Never }

    /// Calls a user.
    IM_CALL_TO = "imCallTo" {
        params: &[("userId", Id), ("video", Bool)],
        reply: ReplyTiming::Never,
    }

    /// Calls a telephone number.
    IM_PHONE_TO = "imPhoneTo" { params: &[("phone", NonEmptyText)], reply: ReplyTiming::Never }

    /// Opens a chat, or the messenger.
    IM_OPEN_MESSENGER = "imOpenMessenger" {
        params: &[("dialogId", Dialog)],
        reply: ReplyTiming::Never,
    }

    /// Opens the history of a chat.
    IM_OPEN_HISTORY = "imOpenHistory" {
        params: &[("dialogId", Dialog)],
        reply: ReplyTiming::Never,
    }
}

/// Returns the command with a name that is known only when the program runs.
///
/// # Errors
///
/// `UNKNOWN_COMMAND`, with a command whose name is similar.
pub fn find(name: &str) -> Result<&'static Command> {
    for command in &COMMANDS {
        if command.name == name {
            return Ok(command);
        }
    }
    let mut suggestion = Suggestion::new(name);
    for command in &COMMANDS {
        suggestion.offer(command.name);
    }
    let problem = text!("command \"{}\" is unknown{}", name, suggestion.text());
    Err(Error::input("UNKNOWN_COMMAND", problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Map, Value, json};

    fn check(name: &str, params: &str) -> Result<ReplyTiming> {
        let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
        let command = find(name)?;
        command.check(&params, true).map(|()| command.reply)
    }

    #[test]
    fn accepts_valid_parameters() {
        for (name, params, reply) in [
            ("resizeWindow", r#"{"width":"100%","height":300}"#, ReplyTiming::Immediate),
            ("resizeWindow", r#"{"width":1,"height":0.5}"#, ReplyTiming::Immediate),
            ("setTitle", r#"{"title":""}"#, ReplyTiming::Immediate),
            ("setScroll", r#"{"scroll":0}"#, ReplyTiming::Immediate),
            ("setUserOption", r#"{"name":"a","value":null}"#, ReplyTiming::Immediate),
            ("setUserOption", r#"{"name":"a","value":false}"#, ReplyTiming::Immediate),
            ("selectAccess", r#"{"value":[]}"#, ReplyTiming::OnConfirm),
            ("openPath", r#"{"path":"/"}"#, ReplyTiming::OnClose),
            ("openApplication", r#"{"any":{"thing":1}}"#, ReplyTiming::OnClose),
            ("imOpenMessenger", "{}", ReplyTiming::Never),
            ("imOpenMessenger", r#"{"dialogId":"chat1"}"#, ReplyTiming::Never),
            ("imCallTo", r#"{"userId":"7","video":true}"#, ReplyTiming::Never),
            ("closeApplication", "{}", ReplyTiming::Never),
        ] {
            assert_eq!(check(name, params), Ok(reply), "{name} {params}");
        }
    }

    #[test]
    fn rejects_invalid_parameters_and_names_accepted_values() {
        for (name, params, problem) in [
            (
                "resizeWindow",
                r#"{"width":"50%","height":1}"#,
                "\"width\" must be pixels above 0 or \"100%\"",
            ),
            (
                "resizeWindow",
                r#"{"width":300,"height":"300"}"#,
                "\"height\" must be pixels above 0",
            ),
            (
                "resizeWindow",
                r#"{"width":0,"height":1}"#,
                "\"width\" must be pixels above 0 or \"100%\"",
            ),
            ("setScroll", r#"{"scroll":-1}"#, "\"scroll\" must be pixels from 0"),
            ("setTitle", r#"{"title":5}"#, "\"title\" must be text"),
            ("setUserOption", r#"{"name":"","value":1}"#, "\"name\" must be non-empty text"),
            ("setUserOption", r#"{"name":"a"}"#, "\"value\" must be encodable as JSON"),
            ("setInstall", r#"{"install":"Y"}"#, "\"install\" must be true or false"),
            ("selectAccess", r#"{"value":"U1"}"#, "\"value\" must be a list"),
            ("imCallTo", r#"{"userId":0,"video":true}"#, "\"userId\" must be an id above 0"),
            (
                "imOpenHistory",
                r#"{"dialogId":[1]}"#,
                "\"dialogId\" must be \"chat1\" or a user's id",
            ),
        ] {
            let error = check(name, params).unwrap_err();
            assert_eq!(error.code(), "INVALID_PARAMETERS");
            assert_eq!(error.description(), format!("{name}: {problem}"));
        }
        for path in [
            "javascript:alert(1)",
            "//evil.org/",
            r"/\\evil.org/",
            r"/\t/evil.org/",
            "https://evil.org/",
            "crm/",
            "",
        ] {
            let error = check("openPath", &format!(r#"{{"path":"{path}"}}"#)).unwrap_err();
            assert!(
                error.description().starts_with("openPath: \"path\" must be a path on the portal")
            );
        }
    }

    #[test]
    fn rejects_a_command_for_administrators() {
        let params = Map::from_iter([("name", "a"), ("value", "b")]);
        let error = SET_APP_OPTION.check(&params, false).unwrap_err();
        assert_eq!(error.code(), "ADMIN_ONLY");
        let problem = "setAppOption: only a portal administrator can send it";
        assert_eq!(error.description(), problem);
    }

    #[test]
    fn suggests_similar_command() {
        let error = check("setTitel", "{}").unwrap_err();
        assert_eq!(error.code(), "UNKNOWN_COMMAND");
        assert!(error.description().ends_with("did you mean \"setTitle\"?"), "{error}");
    }
}
