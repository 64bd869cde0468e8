//! What a placement says of itself.

use crate::error::{Error, Result};
use crate::frame::message::malformed;
use crate::suggest::did_you_mean;
use crate::wire::Value;

/// What a placement can be asked, and what it tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interface {
    /// The names of its commands.
    pub commands: Vec<String>,
    /// The names of its events.
    pub events: Vec<String>,
}

impl Interface {
    /// Reads the answer to `getInterface`.
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE` where it is something else.
    pub fn read(answer: &Value) -> Result<Self> {
        let names = |name| {
            let mut names = Vec::new();
            for known in answer.as_map()?.get(name)?.as_list()? {
                names.push(known.as_text()?.to_owned());
            }
            Some(names)
        };
        match (names("command"), names("event")) {
            (Some(commands), Some(events)) => Ok(Self { commands, events }),
            _ => Err(malformed("getInterface", "lists no commands and events")),
        }
    }

    /// Refuses a name that the placement has not.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND` or `UNKNOWN_EVENT`, with the names that there are.
    pub fn check(&self, what: InterfaceMember, name: &str, placement: &str) -> Result<()> {
        let (names, code, called) = match what {
            InterfaceMember::Command => (&self.commands, "UNKNOWN_COMMAND", "command"),
            InterfaceMember::Event => (&self.events, "UNKNOWN_EVENT", "event"),
        };
        for known in names {
            if known == name {
                return Ok(());
            }
        }
        let meant = did_you_mean(name, &mut names.iter().map(String::as_str));
        let mut problem = format!("the placement {placement} has no {called} \"{name}\"{meant}");
        if meant.is_empty() {
            problem.push_str(if names.is_empty() { "; it has none" } else { "; it has" });
            for name in names {
                problem.push(' ');
                problem.push_str(name);
            }
        }
        Err(Error::input(code, problem))
    }
}

/// What a placement has of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterfaceMember {
    /// Commands, which it is asked.
    Command,
    /// Events, which it tells.
    Event,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    #[test]
    fn the_interface_is_two_lists_of_names() {
        let read = |text| Interface::read(&json::read(text).unwrap());
        let interface = read(r#"{"command":["reloadData"],"event":[]}"#).unwrap();
        assert_eq!((interface.commands.len(), interface.events.len()), (1, 0));
        for broken in ["null", "[]", "{}", r#"{"command":[],"event":[1]}"#, r#"{"command":"a"}"#] {
            assert_eq!(read(broken).unwrap_err().code(), "INVALID_HOST_MESSAGE", "{broken}");
        }
    }

    #[test]
    fn unknown_names_are_told_what_there_is() {
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
            "the placement USERFIELD_TYPE has no command \"setVale\"; did you mean \"setValue\"?"
        );
        assert_eq!(
            problem("reload"),
            "the placement USERFIELD_TYPE has no command \"reload\"; it has getValue setValue"
        );
        let error =
            interface.check(InterfaceMember::Event, "opened", "USERFIELD_TYPE").unwrap_err();
        assert_eq!(error.code(), "UNKNOWN_EVENT");
        assert!(error.description().ends_with("it has none"));
    }
}
