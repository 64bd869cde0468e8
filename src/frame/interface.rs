//! The commands and events of a placement.

use crate::error::{Error, Result};
use crate::frame::message::malformed;
use crate::suggest::Suggestion;
use crate::wire::Value;

/// The commands and events of a placement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Interface {
    /// The names of the commands.
    pub commands: Vec<String>,
    /// The names of the events.
    pub events: Vec<String>,
}

impl Interface {
    /// Reads the reply to `getInterface`.
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE` if the reply has another shape.
    pub fn read(reply: &Value) -> Result<Self> {
        let names = |name| {
            let mut names = Vec::new();
            for known in reply.as_map()?.get(name)?.as_list()? {
                names.push(known.as_text()?.to_owned());
            }
            Some(names)
        };
        match (names("command"), names("event")) {
            (Some(commands), Some(events)) => Ok(Self { commands, events }),
            _ => Err(malformed("getInterface", "lists no commands and events")),
        }
    }

    /// Checks that the placement has a command or event.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND` or `UNKNOWN_EVENT`, with the names that exist.
    pub fn check(&self, member: InterfaceMember, name: &str, placement: &str) -> Result<()> {
        let (names, code, kind) = match member {
            InterfaceMember::Command => (&self.commands, "UNKNOWN_COMMAND", "command"),
            InterfaceMember::Event => (&self.events, "UNKNOWN_EVENT", "event"),
        };
        if names.iter().any(|known| known == name) {
            return Ok(());
        }
        let mut suggestion = Suggestion::new(name);
        for known in names {
            suggestion.offer(known);
        }
        let suggestion = suggestion.text();
        let mut problem =
            text!("placement \"{}\" has no {} \"{}\"{}", placement, kind, name, suggestion);
        if suggestion.is_empty() {
            problem.push_str(if names.is_empty() { "; it has none" } else { "; it has" });
            for name in names {
                problem.push(' ');
                problem.push_str(name);
            }
        }
        Err(Error::input(code, problem))
    }
}

/// A kind of placement member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InterfaceMember {
    /// Commands, which the app sends.
    Command,
    /// Events, which the placement sends.
    Event,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    #[test]
    fn reads_names_of_commands_and_events() {
        let read = |text| Interface::read(&json::read(text).unwrap());
        let interface = read(r#"{"command":["reloadData"],"event":[]}"#).unwrap();
        assert_eq!((interface.commands.len(), interface.events.len()), (1, 0));
        for invalid in ["null", "[]", "{}", r#"{"command":[],"event":[1]}"#, r#"{"command":"a"}"#] {
            assert_eq!(read(invalid).unwrap_err().code(), "INVALID_HOST_MESSAGE", "{invalid}");
        }
    }

    #[test]
    fn rejects_unknown_names_with_known_ones() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let interface =
            Interface { commands: names(&["getValue", "setValue"]), events: names(&[]) };
        assert_eq!(interface.check(InterfaceMember::Command, "setValue", "USERFIELD_TYPE"), Ok(()));
        let problem = |name| {
            let error =
                interface.check(InterfaceMember::Command, name, "USERFIELD_TYPE").unwrap_err();
            error.description().to_owned()
        };
        assert_eq!(
            problem("setVale"),
            "placement \"USERFIELD_TYPE\" has no command \"setVale\"; did you mean \"setValue\"?"
        );
        assert_eq!(
            problem("reload"),
            "placement \"USERFIELD_TYPE\" has no command \"reload\"; it has getValue setValue"
        );
        let error =
            interface.check(InterfaceMember::Event, "opened", "USERFIELD_TYPE").unwrap_err();
        assert_eq!(error.code(), "UNKNOWN_EVENT");
        assert!(error.description().ends_with("it has none"));
    }
}
