//! The exports of the npm package's second module, which is loaded when REST 3.0 is first used: checks,
//! lists and batches, without I/O. Texts are JSON unless they are names. The first module sends the bodies.

mod list;
mod text;

use wasm_bindgen::prelude::*;

use crate::error::{Error, Result};
use crate::js_error::details;
use crate::v3;
use crate::wire::{Map, Value, json};

use text::{read_params, text};

/// An allocator of a quarter of the default one's size.
#[cfg(not(feature = "js"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &str) -> JsValue;
}

/// Checks a call, unless it is `unchecked`, and returns its body.
///
/// # Errors
///
/// An error of the name or of the parameters.
#[wasm_bindgen]
pub fn prepare(
    method: &JsValue,
    params: &JsValue,
    unchecked: bool,
) -> std::result::Result<String, JsValue> {
    let method = text(method);
    let prepared = read_params(&text(params)).and_then(|mut params| {
        match unchecked {
            true => v3::check_unchecked(&method, &params)?,
            false => v3::check_single(&method, &mut params)?,
        }
        Ok(json::write_map(&params))
    });
    prepared.map_err(|error| reject(error.with_method(&method)))
}

/// Returns whether a method changes nothing on the portal.
#[wasm_bindgen(js_name = isRead)]
#[must_use]
pub fn is_read(method: &JsValue) -> bool {
    v3::is_read(&text(method))
}

/// Checks calls, a list of `[name, method, params]`, and returns the requests that they need: a list of
/// `{ cmd, reads, length }`, each with the next `length` calls; the parameters of `batch` are `{ cmd }`.
///
/// # Errors
///
/// An error of a call.
#[wasm_bindgen]
pub fn batch(calls: &JsValue) -> std::result::Result<String, JsValue> {
    requests(&text(calls)).map(|requests| json::write(&requests)).map_err(reject)
}

fn requests(calls: &str) -> Result<Value> {
    let mut entries = v3::Entries::default();
    for call in text::read_list(calls)? {
        add(&mut entries, call).unwrap_or_else(|| Err(invalid_call()))?;
    }
    let (mut requests, mut rest) = (Vec::new(), entries.calls());
    while !rest.is_empty() {
        let length = entries.request_length(entries.calls().len() - rest.len())?;
        let (calls, later) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        let mut reads = true;
        for call in calls {
            reads &= v3::is_read(&call.method);
        }
        let mut request = Map::new();
        request.insert("cmd", v3::calls(calls));
        request.insert("reads", reads);
        request.insert("length", length as u32);
        requests.push(request.into());
        rest = later;
    }
    Ok(Value::List(requests))
}

/// Adds a call `[name, method, params]`.
fn add(entries: &mut v3::Entries, call: Value) -> Option<Result<()>> {
    let Value::List(mut parts) = call else { return None };
    let Value::Map(params) = parts.pop()? else { return None };
    let (method, name) = (parts.pop()?, parts.pop()?);
    Some(entries.add(name.as_text()?, method.as_text()?, params))
}

fn invalid_call() -> Error {
    Error::input("INVALID_PARAMETERS", "a call is [method, parameters]")
}

/// Converts an error to the details of the wrapper's `B24Error`.
fn reject(error: Error) -> JsValue {
    parse_json(&json::write_map(&details(&error)))
}
