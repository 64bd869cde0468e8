//! The commands of every host page: their parameters, and when the host page replies.

use crate::error::{Error, Result};
use crate::suggest::did_you_mean;
use crate::wire::{Map, Value, php};

/// The time at which the host page replies to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyTiming {
    /// At once. The host page sends no reply if it denies the command.
    Immediate,
    /// When a person closes the slider that the command opened.
    OnClose,
    /// When a person confirms the dialog that the command opened; never if the dialog is closed.
    OnConfirm,
    /// Never.
    Never,
}

/// A command of the host page.
#[derive(Debug)]
#[non_exhaustive]
pub struct Command {
    /// The name on the wire.
    pub name: &'static str,
    /// When the host page replies.
    pub reply: ReplyTiming,
    params: &'static [(&'static str, CommandParam)],
}

/// The values that a parameter accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommandParam {
    /// A length above 0.
    Length,
    /// A length above 0, or the whole width.
    Width,
    /// A position on the page, 0 or more.
    Position,
    Text,
    /// Non-empty text.
    NonEmptyText,
    /// A path on the portal.
    Path,
    Id,
    Bool,
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
            Self::Position => {
                is_length || matches!(value, Some(Value::Number(number)) if number.as_str() == "0")
            }
            Self::Text => text.is_some(),
            Self::NonEmptyText => text.is_some_and(|text| !text.is_empty()),
            Self::Path => text.is_some_and(is_path),
            Self::Id => value.and_then(php::integer).is_some_and(|id| id > 0),
            Self::Bool => matches!(value, Some(Value::Bool(_))),
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
            Self::Position => "pixels from 0",
            Self::Text => "text",
            Self::NonEmptyText => "non-empty text",
            Self::Path => "a path on the portal, \"/crm/deal/details/1/\"",
            Self::Id => "an id above 0",
            Self::Bool => "true or false",
            Self::List => "a list",
            Self::Any => "encodable as JSON",
            Self::Dialog => "\"chat1\" or a user's id",
        }
    }
}

/// Checks that a path stays on the portal: two slashes of either kind would start another host, and
/// browsers remove line breaks and tabs.
fn is_path(text: &str) -> bool {
    let is_printable = text.bytes().all(|byte| byte >= b' ' && byte != b'\\');
    is_printable && text.starts_with('/') && text.as_bytes().get(1) != Some(&b'/')
}

#[rustfmt::skip]
static COMMANDS: &[Command] = &[
    Command { name: "getInitData", reply: ReplyTiming::Immediate, params: &[] },
    Command { name: "refreshAuth", reply: ReplyTiming::Immediate, params: &[] },
    Command { name: "getInterface", reply: ReplyTiming::Immediate, params: &[] },
    Command { name: "resizeWindow", reply: ReplyTiming::Immediate, params: &[("width", CommandParam::Width), ("height", CommandParam::Length)] },
    Command { name: "setTitle", reply: ReplyTiming::Immediate, params: &[("title", CommandParam::Text)] },
    Command { name: "setScroll", reply: ReplyTiming::Immediate, params: &[("scroll", CommandParam::Position)] },
    Command { name: "setInstall", reply: ReplyTiming::Immediate, params: &[("install", CommandParam::Bool)] },
    Command { name: "setUserOption", reply: ReplyTiming::Immediate, params: &[("name", CommandParam::NonEmptyText), ("value", CommandParam::Any)] },
    Command { name: "setAppOption", reply: ReplyTiming::Immediate, params: &[("name", CommandParam::NonEmptyText), ("value", CommandParam::Any)] },
    Command { name: "selectUser", reply: ReplyTiming::OnConfirm, params: &[("title", CommandParam::Text), ("mult", CommandParam::Bool)] },
    Command { name: "selectAccess", reply: ReplyTiming::OnConfirm, params: &[("value", CommandParam::List)] },
    Command { name: "selectCRM", reply: ReplyTiming::OnConfirm, params: &[("entityType", CommandParam::List), ("multiple", CommandParam::Bool)] },
    Command { name: "openPath", reply: ReplyTiming::OnClose, params: &[("path", CommandParam::Path)] },
    Command { name: "openApplication", reply: ReplyTiming::OnClose, params: &[] },
    Command { name: "closeApplication", reply: ReplyTiming::Never, params: &[] },
    Command { name: "reloadWindow", reply: ReplyTiming::Never, params: &[] },
    Command { name: "setInstallFinish", reply: ReplyTiming::Never, params: &[] },
    Command { name: "showAppForm", reply: ReplyTiming::Never, params: &[] },
    Command { name: "imCallTo", reply: ReplyTiming::Never, params: &[("userId", CommandParam::Id), ("video", CommandParam::Bool)] },
    Command { name: "imPhoneTo", reply: ReplyTiming::Never, params: &[("phone", CommandParam::NonEmptyText)] },
    Command { name: "imOpenMessenger", reply: ReplyTiming::Never, params: &[("dialogId", CommandParam::Dialog)] },
    Command { name: "imOpenHistory", reply: ReplyTiming::Never, params: &[("dialogId", CommandParam::Dialog)] },
];

/// Returns the command with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// Returns the command with this name after checking its parameters.
///
/// # Errors
///
/// `UNKNOWN_COMMAND`; `INVALID_PARAMETERS`, which names the values that the parameter accepts.
///
/// ```
/// use b24_wasm::frame::command;
/// use b24_wasm::wire::Map;
///
/// let error = command::checked("resizeWindow", &Map::from_iter([("width", 300)])).unwrap_err();
/// assert_eq!(error.description(), "resizeWindow: \"height\" must be pixels above 0");
/// ```
pub fn checked(name: &str, params: &Map) -> Result<&'static Command> {
    let Some(command) = find(name) else {
        let suggestion = did_you_mean(name, &mut COMMANDS.iter().map(|command| command.name));
        let problem = format!("command \"{name}\" is unknown{suggestion}");
        return Err(Error::input("UNKNOWN_COMMAND", problem));
    };
    for (param, kind) in command.params {
        if !kind.accepts(params.get(param)) {
            let problem = format!("{name}: \"{param}\" must be {}", kind.describe());
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
    fn suggests_similar_command() {
        let error = check("setTitel", "{}").unwrap_err();
        assert_eq!(error.code(), "UNKNOWN_COMMAND");
        assert!(error.description().ends_with("did you mean \"setTitle\"?"), "{error}");
    }
}
