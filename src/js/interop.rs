//! Conversions between JavaScript and the core: JSON text in, plain objects out.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use crate::client::Outcome;
use crate::error::{Error, Result};
use crate::wire::envelope::Reply;
use crate::wire::{Map, Number, Value, json};

/// Reads parameters or options.
pub(super) fn read(text: &str) -> Result<Map> {
    to_params(json::read(text).ok())
}

/// Checks parameters or options.
pub(super) fn to_params(value: Option<Value>) -> Result<Map> {
    match value {
        Some(Value::Map(map)) => Ok(map),
        _ => Err(Error::input("INVALID_PARAMETERS", "parameters are an object or a list")),
    }
}

/// Converts a value to plain objects.
pub(super) fn to_js(value: &Value) -> JsValue {
    JSON::parse(&json::write(value)).unwrap_or_default()
}

/// Converts a reply. An object would lose the order of numeric keys, so values by identifier become
/// lists of pairs. `keyed` marks them: true for the result, or the names of its members.
pub(super) fn reply(mut reply: Reply<Value>) -> Map {
    let keyed = match &mut reply.result {
        Value::Map(members) => {
            let mut names = Vec::new();
            for (name, member) in members.entries_mut() {
                if to_pairs(member) {
                    names.push(Value::from(name.as_str()));
                }
            }
            Value::List(names)
        }
        result => to_pairs(result).into(),
    };
    let mut envelope = reply.into_map();
    envelope.insert("keyed", keyed);
    envelope
}

/// Converts values by identifier to a list of pairs; returns whether they were such values.
fn to_pairs(value: &mut Value) -> bool {
    let Value::Keyed(rows) = value else { return false };
    let mut pairs = Vec::new();
    for (id, row) in std::mem::take(rows) {
        let id = Number::whole(&id).map_or(Value::Text(id), Value::Number);
        pairs.push(Value::List(vec![id, row]));
    }
    *value = Value::List(pairs);
    true
}

/// Converts the outcome of a batch's command.
pub(super) fn outcome(outcome: Outcome) -> Value {
    let (executed, error) = match outcome {
        Outcome::Succeeded(decoded) => {
            let mut envelope = reply(decoded);
            envelope.insert("ok", true);
            return envelope.into();
        }
        Outcome::Failed(error) => (true, error),
        Outcome::NotExecuted(error) => (false, error),
    };
    let mut failure = Map::new();
    failure.insert("ok", false);
    failure.insert("executed", executed);
    failure.insert("error", details(&error));
    failure.into()
}

/// Converts an error to the details of the wrapper's `B24Error`.
pub(super) fn reject(error: Error) -> JsValue {
    to_js(&details(&error).into())
}

pub(super) fn details(error: &Error) -> Map {
    let mut details = Map::new();
    for (name, text) in [
        ("kind", error.kind().name()),
        ("code", error.code()),
        ("description", error.description()),
        ("method", error.method().unwrap_or_default()),
        ("response", error.response().unwrap_or_default()),
        ("cursor", error.cursor().unwrap_or_default()),
        ("reason", error.reason().unwrap_or_default()),
    ] {
        details.insert(name, text);
    }
    details.insert("status", u32::from(error.status().unwrap_or_default()));
    details.insert("retryable", error.is_retryable());
    details
}
