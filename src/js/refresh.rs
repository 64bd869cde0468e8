//! Fresh tokens from a function of the app.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::auth::{Access, Refresh};
use crate::error::{Error, Kind, Result};
use crate::task::LocalFuture;
use crate::transport::{Browser, Runtime};
use crate::wire::{Value, json, php};

/// A function that promises `{ accessToken, expiresIn }` as JSON text.
pub(super) struct Callback(pub(super) Function);

impl Refresh for Callback {
    fn refresh(&self) -> LocalFuture<'static, Result<Access>> {
        Box::pin(call(self.0.clone()))
    }
}

async fn call(function: Function) -> Result<Access> {
    let returned = function.call0(&JsValue::UNDEFINED).map_err(|_| failed("threw an error"))?;
    let promise = JsFuture::from(Promise::resolve(&returned));
    let text = promise.await.map_err(|_| failed("rejected"))?.as_string().unwrap_or_default();
    let Ok(Value::Map(fresh)) = json::read(&text) else { return Err(failed("gave no object")) };
    let token = fresh.get("accessToken").and_then(Value::as_text).unwrap_or_default();
    if token.is_empty() {
        return Err(failed("gave no accessToken"));
    }
    let seconds = fresh.get("expiresIn").and_then(php::integer);
    let seconds = seconds.and_then(|seconds| seconds.try_into().ok());
    Ok(Access::new(token, seconds, Browser.now()))
}

fn failed(problem: &str) -> Error {
    Error::new(Kind::Auth, "REFRESH_FAILED", format!("The refresh function {problem}."))
}
