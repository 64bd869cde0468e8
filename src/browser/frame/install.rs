//! The app's installation in the portal, and its first run for a user.

use super::Frame;
use crate::error::Result;
use crate::frame::command;
use crate::wire::Map;

impl Frame {
    /// Sets whether the setup of the first run is done for this user. Command `setInstall`.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT` if the host page does not reply, `INVALID_HOST_MESSAGE` if its reply is
    /// invalid.
    pub async fn set_first_run_done(&self, done: bool) -> Result<()> {
        self.send(command::SET_INSTALL, Map::from_iter([("install", done)]), None).await.map(drop)
    }

    /// Marks the app as installed, on its install page; the host page then reloads with the app
    /// itself. Command `setInstallFinish`, which gets no reply.
    pub fn finish_install(&self) {
        self.post_unchecked(command::SET_INSTALL_FINISH, Map::new());
    }
}
