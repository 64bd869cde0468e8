//! The options that the portal stores for the app. Their values keep their types: text, numbers,
//! `false`, lists.

use super::Frame;
use crate::error::Result;
use crate::frame::command::{SET_APP_OPTION, SET_USER_OPTION};
use crate::wire::{Map, Value};

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
}

fn option_params(name: &str, value: Value) -> Map {
    let mut params = Map::from_iter([("name", name)]);
    params.insert("value", value);
    params
}
