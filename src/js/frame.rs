//! The frame that contains the page.

use std::any::Any;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::abort::aborted;
use super::interop::{read, to_js};
use super::portal::Portal;
use super::promise::{milliseconds, promise};
use crate::browser::frame::Frame;
use crate::error::{Error, Result};
use crate::frame::interface::InterfaceMember;
use crate::frame::{Info, command};
use crate::transport::{LocalFuture, race};
use crate::wire::{Map, Value, json};

/// The frame that contains the page.
#[wasm_bindgen(js_name = Frame)]
#[derive(Debug)]
pub struct JsFrame(Frame);

/// A subscription that lasts until it is freed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct JsSubscription {
    _kept: Box<dyn Any>,
}

impl JsFrame {
    pub(super) fn new(frame: Frame) -> Self {
        Self(frame)
    }
}

#[wasm_bindgen(js_class = Frame)]
impl JsFrame {
    /// Returns the portal.
    #[must_use]
    pub fn portal(&self) -> Portal {
        Portal::new(self.0.credentials())
    }

    /// Returns the portal, the placement, the user and the stored options of the app.
    #[must_use]
    pub fn info(&self) -> JsValue {
        let Info {
            portal,
            language,
            is_admin,
            member_id,
            placement,
            options,
            is_first_run,
            is_installing,
        } = self.0.info();
        let mut info = Map::new();
        info.insert("portal", portal);
        info.insert("language", language);
        info.insert("isAdmin", is_admin);
        info.insert("memberId", member_id);
        info.insert("placement", placement);
        info.insert("options", options);
        info.insert("isFirstRun", is_first_run);
        info.insert("isInstalling", is_installing);
        info.insert("user", self.0.user_options());
        info.insert("app", self.0.app_options());
        to_js(&info.into())
    }

    /// Promises the credentials.
    pub fn auth(&self, fresh: bool, signal: Option<AbortSignal>) -> Promise {
        let frame = self.0.clone();
        let work: Work = Box::pin(async move {
            let auth = frame.auth(fresh).await?;
            let mut map = Map::new();
            map.insert("accessToken", auth.access_token);
            map.insert("refreshToken", auth.refresh_token.unwrap_or_default());
            map.insert("expires", auth.expires_at);
            map.insert("portal", auth.portal);
            map.insert("memberId", auth.member_id);
            Ok(map.into())
        });
        abortable(signal, Ok(work))
    }

    /// Sends a command of every host page, with parameters as JSON text.
    pub fn send(
        &self,
        command: String,
        params: String,
        timeout: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let work = read(&params).and_then(|params| {
            let (command, timeout) = (command::find(&command)?, optional_timeout(timeout)?);
            Ok(self.0.send_with_timeout(command, params, timeout))
        });
        abortable(signal, work)
    }

    /// Sends a command of the placement, with a value as JSON text.
    pub fn call(
        &self,
        command: String,
        value: String,
        timeout: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let work = read_value(&value).and_then(|value| {
            let timeout = optional_timeout(timeout)?;
            Ok(self.0.call_with_timeout(&command, value, timeout))
        });
        abortable(signal, work)
    }

    /// Calls a function with each event of the placement or, if there is a value as JSON text, with
    /// each reply to a command of the placement.
    pub fn listen(&self, name: String, value: Option<String>, listener: Function) -> Promise {
        let listener = Rc::new(move |value: Value| {
            // The wrapper reports errors of a listener.
            let _ = listener.call1(&JsValue::UNDEFINED, &to_js(&value));
        });
        let member =
            if value.is_some() { InterfaceMember::Command } else { InterfaceMember::Event };
        let value = value.map_or(Ok(Value::Null), |value| read_value(&value));
        let work = value.map(|value| self.0.listen(member, &name, value, listener));
        promise(Box::pin(
            async move { Ok(JsSubscription { _kept: Box::new(work?.await?) }.into()) },
        ))
    }
}

type Work = LocalFuture<'static, Result<Value>>;

fn abortable(signal: Option<AbortSignal>, work: Result<Work>) -> Promise {
    promise(Box::pin(async move { Ok(to_js(&race(aborted(signal), work?).await?)) }))
}

fn optional_timeout(timeout: Option<f64>) -> Result<Option<u32>> {
    timeout.map(milliseconds).transpose()
}

fn read_value(text: &str) -> Result<Value> {
    json::read(text)
        .map_err(|_| Error::input("INVALID_PARAMETERS", "value is not encodable as JSON"))
}
