//! The commands that every portal page knows: what they take, and when they are answered.

use crate::error::{Error, Result};
use crate::suggest::did_you_mean;
use crate::wire::{Map, Value, php};

/// When the page answers a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyTiming {
    /// At once, unless it denies the command, which it does in silence.
    Immediate,
    /// When a person closes what it opened.
    OnClose,
    /// When a person confirms the dialog that it opened; never where they close it.
    OnConfirm,
    /// Never.
    Never,
}

/// A command of the portal page.
#[derive(Debug)]
pub struct Command {
    /// The name on the wire.
    pub name: &'static str,
    /// When it is answered.
    pub reply: ReplyTiming,
    params: &'static [(&'static str, CommandParam)],
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommandParam {
    /// A length above 0.
    Length,
    /// A length above 0, or the whole width.
    Width,
    /// A place on the page, from 0 on.
    Place,
    Text,
    /// A text that is not empty.
    Name,
    /// A path on the portal.
    Path,
    Id,
    Switch,
    List,
    Any,
    /// Text, a number or nothing.
    Dialog,
}

impl CommandParam {
    fn accepts(self, value: Option<&Value>) -> bool {
        let text = value.and_then(Value::as_text);
        let is_length = matches!(value, Some(Value::Number(number)) if number.thousandths() > 0);
        match self {
            Self::Length => is_length,
            Self::Width => is_length || text == Some("100%"),
            Self::Place => {
                is_length || matches!(value, Some(Value::Number(number)) if number.as_str() == "0")
            }
            Self::Text => text.is_some(),
            Self::Name => text.is_some_and(|text| !text.is_empty()),
            Self::Path => text.is_some_and(is_path),
            Self::Id => value.and_then(php::integer).is_some_and(|id| id > 0),
            Self::Switch => matches!(value, Some(Value::Bool(_))),
            Self::List => matches!(value, Some(Value::List(_))),
            Self::Any => value.is_some(),
            Self::Dialog => {
                matches!(value, None | Some(Value::Null | Value::Text(_) | Value::Number(_)))
            }
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Length => "pixels above 0",
            Self::Width => "pixels above 0 or \"100%\"",
            Self::Place => "pixels from 0 on",
            Self::Text => "text",
            Self::Name => "text that is not empty",
            Self::Path => "a path on the portal, \"/crm/deal/details/1/\"",
            Self::Id => "an identifier above 0",
            Self::Switch => "true or false",
            Self::List => "a list",
            Self::Any => "a value that JSON can say",
            Self::Dialog => "\"chat1\" or a user's number",
        }
    }
}

/// Whether it leads nowhere but into the portal: two slashes, of either kind, would lead to another
/// host, and browsers leave out line breaks and tabs.
fn is_path(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte >= b' ' && byte != b'\\');
    plain && text.starts_with('/') && text.as_bytes().get(1) != Some(&b'/')
}

#[rustfmt::skip]
static COMMANDS: &[Command] = &[
    Command { name: "getInitData", reply: ReplyTiming::Immediate, params: &[] },
    Command { name: "refreshAuth", reply: ReplyTiming::Immediate, params: &[] },
    Command { name: "getInterface", reply: ReplyTiming::Immediate, params: &[] },
    Command { name: "resizeWindow", reply: ReplyTiming::Immediate, params: &[("width", CommandParam::Width), ("height", CommandParam::Length)] },
    Command { name: "setTitle", reply: ReplyTiming::Immediate, params: &[("title", CommandParam::Text)] },
    Command { name: "setScroll", reply: ReplyTiming::Immediate, params: &[("scroll", CommandParam::Place)] },
    Command { name: "setInstall", reply: ReplyTiming::Immediate, params: &[("install", CommandParam::Switch)] },
    Command { name: "setUserOption", reply: ReplyTiming::Immediate, params: &[("name", CommandParam::Name), ("value", CommandParam::Any)] },
    Command { name: "setAppOption", reply: ReplyTiming::Immediate, params: &[("name", CommandParam::Name), ("value", CommandParam::Any)] },
    Command { name: "selectUser", reply: ReplyTiming::OnConfirm, params: &[("title", CommandParam::Text), ("mult", CommandParam::Switch)] },
    Command { name: "selectAccess", reply: ReplyTiming::OnConfirm, params: &[("value", CommandParam::List)] },
    Command { name: "selectCRM", reply: ReplyTiming::OnConfirm, params: &[("entityType", CommandParam::List), ("multiple", CommandParam::Switch)] },
    Command { name: "openPath", reply: ReplyTiming::OnClose, params: &[("path", CommandParam::Path)] },
    Command { name: "openApplication", reply: ReplyTiming::OnClose, params: &[] },
    Command { name: "closeApplication", reply: ReplyTiming::Never, params: &[] },
    Command { name: "reloadWindow", reply: ReplyTiming::Never, params: &[] },
    Command { name: "setInstallFinish", reply: ReplyTiming::Never, params: &[] },
    Command { name: "showAppForm", reply: ReplyTiming::Never, params: &[] },
    Command { name: "imCallTo", reply: ReplyTiming::Never, params: &[("userId", CommandParam::Id), ("video", CommandParam::Switch)] },
    Command { name: "imPhoneTo", reply: ReplyTiming::Never, params: &[("phone", CommandParam::Name)] },
    Command { name: "imOpenMessenger", reply: ReplyTiming::Never, params: &[("dialogId", CommandParam::Dialog)] },
    Command { name: "imOpenHistory", reply: ReplyTiming::Never, params: &[("dialogId", CommandParam::Dialog)] },
];

/// The command with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The command with this name, if these are parameters that it takes.
///
/// # Errors
///
/// `UNKNOWN_COMMAND`, `INVALID_PARAMETERS` with what a parameter must be.
///
/// ```
/// use b24_wasm::frame::command;
/// use b24_wasm::wire::Map;
///
/// let error = command::checked("resizeWindow", &Map::from_iter([("width", 300)])).unwrap_err();
/// assert_eq!(error.description(), "resizeWindow: height is pixels above 0");
/// ```
pub fn checked(name: &str, params: &Map) -> Result<&'static Command> {
    let Some(command) = find(name) else {
        let meant = did_you_mean(name, &mut COMMANDS.iter().map(|command| command.name));
        let problem = format!("no portal page has the command \"{name}\"{meant}");
        return Err(Error::input("UNKNOWN_COMMAND", problem));
    };
    for (param, takes) in command.params {
        if !takes.accepts(params.get(param)) {
            let problem = format!("{name}: {param} is {}", takes.describe());
            return Err(Error::input("INVALID_PARAMETERS", problem));
        }
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn check(name: &str, params: &str) -> Result<ReplyTiming> {
        let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
        checked(name, &params).map(|command| command.reply)
    }

    #[test]
    fn commands_take_what_the_page_can_use() {
        for (name, params, answer) in [
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
            assert_eq!(check(name, params), Ok(answer), "{name} {params}");
        }
    }

    #[test]
    fn what_the_page_would_pass_over_is_refused_with_what_to_give() {
        for (name, params, problem) in [
            (
                "resizeWindow",
                r#"{"width":"50%","height":1}"#,
                "width is pixels above 0 or \"100%\"",
            ),
            ("resizeWindow", r#"{"width":300,"height":"300"}"#, "height is pixels above 0"),
            ("resizeWindow", r#"{"width":0,"height":1}"#, "width is pixels above 0 or \"100%\""),
            ("setScroll", r#"{"scroll":-1}"#, "scroll is pixels from 0 on"),
            ("setTitle", r#"{"title":5}"#, "title is text"),
            ("setUserOption", r#"{"name":"","value":1}"#, "name is text that is not empty"),
            ("setUserOption", r#"{"name":"a"}"#, "value is a value that JSON can say"),
            ("setInstall", r#"{"install":"Y"}"#, "install is true or false"),
            ("selectAccess", r#"{"value":"U1"}"#, "value is a list"),
            ("imCallTo", r#"{"userId":0,"video":true}"#, "userId is an identifier above 0"),
            ("imOpenHistory", r#"{"dialogId":[1]}"#, "dialogId is \"chat1\" or a user's number"),
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
            assert!(error.description().starts_with("openPath: path is a path on the portal"));
        }
    }

    #[test]
    fn an_unknown_command_is_told_the_one_that_was_meant() {
        let error = check("setTitel", "{}").unwrap_err();
        assert_eq!(error.code(), "UNKNOWN_COMMAND");
        assert!(error.description().ends_with("did you mean \"setTitle\"?"), "{error}");
    }
}
