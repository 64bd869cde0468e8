//! The portal's messenger. Its commands get no reply.

use super::Frame;
use crate::error::Result;
use crate::wire::Map;

impl Frame {
    /// Opens a chat (`chat1` or a user's id), or the messenger in its last state. Command
    /// `imOpenMessenger`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn open_chat(&self, dialog: Option<&str>) -> Result<()> {
        self.post("imOpenMessenger", dialog_params(dialog))
    }

    /// Opens the history of a chat. Command `imOpenHistory`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn open_history(&self, dialog: &str) -> Result<()> {
        self.post("imOpenHistory", dialog_params(Some(dialog)))
    }

    /// Calls a user, with or without video. Command `imCallTo`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn call_user(&self, user: u64, video: bool) -> Result<()> {
        let mut params = Map::from_iter([("userId", user)]);
        params.insert("video", video);
        self.post("imCallTo", params)
    }

    /// Calls a telephone number. Command `imPhoneTo`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn phone(&self, number: &str) -> Result<()> {
        self.post("imPhoneTo", Map::from_iter([("phone", number)]))
    }
}

fn dialog_params(dialog: Option<&str>) -> Map {
    match dialog {
        Some(dialog) => Map::from_iter([("dialogId", dialog)]),
        None => Map::new(),
    }
}
