//! The placement: commands and events that a place in the portal has beyond those of every page.

use std::rc::Rc;

use super::{Frame, GET_INTERFACE, TIMEOUT};
use crate::browser::host::{EventListener, Subscription};
use crate::error::Result;
use crate::frame::interface::{Interface, InterfaceMember};
use crate::transport::LocalFuture;
use crate::wire::{Map, Value};

impl Frame {
    /// What the placement can be asked, and what it tells.
    ///
    /// # Errors
    ///
    /// `FRAME_TIMEOUT`, `INVALID_HOST_MESSAGE`.
    pub async fn interface(&self) -> Result<Interface> {
        self.send(GET_INTERFACE, Map::new(), None).await?;
        Ok(self.cached_interface().clone())
    }

    /// Says a command of the placement, with a value of the shape that it wants, and waits for its
    /// answer: so many milliseconds, 5,000 where that is not sent.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND` before it is sent, `TIMEOUT` after `timeout`, `FRAME_TIMEOUT` after 5,000 ms
    /// where none is given, `INVALID_HOST_MESSAGE`, and what the page refuses with.
    pub fn call(
        &self,
        command: &str,
        params: Value,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let (frame, command) = (self.clone(), command.to_owned());
        Box::pin(async move {
            frame.check(InterfaceMember::Command, &command).await?;
            frame.request(&command, &params, timeout, Some(TIMEOUT)).await
        })
    }

    /// Says a command of the placement that is answered again and again, as
    /// `bindValueChangeCallback` is; its replies are received until what comes back is dropped.
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

    /// Hears each event of the placement with this name until what comes back is dropped. The
    /// command `placementBindEvent`.
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

    /// Hears what the placement tells again and again.
    pub(crate) fn listen(
        &self,
        what: InterfaceMember,
        name: &str,
        params: Value,
        listener: EventListener,
    ) -> LocalFuture<'static, Result<Subscription>> {
        let (frame, name) = (self.clone(), name.to_owned());
        Box::pin(async move {
            frame.check(what, &name).await?;
            match what {
                InterfaceMember::Command => frame.host().listen(&name, &params, listener),
                InterfaceMember::Event => {
                    let params = Map::from_iter([("event", name.as_str())]);
                    frame.host().listen("placementBindEvent", &params.into(), listener)
                }
            }
        })
    }

    /// Checks against what the placement sent before, and where that does not pass against what it
    /// says now.
    fn check<'a>(&'a self, what: InterfaceMember, name: &'a str) -> LocalFuture<'a, Result<()>> {
        Box::pin(async move {
            let placement = self.data().info.placement.clone();
            if self.cached_interface().check(what, name, &placement).is_err() {
                self.send(GET_INTERFACE, Map::new(), None).await?;
            }
            self.cached_interface().check(what, name, &placement)
        })
    }
}
