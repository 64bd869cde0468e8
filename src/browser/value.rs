//! Values from and to JavaScript.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::error::{Error, Result};
use crate::wire::Value;

impl Value {
    /// Converts a value of JavaScript: an object or a `Map` to a map, a `Map` with whole numbers as
    /// keys to values by identifier, an array to a list, undefined to null.
    ///
    /// ```no_run
    /// use b24_wasm::{Error, Value};
    ///
    /// let point = js_sys::JSON::parse(r#"{ "x": 1.5 }"#).unwrap_or_default();
    /// assert_eq!(Value::from_js(point)?.as_map().and_then(|map| map.get("x")), Some(&1.5.into()));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS` for a function, a symbol, a `Set`, NaN and the infinities.
    pub fn from_js(value: JsValue) -> Result<Self> {
        serde_wasm_bindgen::from_value(value).map_err(invalid)
    }

    /// Converts to a value of JavaScript with plain objects, as `JSON.parse` makes them. Values by
    /// identifier become an object, whose numeric keys JavaScript sorts.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS` for a whole number beyond 2^53, which JavaScript cannot hold.
    pub fn to_js(&self) -> Result<JsValue> {
        self.serialize(&Serializer::json_compatible()).map_err(invalid)
    }
}

fn invalid(error: serde_wasm_bindgen::Error) -> Error {
    Error::input("INVALID_PARAMETERS", error.to_string())
}
