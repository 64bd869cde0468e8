//! Members of what the browser gives.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// A member of whatever the browser gives: an object of another realm or of a stub will do, and what
/// has no such member has it undefined. A binding of its own for each member takes more bytes.
pub(crate) fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}
