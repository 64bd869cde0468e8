//! The definition of a command of the host page.

use super::param::CommandParam;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::COMMAND_TIMEOUT;
use crate::wire::{Map, Value};

/// A command of the host page.
#[derive(Debug)]
#[non_exhaustive]
pub struct Command {
    /// The name on the wire.
    pub name: &'static str,
    /// The time of the host page's reply.
    pub reply: ReplyTiming,
    /// The default timeout in milliseconds, if the reply is immediate.
    pub timeout: u32,
    /// The users who may send it.
    pub permission: Permission,
    /// The part that the frame remembers.
    pub cache: CachedPart,
    pub(super) params: &'static [(&'static str, CommandParam)],
    pub(super) normalize_reply: fn(&Map, &mut Value) -> Result<()>,
}

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
    /// At each event to which the command listens.
    OnEvent,
    /// Never.
    Never,
}

/// The users whose command the host page does not ignore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Permission {
    /// All users.
    Everyone,
    /// The portal's administrators.
    Administrators,
}

/// The part of a command or its reply that the frame remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CachedPart {
    /// Nothing.
    Nothing,
    /// The reply, as the portal, the placement, the user and the options of the app.
    InitData,
    /// The reply, as a fresh token.
    Token,
    /// The reply, as the placement's interface.
    Interface,
    /// The reply, as the options of the app.
    AppOptions,
    /// The parameters, as an option of the user.
    UserOption,
}

impl Command {
    /// The defaults of a definition.
    pub(crate) const DEFAULT: Self = Self {
        name: "",
        reply: ReplyTiming::Immediate,
        timeout: COMMAND_TIMEOUT,
        permission: Permission::Everyone,
        cache: CachedPart::Nothing,
        params: &[],
        normalize_reply: |_, _| Ok(()),
    };

    /// Checks the parameters, and that the user may send the command: the host page would silently
    /// ignore it.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, which names the values that the parameter accepts; `ADMIN_ONLY`.
    ///
    /// ```
    /// use b24_wasm::frame::command;
    /// use b24_wasm::wire::Map;
    ///
    /// let params = Map::from_iter([("width", 300)]);
    /// let error = command::RESIZE_WINDOW.check(&params, true).unwrap_err();
    /// assert_eq!(error.description(), "resizeWindow: \"height\" must be pixels above 0");
    /// ```
    pub fn check(&self, params: &Map, is_admin: bool) -> Result<()> {
        for (param, kind) in self.params {
            if !kind.accepts(params.get(param)) {
                let problem = text!("{}: \"{}\" must be {}", self.name, param, kind.describe());
                return Err(Error::input("INVALID_PARAMETERS", problem));
            }
        }
        if self.permission == Permission::Administrators && !is_admin {
            let problem = text!("{}: only a portal administrator can send it", self.name);
            return Err(Error::new(ErrorKind::Permission, "ADMIN_ONLY", problem));
        }
        Ok(())
    }

    /// Normalizes the reply to the command with these parameters: lists with keys become lists, and
    /// the ids of users become numbers.
    ///
    /// # Errors
    ///
    /// `INVALID_HOST_MESSAGE` if a user has no id.
    ///
    /// ```
    /// use b24_wasm::frame::command;
    /// use b24_wasm::wire::{Map, json};
    ///
    /// let mut reply = json::read(r#"{"lead":{"0":{"id":"L_7"}}}"#).unwrap();
    /// command::SELECT_CRM.normalize_reply(&Map::new(), &mut reply).unwrap();
    /// assert_eq!(json::write(&reply), r#"{"lead":[{"id":"L_7"}]}"#);
    /// ```
    pub fn normalize_reply(&self, params: &Map, reply: &mut Value) -> Result<()> {
        (self.normalize_reply)(params, reply)
    }
}
