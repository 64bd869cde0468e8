//! The options that the portal stores for the app. Their values keep their types: text, numbers,
//! `false`, lists.

use super::Frame;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::command::Command;
use crate::frame::info::to_map;
use crate::wire::{Map, Value};

const SET_USER_OPTION: &str = "setUserOption";
const SET_APP_OPTION: &str = "setAppOption";

impl Frame {
    /// Returns the options stored for this user.
    #[must_use]
    pub fn user_options(&self) -> Map {
        self.data().user_options.clone()
    }

    /// Returns the options stored for all users.
    #[must_use]
    pub fn app_options(&self) -> Map {
        self.data().app_options.clone()
    }

    /// Stores a value for this user. Command `setUserOption`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn set_user_option(&self, name: &str, value: Value) -> Result<()> {
        self.send(SET_USER_OPTION, option_params(name, value), None).await.map(drop)
    }

    /// Stores a value for all users. Command `setAppOption`.
    ///
    /// # Errors
    ///
    /// `ADMIN_ONLY` at once if the user is not an administrator, because the host page would send
    /// no reply; `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn set_app_option(&self, name: &str, value: Value) -> Result<()> {
        self.send(SET_APP_OPTION, option_params(name, value), None).await.map(drop)
    }

    /// Rejects commands that the host page would silently ignore.
    pub(super) fn check_permission(&self, command: &'static Command) -> Result<&'static Command> {
        if command.name == SET_APP_OPTION && !self.data().info.is_admin {
            let problem = "only a portal administrator can set options of the app";
            return Err(Error::new(ErrorKind::Permission, "ADMIN_ONLY", problem));
        }
        Ok(command)
    }

    /// Caches the option that the host page has stored.
    pub(super) fn cache_option(&self, command: &Command, mut params: Map, reply: &Value) {
        if command.name == SET_APP_OPTION {
            self.data_mut().app_options = to_map(reply.clone());
        }
        if command.name == SET_USER_OPTION {
            let value = params.remove("value").unwrap_or_default();
            if let Some(Value::Text(name)) = params.remove("name") {
                self.data_mut().user_options.insert(name, value);
            }
        }
    }
}

fn option_params(name: &str, value: Value) -> Map {
    let mut params = Map::from_iter([("name", name)]);
    params.insert("value", value);
    params
}
