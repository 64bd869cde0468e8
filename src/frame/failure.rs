//! The errors of commands that get no reply.

use crate::auth::refresh_timeout;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::command::{Command, GET_INIT_DATA, REFRESH_AUTH, ReplyTiming};
use crate::text;

/// The time within which the host page must reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeLimit {
    /// The time in milliseconds.
    pub(crate) timeout: u32,
    /// Whether the caller set it. The error is then of kind `timeout`.
    pub(crate) by_caller: bool,
}

impl TimeLimit {
    /// Returns the limit of a command, with the timeout that the caller set. None if the command
    /// waits for a person.
    pub(crate) fn new(command: &Command, timeout: Option<u32>) -> Option<Self> {
        match (timeout, command.reply) {
            (Some(timeout), _) => Some(Self { timeout, by_caller: true }),
            (None, ReplyTiming::Immediate) => {
                Some(Self { timeout: command.timeout, by_caller: false })
            }
            (None, _) => None,
        }
    }

    /// Creates the error of a command of this name that got no reply from the page at `portal`.
    pub(crate) fn error(self, command: &str, portal: &str) -> Error {
        let advice = match self.by_caller {
            _ if command == REFRESH_AUTH.name => return refresh_timeout(),
            _ if command == GET_INIT_DATA.name => {
                "; did that portal open the app, with this page's address in its settings?"
            }
            true => "",
            false => "; a portal ignores commands that it does not know or denies here",
        };
        let (kind, code) = match advice {
            "" => (ErrorKind::Timeout, "TIMEOUT"),
            _ => (ErrorKind::Frame, "FRAME_TIMEOUT"),
        };
        let problem = text!(
            "no reply to \"{}\" from the page at {} within {} ms{}",
            command,
            portal,
            text::digits(self.timeout.into()),
            advice
        );
        Error::new(kind, code, problem)
    }
}

/// Creates the error of a dialog that another one has replaced.
pub(crate) fn dialog_replaced() -> Error {
    let problem = "another dialog was opened; only the newest gets a reply";
    Error::new(ErrorKind::Aborted, "DIALOG_REPLACED", problem)
}

/// Checks that a command with a reply has an id, which must be random: another window of the
/// portal's origin could reply in the host page's place if it could guess the id.
///
/// # Errors
///
/// `NO_RANDOMNESS` if the id is empty.
pub(super) fn require_id(id: &str) -> Result<&str> {
    if id.is_empty() {
        let problem = "without crypto.getRandomValues others could reply for the portal page; use a \
                       browser that has it";
        return Err(Error::new(ErrorKind::Frame, "NO_RANDOMNESS", problem));
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::command::{SELECT_USER, SET_TITLE};

    #[test]
    fn only_immediate_replies_have_a_default_limit() {
        let limit = |command, timeout| {
            TimeLimit::new(command, timeout).map(|limit| (limit.timeout, limit.by_caller))
        };
        assert_eq!(limit(SET_TITLE, None), Some((5000, false)));
        assert_eq!(limit(GET_INIT_DATA, None), Some((10_000, false)));
        assert_eq!(limit(SELECT_USER, None), None);
        assert_eq!(limit(SELECT_USER, Some(7)), Some((7, true)));
    }

    #[test]
    fn a_replaced_dialog_is_aborted() {
        let error = dialog_replaced();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Aborted, "DIALOG_REPLACED"));
    }

    #[test]
    fn errors_name_command_portal_and_time() {
        for (command, by_caller, kind, code, end) in [
            ("setTitle", true, ErrorKind::Timeout, "TIMEOUT", "within 7 ms"),
            ("setTitle", false, ErrorKind::Frame, "FRAME_TIMEOUT", "denies here"),
            ("getInitData", true, ErrorKind::Frame, "FRAME_TIMEOUT", "in its settings?"),
            ("refreshAuth", false, ErrorKind::Auth, "REFRESH_TIMEOUT", "reload the page"),
        ] {
            let error = TimeLimit { timeout: 7, by_caller }.error(command, "https://a.org");
            assert_eq!((error.kind(), error.code()), (kind, code), "{command}");
            assert!(error.description().ends_with(end), "{error}");
            let subject =
                format!("no reply to \"{command}\" from the page at https://a.org within");
            let names_command = error.description().starts_with(&subject);
            assert_eq!(names_command, command != "refreshAuth", "{error}");
        }
    }
}
