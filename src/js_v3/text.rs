//! Texts of JavaScript.

use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::v3::with_fraction;
use crate::wire::{Map, Value, json};

/// The start of a number that is sent with a fraction, which `JSON.stringify` cannot write. The wrapper
/// marks it as it marks references.
const FLOAT: &str = "$float ";

/// Reads text.
pub(super) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}

/// Reads parameters.
pub(super) fn read_params(text: &str) -> Result<Map> {
    match read(text)? {
        Value::Map(params) => Ok(params),
        _ => Err(invalid()),
    }
}

/// Reads a list.
pub(super) fn read_list(text: &str) -> Result<Vec<Value>> {
    match read(text)? {
        Value::List(list) => Ok(list),
        _ => Err(invalid()),
    }
}

fn read(text: &str) -> Result<Value> {
    let mut value = json::read_params(text).map_err(|_| invalid())?;
    read_floats(&mut value);
    Ok(value)
}

/// Reads the marked numbers.
fn read_floats(value: &mut Value) {
    match value {
        Value::Reference(_) => {
            let digits = value.as_text().and_then(|text| text.strip_prefix(FLOAT));
            if let Some(Ok(Value::Number(number))) = digits.map(json::read) {
                *value = with_fraction(&number).into();
            }
        }
        Value::List(items) => {
            for item in items {
                read_floats(item);
            }
        }
        Value::Map(map) => {
            for (_, item) in map.entries_mut() {
                read_floats(item);
            }
        }
        _ => {}
    }
}

fn invalid() -> Error {
    let problem = "parameters are an object of at most 512 levels";
    Error::input("INVALID_PARAMETERS", problem)
}
