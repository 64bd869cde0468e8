//! Access to members of JavaScript objects.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Returns a member of a JavaScript value, or undefined if there is none. The value may be an
/// object of another realm or a stub. A binding for each member would take more bytes.
pub(crate) fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}
