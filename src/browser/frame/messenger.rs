//! The portal's messenger. Its commands get no reply.

use super::Frame;
use crate::error::Result;
use crate::frame::command;
use crate::wire::Map;

impl Frame {
    /// Opens a chat (`chat1` or a user's id), or the messenger in its last state. Command
    /// `imOpenMessenger`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn open_chat(&self, dialog_id: Option<&str>) -> Result<()> {
        self.post(command::IM_OPEN_MESSENGER, dialog_params(dialog_id))
    }

    /// Opens the history of a chat (`chat1` or a user's id). Command `imOpenHistory`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn open_history(&self, dialog_id: &str) -> Result<()> {
        self.post(command::IM_OPEN_HISTORY, dialog_params(Some(dialog_id)))
    }

    /// Calls a user, with or without video. Command `imCallTo`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn call_user(&self, user_id: u64, video: bool) -> Result<()> {
        let mut params = Map::from_iter([("userId", user_id)]);
        params.insert("video", video);
        self.post(command::IM_CALL_TO, params)
    }

    /// Calls a telephone number. Command `imPhoneTo`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn call_phone(&self, number: &str) -> Result<()> {
        self.post(command::IM_PHONE_TO, Map::from_iter([("phone", number)]))
    }
}

fn dialog_params(dialog_id: Option<&str>) -> Map {
    match dialog_id {
        Some(dialog_id) => Map::from_iter([("dialogId", dialog_id)]),
        None => Map::new(),
    }
}
