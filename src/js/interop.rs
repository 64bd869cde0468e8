//! Conversions between JavaScript and the core: JSON text in, the page's own objects out.

use wasm_bindgen::prelude::*;

use super::js_text::text;
use super::page_value::{PageValue, append, new_list, parse_text};
use crate::client::{Attempt, Failure, Page};
use crate::error::{Error, ErrorKind, Result};
use crate::js_error::details;
use crate::wire::envelope::Envelope;
use crate::wire::{Map, Value, json};

#[wasm_bindgen(raw_module = "#reply-values")]
extern "C" {
    #[wasm_bindgen(js_name = reply)]
    fn new_reply(
        result: JsValue,
        total: Option<u32>,
        next: Option<u32>,
        time: Option<JsValue>,
    ) -> JsValue;
    #[wasm_bindgen(js_name = page)]
    fn new_page(rows: JsValue, total: Option<u32>, requests: u32, changed: bool) -> JsValue;
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(failure: &JsValue, member: u8) -> JsValue;
    #[wasm_bindgen(js_name = failure)]
    fn new_failure(error: JsValue, executed: bool) -> JsValue;
}

/// Reads a JSON object.
pub(super) fn read(text: &str) -> Result<Map> {
    to_params(json::read_params(text).ok())
}

/// Returns the members of an object.
pub(super) fn to_params(value: Option<Value>) -> Result<Map> {
    match value {
        Some(Value::Map(map)) => Ok(map),
        _ => {
            let problem = "parameters are an object or a list of at most 512 levels";
            Err(Error::input("INVALID_PARAMETERS", problem))
        }
    }
}

/// Converts a value to plain objects.
pub(super) fn to_js(value: &Value) -> JsValue {
    parse_text(&json::write(value))
}

/// Converts a reply.
pub(super) fn reply(reply: Envelope<PageValue>) -> JsValue {
    let Envelope { result, total, next, time } = reply;
    new_reply(result.0, total, next, time.map(|time| time.0))
}

/// Converts the outcomes of a batch's commands: replies, and failures.
pub(super) fn outcomes(attempts: Vec<Attempt<PageValue>>) -> JsValue {
    let outcomes = new_list();
    for attempt in attempts {
        let outcome = match attempt {
            Ok(decoded) => reply(decoded),
            Err(Failure { error, executed }) => new_failure(reject(error), executed),
        };
        append(&outcomes, &outcome);
    }
    outcomes
}

/// Converts a page of a list.
pub(super) fn page(page: Page<PageValue>) -> JsValue {
    let Page { rows, total, requests, changed, .. } = page;
    new_page(rows.0, total, requests, changed)
}

/// Reads a failure of the wrapper.
pub(super) fn failure(failure: &JsValue) -> Error {
    let text = |member| text(&text_of(failure, member));
    Error::new(ErrorKind::from_name(&text(0)), &text(1), text(2)).with_reason(text(3))
}

/// Converts an error to the details of the wrapper's `B24Error`.
pub(super) fn reject(error: Error) -> JsValue {
    to_js(&details(&error).into())
}
