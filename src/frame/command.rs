//! The commands that every portal page knows: what they take, and when they are answered.

use crate::error::{Error, Result};
use crate::suggest::did_you_mean;
use crate::wire::{Map, Value, php};

/// When the page answers a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// At once, unless it denies the command, which it does in silence.
    AtOnce,
    /// When a person closes what it opened.
    Later,
    /// When a person confirms the dialog that it opened; never where they close it.
    Dialog,
    /// Never.
    Never,
}

/// A command of the portal page.
#[derive(Debug)]
pub struct Command {
    /// The name on the wire.
    pub name: &'static str,
    /// When it is answered.
    pub answer: Answer,
    params: &'static [(&'static str, Takes)],
}

/// What a parameter may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
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

impl Takes {
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
    Command { name: "getInitData", answer: Answer::AtOnce, params: &[] },
    Command { name: "refreshAuth", answer: Answer::AtOnce, params: &[] },
    Command { name: "getInterface", answer: Answer::AtOnce, params: &[] },
    Command { name: "resizeWindow", answer: Answer::AtOnce, params: &[("width", Takes::Width), ("height", Takes::Length)] },
    Command { name: "setTitle", answer: Answer::AtOnce, params: &[("title", Takes::Text)] },
    Command { name: "setScroll", answer: Answer::AtOnce, params: &[("scroll", Takes::Place)] },
    Command { name: "setInstall", answer: Answer::AtOnce, params: &[("install", Takes::Switch)] },
    Command { name: "setUserOption", answer: Answer::AtOnce, params: &[("name", Takes::Name), ("value", Takes::Any)] },
    Command { name: "setAppOption", answer: Answer::AtOnce, params: &[("name", Takes::Name), ("value", Takes::Any)] },
    Command { name: "selectUser", answer: Answer::Dialog, params: &[("title", Takes::Text), ("mult", Takes::Switch)] },
    Command { name: "selectAccess", answer: Answer::Dialog, params: &[("value", Takes::List)] },
    Command { name: "selectCRM", answer: Answer::Dialog, params: &[("entityType", Takes::List), ("multiple", Takes::Switch)] },
    Command { name: "openPath", answer: Answer::Later, params: &[("path", Takes::Path)] },
    Command { name: "openApplication", answer: Answer::Later, params: &[] },
    Command { name: "closeApplication", answer: Answer::Never, params: &[] },
    Command { name: "reloadWindow", answer: Answer::Never, params: &[] },
    Command { name: "setInstallFinish", answer: Answer::Never, params: &[] },
    Command { name: "showAppForm", answer: Answer::Never, params: &[] },
    Command { name: "imCallTo", answer: Answer::Never, params: &[("userId", Takes::Id), ("video", Takes::Switch)] },
    Command { name: "imPhoneTo", answer: Answer::Never, params: &[("phone", Takes::Name)] },
    Command { name: "imOpenMessenger", answer: Answer::Never, params: &[("dialogId", Takes::Dialog)] },
    Command { name: "imOpenHistory", answer: Answer::Never, params: &[("dialogId", Takes::Dialog)] },
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

    fn check(name: &str, params: &str) -> Result<Answer> {
        let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
        checked(name, &params).map(|command| command.answer)
    }

    #[test]
    fn commands_take_what_the_page_can_use() {
        for (name, params, answer) in [
            ("resizeWindow", r#"{"width":"100%","height":300}"#, Answer::AtOnce),
            ("resizeWindow", r#"{"width":1,"height":0.5}"#, Answer::AtOnce),
            ("setTitle", r#"{"title":""}"#, Answer::AtOnce),
            ("setScroll", r#"{"scroll":0}"#, Answer::AtOnce),
            ("setUserOption", r#"{"name":"a","value":null}"#, Answer::AtOnce),
            ("setUserOption", r#"{"name":"a","value":false}"#, Answer::AtOnce),
            ("selectAccess", r#"{"value":[]}"#, Answer::Dialog),
            ("openPath", r#"{"path":"/"}"#, Answer::Later),
            ("openApplication", r#"{"any":{"thing":1}}"#, Answer::Later),
            ("imOpenMessenger", "{}", Answer::Never),
            ("imOpenMessenger", r#"{"dialogId":"chat1"}"#, Answer::Never),
            ("imCallTo", r#"{"userId":"7","video":true}"#, Answer::Never),
            ("closeApplication", "{}", Answer::Never),
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
