//! The app's state of its host page: what is sent is checked with it, and what is received updates
//! it.

use crate::auth::AccessToken;
use crate::error::Result;
use crate::frame::command::{CachedPart, Command, PLACEMENT_BIND_EVENT, ReplyTiming};
use crate::frame::failure::require_id;
use crate::frame::info::{Info, InitData, access, to_map};
use crate::frame::interface::{Interface, InterfaceMember};
use crate::frame::message::{Session, payload, refusal};
use crate::wire::{Map, Value};

/// The session, and the parts of replies that the app remembers.
#[derive(Debug)]
pub(crate) struct FrameState {
    session: Session,
    /// The reply to the last handshake, with the changes since then.
    pub(crate) data: InitData,
    /// The placement's interface; empty until it is requested.
    pub(crate) interface: Interface,
}

impl FrameState {
    /// Creates the state before the handshake.
    pub(crate) fn new(session: Session) -> Self {
        let info = Info { portal: session.portal.as_str().to_owned(), ..Info::default() };
        let data = InitData {
            info,
            access: AccessToken::new(""),
            path: String::new(),
            user_options: Map::new(),
            app_options: Map::new(),
        };
        Self { session, data, interface: Interface::default() }
    }

    /// Returns whether the handshake has succeeded.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn is_open(&self) -> bool {
        !self.data.access.token().is_empty()
    }

    /// Returns the session.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Checks a command of every host page, and encodes its message. The id is empty if there is no
    /// source of randomness.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `ADMIN_ONLY`, `NO_RANDOMNESS`.
    pub(crate) fn message(&self, command: &Command, params: Map, id: &str) -> Result<Value> {
        command.check(&params, self.data.info.is_admin)?;
        let id = match command.reply {
            ReplyTiming::Never => "",
            _ => require_id(id)?,
        };
        Ok(self.session.encode(command.name, params.into(), id))
    }

    /// Checks a command of the placement against the interface, and encodes its message; or the
    /// message that listens to an event, which has no value.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND`, `UNKNOWN_EVENT`, `NO_RANDOMNESS`.
    pub(crate) fn placement_message(
        &self,
        name: &str,
        value: Option<Value>,
        id: &str,
    ) -> Result<Value> {
        let member = match value {
            Some(_) => InterfaceMember::Command,
            None => InterfaceMember::Event,
        };
        self.interface.check(member, name, &self.data.info.placement)?;
        match value {
            Some(value) => Ok(self.session.encode(name, value, require_id(id)?)),
            None => {
                let mut params = Map::new();
                params.insert("event", name);
                self.message(PLACEMENT_BIND_EVENT, params, id)
            }
        }
    }

    /// Reads the reply to a command of every host page, received at `now` (milliseconds since 1970),
    /// and remembers what the command's definition says.
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE`, or the error of the host page.
    pub(crate) fn reply(
        &mut self,
        command: &Command,
        mut params: Map,
        text: &str,
        now: f64,
    ) -> Result<Value> {
        let mut reply = read_reply(command.name, text)?;
        command.normalize_reply(&params, &mut reply)?;
        match command.cache {
            CachedPart::Nothing => {}
            CachedPart::InitData => {
                self.data = InitData::read(self.session.portal.as_str(), reply.clone(), now)?;
            }
            CachedPart::Token => self.data.access = access(command.name, &reply, now)?,
            CachedPart::Interface => self.interface = Interface::read(&reply)?,
            CachedPart::AppOptions => self.data.app_options = to_map(reply.clone()),
            CachedPart::UserOption => {
                let value = params.remove("value").unwrap_or_default();
                if let Some(Value::Text(name)) = params.remove("name") {
                    self.data.user_options.insert(name, value);
                }
            }
        }
        Ok(reply)
    }
}

/// Reads the reply to a command: its value, or its error.
///
/// # Errors
///
/// `INVALID_HOST_MESSAGE`, or the error of the host page.
pub(crate) fn read_reply(command: &str, text: &str) -> Result<Value> {
    let reply = payload(command, text)?;
    refusal(&reply).map_or(Ok(reply), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::command::{self, GET_INIT_DATA, REFRESH_AUTH};
    use crate::wire::json;

    const INIT_DATA: &str =
        r#"{"AUTH_ID":"t","PLACEMENT":"CALL_CARD","USER_OPTIONS":{"a":1},"LANG":"en"}"#;

    fn opened() -> FrameState {
        let mut state = FrameState::new(Session::read("a.example.org|1|c0ffee", "").unwrap());
        assert!(!state.is_open());
        assert_eq!(state.data.info.portal, state.session().portal.as_str());
        state.reply(GET_INIT_DATA, Map::new(), INIT_DATA, 0.0).unwrap();
        assert!(state.is_open());
        state
    }

    fn params(text: &str) -> Map {
        to_map(json::read(text).unwrap())
    }

    #[test]
    fn checks_commands_before_they_are_encoded() {
        let state = opened();
        let message = |command, text, id| state.message(command, params(text), id);
        assert_eq!(
            message(command::SET_TITLE, r#"{"title":"a"}"#, "x"),
            Ok(r#"setTitle:{"title":"a"}:x:c0ffee"#.into())
        );
        assert_eq!(
            message(command::RELOAD_WINDOW, "{}", "x"),
            Ok("reloadWindow:::c0ffee".into()),
            "a command without a reply has no id"
        );
        for (command, text, id, code) in [
            (command::SET_TITLE, "{}", "x", "INVALID_PARAMETERS"),
            (command::SET_TITLE, r#"{"title":"a"}"#, "", "NO_RANDOMNESS"),
            (command::SET_APP_OPTION, r#"{"name":"a","value":1}"#, "x", "ADMIN_ONLY"),
        ] {
            assert_eq!(message(command, text, id).unwrap_err().code(), code);
        }
    }

    #[test]
    fn checks_members_of_the_placement() {
        let mut state = opened();
        let code = |state: &FrameState, name, value| {
            state.placement_message(name, value, "x").unwrap_err().code().to_owned()
        };
        assert_eq!(code(&state, "getStatus", Some(Value::Null)), "UNKNOWN_COMMAND");
        let interface = r#"{"command":["getStatus"],"event":["CallCard::BeforeClose"]}"#;
        state.reply(command::GET_INTERFACE, Map::new(), interface, 0.0).unwrap();
        assert_eq!(
            state.placement_message("getStatus", Some(Value::Null), "x"),
            Ok("getStatus::x:c0ffee".into())
        );
        assert_eq!(
            state.placement_message("CallCard::BeforeClose", None, "x"),
            Ok(r#"placementBindEvent:{"event":"CallCard::BeforeClose"}:x:c0ffee"#.into())
        );
        assert_eq!(code(&state, "getStatus", None), "UNKNOWN_EVENT");
        assert_eq!(code(&state, "CallCard::BeforeClose", Some(Value::Null)), "UNKNOWN_COMMAND");
        let without_randomness = state.placement_message("getStatus", Some(Value::Null), "");
        assert_eq!(without_randomness.unwrap_err().code(), "NO_RANDOMNESS");
    }

    #[test]
    fn remembers_what_replies_change() {
        let mut state = opened();
        let option = r#"{"name":"b","value":[2]}"#;
        state.reply(command::SET_USER_OPTION, params(option), "{}", 0.0).unwrap();
        assert_eq!(json::write_map(&state.data.user_options), r#"{"a":1,"b":[2]}"#);
        state.reply(command::SET_APP_OPTION, params(option), r#"{"c":3}"#, 0.0).unwrap();
        assert_eq!(json::write_map(&state.data.app_options), r#"{"c":3}"#);
        let fresh = r#"{"AUTH_ID":"u","AUTH_EXPIRES":1}"#;
        state.reply(REFRESH_AUTH, Map::new(), fresh, 5.0).unwrap();
        assert_eq!(state.data.access, AccessToken::new("u").expires_after(Some(1), 5.0));
        assert_eq!(state.data.info.placement, "CALL_CARD");
    }

    #[test]
    fn a_refused_or_invalid_reply_changes_nothing() {
        let mut state = opened();
        let mut code = |command, text: &str| {
            let option = params(r#"{"name":"b","value":2}"#);
            state.reply(command, option, text, 0.0).unwrap_err().code().to_owned()
        };
        let refused = r#"{"result":"error","errorCode":"NOT_NOW"}"#;
        assert_eq!(code(command::SET_USER_OPTION, refused), "NOT_NOW");
        assert_eq!(code(command::SET_USER_OPTION, "no"), "INVALID_HOST_MESSAGE");
        assert_eq!(code(REFRESH_AUTH, "{}"), "INVALID_HOST_MESSAGE");
        assert_eq!(code(GET_INIT_DATA, "{}"), "INVALID_HOST_MESSAGE");
        assert_eq!(json::write_map(&state.data.user_options), r#"{"a":1}"#);
        assert_eq!(state.data.access.token(), "t");
    }
}
