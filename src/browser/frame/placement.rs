//! The commands and events of the app's placement, beyond those of every host page.

use std::rc::Rc;
use std::time::Duration;

use super::Frame;
use crate::browser::host::{EventListener, Subscription};
use crate::error::Result;
use crate::frame::command::{Command, GET_INTERFACE};
use crate::frame::failure::TimeLimit;
use crate::frame::interface::Interface;
use crate::frame::state::read_reply;
use crate::transport::{LocalFuture, milliseconds};
use crate::wire::{Map, Value};

impl Frame {
    /// Requests the placement's commands and events.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`, `INVALID_HOST_MESSAGE`.
    pub async fn fetch_interface(&self) -> Result<Interface> {
        self.send(GET_INTERFACE, Map::new(), None).await?;
        Ok(self.state().interface.clone())
    }

    /// Sends a command of the placement with `params`, and waits for its reply: at most `timeout`,
    /// 5 seconds by default.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND` if the placement has no such command (nothing is sent), `TIMEOUT` after
    /// `timeout`, `FRAME_TIMEOUT` after the default timeout, `INVALID_HOST_MESSAGE`, or the error of
    /// the host page.
    pub fn call(
        &self,
        command: &str,
        params: Value,
        timeout: Option<Duration>,
    ) -> LocalFuture<'static, Result<Value>> {
        let (frame, command) = (self.clone(), command.to_owned());
        let limit = TimeLimit::new(&Command::DEFAULT, timeout.map(milliseconds));
        Box::pin(async move {
            let (message, id) = frame.placement_message(&command, Some(params)).await?;
            let reply = frame.request(&command, &message, id, limit).await?;
            read_reply(&command, &reply)
        })
    }

    /// Sends a placement command that can get several replies, such as `bindValueChangeCallback`.
    /// The listener receives them until the subscription is dropped.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND`, `FRAME_TIMEOUT`, `INVALID_HOST_MESSAGE`.
    pub async fn bind(
        &self,
        command: &str,
        params: Value,
        listener: impl Fn(Value) + 'static,
    ) -> Result<Subscription> {
        self.listen(command, Some(params), Rc::new(listener)).await
    }

    /// Listens to an event of the placement until the subscription is dropped. Command
    /// `placementBindEvent`.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_EVENT`, `FRAME_TIMEOUT`, `INVALID_HOST_MESSAGE`.
    pub async fn on(
        &self,
        event: &str,
        listener: impl Fn(Value) + 'static,
    ) -> Result<Subscription> {
        self.listen(event, None, Rc::new(listener)).await
    }

    /// Listens to the replies to a command, or to an event, which has no value.
    async fn listen(
        &self,
        name: &str,
        value: Option<Value>,
        listener: EventListener,
    ) -> Result<Subscription> {
        let (message, id) = self.placement_message(name, value).await?;
        Ok(self.host().listen(&message, id, listener))
    }

    /// Encodes the message of a command or an event, with its id. If the cached interface does not
    /// have it, a fresh one is requested.
    async fn placement_message(&self, name: &str, value: Option<Value>) -> Result<(Value, String)> {
        let id = self.host().random_id();
        let mut message = self.state().placement_message(name, value.clone(), &id);
        if message.is_err() {
            self.send(GET_INTERFACE, Map::new(), None).await?;
            message = self.state().placement_message(name, value, &id);
        }
        Ok((message?, id))
    }
}
