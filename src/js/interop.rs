//! Conversions between JavaScript and the core: JSON text in, plain objects out.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use crate::client::Outcome;
use crate::error::{Error, Result};
use crate::methods;
use crate::schema::{Shape, Type};
use crate::wire::envelope::Reply;
use crate::wire::{Map, Value, json, php};

/// Reads parameters or options.
pub(super) fn read(text: &str) -> Result<Map> {
    match json::read(text) {
        Ok(Value::Map(map)) => Ok(map),
        _ => Err(Error::input("INVALID_PARAMETERS", "parameters are an object or a list")),
    }
}

/// Converts a value to plain objects.
pub(super) fn to_js(value: &Value) -> JsValue {
    JSON::parse(&json::write(value)).unwrap_or_default()
}

/// Converts a method's reply. An object would lose the order of numeric keys, so maps by id become
/// lists of pairs. `keyed` marks them: true for the result, or the names of its members.
pub(super) fn reply(method: &str, mut reply: Reply<Value>) -> Map {
    let shape = methods::find(method).map(|definition| definition.result);
    let keyed = shape.and_then(|shape| convert_keyed(shape, &mut reply.result));
    let mut envelope = reply.into_map();
    if let Some(keyed) = keyed {
        envelope.insert("keyed", keyed);
    }
    envelope
}

fn convert_keyed(shape: Shape, result: &mut Value) -> Option<Value> {
    match (shape, result) {
        (Shape::Keyed(_) | Shape::KeyedLists(_), result) => to_pairs(result).then(|| true.into()),
        (Shape::One(Type::Record(fields)), Value::Map(row)) => {
            let mut names = Vec::new();
            for (name, value) in row.entries_mut() {
                let counts = fields.column(name).is_some_and(|field| field.ty == Type::CountsById);
                if counts && to_pairs(value) {
                    names.push(Value::from(name.as_str()));
                }
            }
            (!names.is_empty()).then_some(Value::List(names))
        }
        _ => None,
    }
}

fn to_pairs(value: &mut Value) -> bool {
    let Value::Map(map) = value else { return false };
    let mut pairs = Vec::new();
    for (key, value) in std::mem::take(map) {
        let mut key = Value::Text(key);
        if !php::to_integer(&mut key) {
            return false;
        }
        pairs.push(Value::List(vec![key, value]));
    }
    *value = Value::List(pairs);
    true
}

/// Converts the outcome of a batch's command.
pub(super) fn outcome(method: &str, outcome: Outcome) -> Value {
    let (executed, error) = match outcome {
        Outcome::Done(decoded) => {
            let mut envelope = reply(method, decoded);
            envelope.insert("ok", true);
            return envelope.into();
        }
        Outcome::Failed(error) => (true, error),
        Outcome::NotExecuted(error) => (false, error),
    };
    let mut failure = Map::new();
    failure.insert("ok", false);
    failure.insert("executed", executed);
    failure.insert("error", details(&error.with_method(method)));
    failure.into()
}

/// Converts an error to the details of the wrapper's `B24Error`.
pub(super) fn reject(error: Error) -> JsValue {
    to_js(&details(&error).into())
}

fn details(error: &Error) -> Map {
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
