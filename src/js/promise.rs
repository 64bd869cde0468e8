//! The promise of an export, and its timeout.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::interop::reject;
use crate::error::{Error, Result};
use crate::transport::LocalFuture;

/// Creates the promise of an export. A single type of future keeps the code small.
pub(super) fn promise(work: LocalFuture<'static, Result<JsValue>>) -> Promise {
    future_to_promise(async move { work.await.map_err(reject) })
}

/// Checks a timeout. One that is longer than any timer becomes the longest timer.
pub(super) fn milliseconds(timeout: f64) -> Result<u32> {
    match timeout > 0.0 {
        true => Ok(timeout as u32),
        false => Err(Error::input("INVALID_TIMEOUT", "a timeout is milliseconds above 0")),
    }
}
