//! The app's installation in the portal, and its first run for a user.

use super::Frame;
use crate::error::Result;
use crate::wire::{Map, Value};

impl Frame {
    /// Sets whether the first run's set-up is done for this user. Command `setInstall`.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`.
    pub async fn set_installed(&self, installed: bool) -> Result<()> {
        self.send("setInstall", Map::from_iter([("install", installed)]), None).await.map(drop)
    }

    /// Marks the app as installed, on its install page; the portal page then reloads with the app
    /// itself. Command `setInstallFinish`, which gets no reply.
    pub fn finish_install(&self) {
        self.host().post("setInstallFinish", &Value::Map(Map::new()));
    }
}
