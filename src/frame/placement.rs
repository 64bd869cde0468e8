//! The placement: commands and events that a place in the portal has beyond those of every page.

use std::rc::Rc;

use crate::error::Result;
use crate::frame::handle::Frame;
use crate::frame::host::Subscription;
use crate::frame::interface::{Interface, Own};
use crate::task::LocalFuture;
use crate::wire::{Map, Value};

impl Frame {
    /// What the placement can be asked, and what it tells.
    ///
    /// # Errors
    ///
    /// `FRAME_SILENT`, `FRAME_ANSWER`.
    pub async fn interface(&self) -> Result<Interface> {
        let interface = Interface::read(&self.say("getInterface", Map::new(), None).await?)?;
        self.interface_slot().replace(Some(interface.clone()));
        Ok(interface)
    }

    /// Says a command of the placement, with a value of the shape that it wants, and waits for its
    /// answer: so many milliseconds, 5,000 where that is not said.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND` before it is said, `FRAME_SILENT`, `FRAME_ANSWER`, and what the page refuses
    /// with.
    pub fn call(
        &self,
        command: &str,
        params: Value,
        timeout: Option<u32>,
    ) -> LocalFuture<'static, Result<Value>> {
        let (frame, command) = (self.clone(), command.to_owned());
        Box::pin(async move {
            frame.check(Own::Command, &command).await?;
            frame.ask(&command, &params, timeout).await
        })
    }

    /// Says a command of the placement that is answered again and again, as
    /// `bindValueChangeCallback` is; its answers are heard until what comes back is dropped.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_COMMAND`, `FRAME_SILENT`, `FRAME_ANSWER`.
    pub async fn bind(
        &self,
        command: &str,
        params: Value,
        heard: impl Fn(Value) + 'static,
    ) -> Result<Subscription> {
        self.check(Own::Command, command).await?;
        Ok(self.host().listen(command, &params, Rc::new(heard)))
    }

    /// Hears each event of the placement with this name until what comes back is dropped. The
    /// command `placementBindEvent`.
    ///
    /// # Errors
    ///
    /// `UNKNOWN_EVENT`, `FRAME_SILENT`, `FRAME_ANSWER`.
    pub async fn on(&self, event: &str, heard: impl Fn(Value) + 'static) -> Result<Subscription> {
        self.check(Own::Event, event).await?;
        let params = Value::Map(Map::from_iter([("event", event)]));
        Ok(self.host().listen("placementBindEvent", &params, Rc::new(heard)))
    }

    /// Checks against what the placement said before, and where that does not pass against what it
    /// says now.
    fn check<'a>(&'a self, what: Own, name: &'a str) -> LocalFuture<'a, Result<()>> {
        Box::pin(async move {
            let placement = self.info().placement;
            let known = self.interface_slot().borrow().clone();
            match known.map(|known| known.check(what, name, &placement)) {
                Some(Ok(())) => Ok(()),
                _ => self.interface().await?.check(what, name, &placement),
            }
        })
    }
}
