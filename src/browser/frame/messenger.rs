//! The portal's messenger. Its commands are sent, and not answered.

use super::Frame;
use crate::error::Result;
use crate::wire::Map;

impl Frame {
    /// Opens a chat, `chat1` or a user's number, or the messenger as it was left. The command
    /// `imOpenMessenger`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn open_chat(&self, dialog: Option<&str>) -> Result<()> {
        self.post("imOpenMessenger", of_dialog(dialog))
    }

    /// Opens what was written in a chat. The command `imOpenHistory`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn open_history(&self, dialog: &str) -> Result<()> {
        self.post("imOpenHistory", of_dialog(Some(dialog)))
    }

    /// Calls a user, with or without a picture. The command `imCallTo`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn call_user(&self, user: u64, video: bool) -> Result<()> {
        let mut params = Map::from_iter([("userId", user)]);
        params.insert("video", video);
        self.post("imCallTo", params)
    }

    /// Calls a telephone number. The command `imPhoneTo`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`.
    pub fn phone(&self, number: &str) -> Result<()> {
        self.post("imPhoneTo", Map::from_iter([("phone", number)]))
    }
}

fn of_dialog(dialog: Option<&str>) -> Map {
    match dialog {
        Some(dialog) => Map::from_iter([("dialogId", dialog)]),
        None => Map::new(),
    }
}
