//! The commands and events of the app's placement, beyond those of every host page.

use std::rc::Rc;
use std::time::Duration;

use super::Frame;
use super::send::DEFAULT_LIMIT;
use crate::browser::host::{EventListener, Subscription, TimeLimit};
use crate::error::Result;
use crate::frame::command::{GET_INTERFACE, PLACEMENT_BIND_EVENT};
use crate::frame::interface::{Interface, InterfaceMember};
use crate::transport::{LocalFuture, milliseconds};
use crate::wire::{Map, Value};

impl Frame {
    /// Requests the placement's commands and events.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`, `INVALID_HOST_MESSAGE`.
    pub async fn fetch_interface(&self) -> Result<Interface> {
        self.send_with_timeout(GET_INTERFACE, Map::new(), None).await?;
        Ok(self.cached_interface().clone())
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
        self.call_with_timeout(command, params, timeout.map(milliseconds))
    }

    /// Sends a command like [`call`](Self::call), with a timeout in milliseconds.
    pub(crate) fn call_with_timeout(
        &self,
        command: &str,
        params: Value,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let (frame, command) = (self.clone(), command.to_owned());
        let limit = timeout.map(TimeLimit::Caller).or(DEFAULT_LIMIT);
        Box::pin(async move {
            frame.check_member(InterfaceMember::Command, &command).await?;
            frame.request(&command, &params, limit).await
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
        self.listen(InterfaceMember::Command, command, params, Rc::new(listener)).await
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
        self.listen(InterfaceMember::Event, event, Value::Null, Rc::new(listener)).await
    }

    /// Listens to an event of the placement, or to the replies to a command.
    pub(crate) fn listen(
        &self,
        member: InterfaceMember,
        name: &str,
        params: Value,
        listener: EventListener,
    ) -> LocalFuture<'static, Result<Subscription>> {
        let (frame, name) = (self.clone(), name.to_owned());
        Box::pin(async move {
            frame.check_member(member, &name).await?;
            match member {
                InterfaceMember::Command => frame.host().listen(&name, &params, listener),
                InterfaceMember::Event => {
                    let params = Map::from_iter([("event", name.as_str())]);
                    frame.host().listen(PLACEMENT_BIND_EVENT.name, &params.into(), listener)
                }
            }
        })
    }

    /// Checks that the placement has this command or event: first in the cached interface, and if
    /// it is not there, in a fresh one.
    fn check_member<'a>(
        &'a self,
        member: InterfaceMember,
        name: &'a str,
    ) -> LocalFuture<'a, Result<()>> {
        Box::pin(async move {
            let placement = self.data().info.placement.clone();
            if self.cached_interface().check(member, name, &placement).is_err() {
                self.send_with_timeout(GET_INTERFACE, Map::new(), None).await?;
            }
            self.cached_interface().check(member, name, &placement)
        })
    }
}
