//! Commands to the host page; those with an immediate reply have a default deadline.

use std::future::{pending, ready};
use std::time::Duration;

use super::{Frame, Shared};
use crate::error::{Error, Result};
use crate::frame::command::{Command, ReplyTiming};
use crate::frame::failure::{TimeLimit, dialog_replaced};
use crate::transport::{LocalFuture, SharedResult, deadline, milliseconds, race};
use crate::wire::{Map, Value};

/// The time that the host page may take to close a dialog after its reply, in milliseconds. It
/// usually takes about 10 ms, and closes a dialog that was opened before that, too.
const DIALOG_CLOSE_TIME: u32 = 50;

impl Frame {
    /// Sends a command to the host page and waits for its reply, at most `timeout`. Without it, a
    /// command with an immediate reply waits at most 5 seconds, and a slider, a dialog or an event
    /// until the future is dropped. A command that gets no reply returns null at once.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS`, `ADMIN_ONLY`, `NO_RANDOMNESS`, `TIMEOUT` after `timeout`,
    /// `FRAME_TIMEOUT` after the default of 5 seconds, `INVALID_HOST_MESSAGE`, `DIALOG_REPLACED`,
    /// or the error of the host page.
    ///
    /// ```no_run
    /// # async fn example(frame: b24_wasm::Frame) -> Result<(), b24_wasm::Error> {
    /// use std::time::Duration;
    ///
    /// use b24_wasm::frame::command;
    /// use b24_wasm::wire::Map;
    ///
    /// let params = Map::from_iter([("title", "Orders")]);
    /// frame.send(command::SET_TITLE, params, Some(Duration::from_secs(1))).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn send(
        &self,
        command: &'static Command,
        params: Map,
        timeout: Option<Duration>,
    ) -> LocalFuture<'static, Result<Value>> {
        let id = self.host().random_id();
        let message = match self.state().message(command, params.clone(), &id) {
            Ok(message) => message,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let limit = TimeLimit::new(command, timeout.map(milliseconds));
        let reply = match command.reply {
            ReplyTiming::Never => {
                self.host().post(&message);
                return Box::pin(ready(Ok(Value::Null)));
            }
            ReplyTiming::OnConfirm => self.open_dialog(command.name, message, id, limit),
            _ => self.request(command.name, &message, id, limit),
        };
        let frame = self.clone();
        Box::pin(async move {
            let reply = reply.await?;
            let now = frame.runtime().now();
            frame.state_mut().reply(command, params, &reply, now)
        })
    }

    /// Sends a command that gets no reply.
    pub(super) fn post(&self, command: &'static Command, params: Map) -> Result<()> {
        let message = self.state().message(command, params, "")?;
        self.host().post(&message);
        Ok(())
    }

    /// Sends a command without parameters to check that gets no reply.
    pub(super) fn post_unchecked(&self, command: &'static Command, params: Map) {
        let message = self.state().session().encode(command.name, params.into(), "");
        self.host().post(&message);
    }

    /// Posts a message and waits for the text of its reply.
    pub(super) fn request(
        &self,
        name: &str,
        message: &Value,
        id: String,
        limit: Option<TimeLimit>,
    ) -> LocalFuture<'static, Result<String>> {
        let deadline: LocalFuture<'static, Error> = match limit {
            Some(limit) => {
                let error = limit.error(name, &self.data().info.portal);
                deadline(&**self.runtime(), limit.timeout, error)
            }
            None => Box::pin(pending()),
        };
        self.host().request(message, id, deadline)
    }

    /// Posts the message of a dialog, after the host page has closed the previous one.
    fn open_dialog(
        &self,
        name: &'static str,
        message: Value,
        id: String,
        limit: Option<TimeLimit>,
    ) -> LocalFuture<'static, Result<String>> {
        let frame = self.clone();
        Box::pin(async move {
            let replaced = frame.replace_dialog();
            let Shared { runtime, dialog_closes_at, .. } = &*frame.0;
            let remaining = dialog_closes_at.get() - runtime.now();
            runtime.sleep(DIALOG_CLOSE_TIME.min(remaining as u32)).await;
            let reply = race(replaced, frame.request(name, &message, id, limit)).await;
            dialog_closes_at.set(runtime.now() + f64::from(DIALOG_CLOSE_TIME));
            reply
        })
    }

    /// Fails the open dialog, and returns a future that resolves to an error when the next dialog
    /// opens. The host page replies only to the newest dialog.
    fn replace_dialog(&self) -> LocalFuture<'static, Error> {
        let replaced = SharedResult::default();
        self.0.dialog_replaced.replace(replaced.clone()).notify();
        Box::pin(async move {
            let _ = replaced.wait().await;
            dialog_replaced()
        })
    }
}
