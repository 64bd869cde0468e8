//! The app's installation in the portal, and its first run for a user.

use super::Frame;
use crate::error::Result;
use crate::wire::{Map, Value};

impl Frame {
    /// Says whether the first run's set-up is done for this user. The command `setInstall`.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`.
    pub async fn set_installed(&self, installed: bool) -> Result<()> {
        self.send("setInstall", Map::from_iter([("install", installed)]), None).await.map(drop)
    }

    /// Says that the app is installed, on its install page; the portal then reloads with the app
    /// itself. The command `setInstallFinish`; it is sent, and not answered.
    pub fn finish_install(&self) {
        self.host().post("setInstallFinish", &Value::Map(Map::new()));
    }
}
