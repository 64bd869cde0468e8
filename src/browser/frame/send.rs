//! Commands to the host page; those with an immediate reply have a default deadline.

use std::future::pending;
use std::time::Duration;

use super::{Frame, Shared};
use crate::browser::host::TimeLimit;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::COMMAND_TIMEOUT;
use crate::frame::command::{CachedPart, Command, ReplyTiming};
use crate::frame::info::to_map;
use crate::frame::interface::Interface;
use crate::transport::{LocalFuture, SharedResult, milliseconds, race};
use crate::wire::{Map, Value};

/// The default time limit of commands with an immediate reply.
pub(super) const DEFAULT_LIMIT: Option<TimeLimit> = Some(TimeLimit::Default(COMMAND_TIMEOUT));

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
        self.send_with_timeout(command, params, timeout.map(milliseconds))
    }

    /// Sends a command like [`send`](Self::send), with a timeout in milliseconds.
    pub(crate) fn send_with_timeout(
        &self,
        command: &'static Command,
        params: Map,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let is_admin = self.data().info.is_admin;
        if let Err(error) = command.check(&params, is_admin) {
            return Box::pin(async { Err(error) });
        }
        let sent = Value::Map(params.clone());
        let limit = match (timeout, command.reply) {
            (Some(timeout), _) => Some(TimeLimit::Caller(timeout)),
            (None, ReplyTiming::Immediate) => DEFAULT_LIMIT,
            (None, _) => None,
        };
        let reply = match command.reply {
            ReplyTiming::Never => {
                self.host().post(command.name, &sent);
                return Box::pin(async { Ok(Value::Null) });
            }
            ReplyTiming::OnConfirm => self.open_dialog(command.name, sent, limit),
            _ => self.request(command.name, &sent, limit),
        };
        let frame = self.clone();
        Box::pin(async move {
            let mut reply = reply.await?;
            command.normalize_reply(&params, &mut reply)?;
            frame.remember(command, params, &reply)?;
            Ok(reply)
        })
    }

    /// Sends a command that gets no reply.
    pub(super) fn post(&self, command: &'static Command, params: Map) -> Result<()> {
        command.check(&params, self.data().info.is_admin)?;
        self.host().post(command.name, &Value::Map(params));
        Ok(())
    }

    /// Sends a command with any name and waits for its reply.
    pub(super) fn request(
        &self,
        name: &str,
        params: &Value,
        limit: Option<TimeLimit>,
    ) -> LocalFuture<'static, Result<Value>> {
        let Shared { host, runtime, .. } = &*self.0;
        let deadline = match limit {
            Some(limit) => host.deadline(&**runtime, name, limit),
            None => Box::pin(pending()),
        };
        host.request(name, params, deadline)
    }

    /// Remembers what the command's definition says.
    fn remember(&self, command: &Command, mut params: Map, reply: &Value) -> Result<()> {
        match command.cache {
            CachedPart::Nothing => {}
            CachedPart::Interface => {
                self.0.interface.replace(Interface::read(reply)?);
            }
            CachedPart::AppOptions => self.data_mut().app_options = to_map(reply.clone()),
            CachedPart::UserOption => {
                let value = params.remove("value").unwrap_or_default();
                if let Some(Value::Text(name)) = params.remove("name") {
                    self.data_mut().user_options.insert(name, value);
                }
            }
        }
        Ok(())
    }

    /// Sends a command that opens a dialog, after the host page has closed the previous one.
    fn open_dialog(
        &self,
        name: &'static str,
        params: Value,
        limit: Option<TimeLimit>,
    ) -> LocalFuture<'static, Result<Value>> {
        let frame = self.clone();
        Box::pin(async move {
            let replaced = frame.replace_dialog();
            let Shared { runtime, dialog_closes_at, .. } = &*frame.0;
            let remaining = dialog_closes_at.get() - runtime.now();
            runtime.sleep(DIALOG_CLOSE_TIME.min(remaining as u32)).await;
            let reply = race(replaced, frame.request(name, &params, limit)).await;
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
            let problem = "another dialog was opened; only the newest gets a reply";
            Error::new(ErrorKind::Aborted, "DIALOG_REPLACED", problem)
        })
    }
}
