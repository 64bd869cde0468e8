//! Access to members of JavaScript objects.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Returns a member of a JavaScript value, or undefined if there is none. The value may be an
/// object of another realm or a stub. A binding for each member would take more bytes.
pub(crate) fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Calls a method of an object, and fails if the member is not a function.
pub(crate) fn call(
    object: &JsValue,
    method: &str,
    argument: &JsValue,
) -> std::result::Result<JsValue, JsValue> {
    member(object, method).unchecked_into::<Function>().call1(object, argument)
}
