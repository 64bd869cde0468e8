//! Refreshes tokens with a function of the app.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::auth::{AccessToken, Refresh};
use crate::browser::BrowserRuntime;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, Runtime};
use crate::wire::{Value, json, php};

/// A function that promises `{ accessToken, expiresIn }` as JSON text.
pub(super) struct Callback(pub(super) Function);

impl Refresh for Callback {
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>> {
        Box::pin(call(self.0.clone()))
    }
}

async fn call(function: Function) -> Result<AccessToken> {
    let promised =
        function.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED).map_err(|_| failed())?;
    let text = JsFuture::from(Promise::resolve(&promised)).await.map_err(|_| failed())?;
    let Ok(Value::Map(fresh)) = json::read(&text.as_string().unwrap_or_default()) else {
        return Err(failed());
    };
    match fresh.get("accessToken").and_then(Value::as_text) {
        Some(token) if !token.is_empty() => {
            let seconds = fresh.get("expiresIn").and_then(php::integer);
            let seconds = seconds.and_then(|seconds| seconds.try_into().ok());
            Ok(AccessToken::new(token).expires_after(seconds, BrowserRuntime.now()))
        }
        _ => Err(failed()),
    }
}

fn failed() -> Error {
    let problem = "the refresh function failed, or gave no { accessToken }";
    Error::new(ErrorKind::Auth, "REFRESH_FAILED", problem)
}
