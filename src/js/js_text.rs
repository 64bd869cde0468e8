//! Text of JavaScript.

use wasm_bindgen::prelude::*;

/// Reads text. Text that crosses as a value takes less glue than a `&str`.
pub(super) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}
