//! What the portal keeps for the app, with the values that were set: text, numbers, `false`, lists.

use super::Frame;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::command::Command;
use crate::frame::info::to_map;
use crate::wire::{Map, Value};

const SET_USER_OPTION: &str = "setUserOption";
const SET_APP_OPTION: &str = "setAppOption";

impl Frame {
    /// What the app keeps for this user.
    #[must_use]
    pub fn user_options(&self) -> Map {
        self.data().user_options.clone()
    }

    /// What the app keeps for all users.
    #[must_use]
    pub fn app_options(&self) -> Map {
        self.data().app_options.clone()
    }

    /// Keeps a value for this user. The command `setUserOption`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn set_user_option(&self, name: &str, value: Value) -> Result<()> {
        self.send(SET_USER_OPTION, option(name, value), None).await.map(drop)
    }

    /// Keeps a value for all users. The command `setAppOption`.
    ///
    /// # Errors
    ///
    /// `ADMIN_ONLY` at once where the user is no administrator, for the page would not answer;
    /// `INVALID_PARAMETERS`, `FRAME_TIMEOUT`.
    pub async fn set_app_option(&self, name: &str, value: Value) -> Result<()> {
        self.send(SET_APP_OPTION, option(name, value), None).await.map(drop)
    }

    /// Refuses what the page would pass over in silence.
    pub(super) fn allow(&self, command: &'static Command) -> Result<&'static Command> {
        if command.name == SET_APP_OPTION && !self.data().info.is_admin {
            let problem = "Only an administrator of the portal sets options of the app.";
            return Err(Error::new(ErrorKind::Permission, "ADMIN_ONLY", problem));
        }
        Ok(command)
    }

    /// Keeps in mind what the page keeps.
    pub(super) fn cache_option(&self, command: &Command, mut params: Map, answer: &Value) {
        if command.name == SET_APP_OPTION {
            self.data_mut().app_options = to_map(answer.clone());
        }
        if command.name == SET_USER_OPTION {
            let value = params.remove("value").unwrap_or_default();
            if let Some(Value::Text(name)) = params.remove("name") {
                self.data_mut().user_options.insert(name, value);
            }
        }
    }
}

fn option(name: &str, value: Value) -> Map {
    let mut params = Map::from_iter([("name", name)]);
    params.insert("value", value);
    params
}
