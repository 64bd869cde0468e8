//! What the npm package calls. Values cross as JSON text: once in, once out.

mod abort;
mod refresh;

use std::rc::Rc;

use js_sys::{Function, JSON};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::methods;
use crate::wire::{Map, Value, json, php};

use abort::unless_aborted;
use refresh::Callback;

/// A fifth of the default allocator's bytes. A Rust front end chooses its own.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A portal's REST, with credentials for it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Connection(Client);

#[wasm_bindgen]
impl Connection {
    /// Calls a method with parameters as JSON text, within so many milliseconds.
    pub async fn call(
        &self,
        method: String,
        params: String,
        timeout: u32,
        signal: Option<AbortSignal>,
    ) -> std::result::Result<JsValue, JsValue> {
        let client = self.0.clone();
        let work = Box::pin(async {
            let params = read_params(&params)?;
            client.call_by_name(&method, params, timeout).await
        });
        let reply = unless_aborted(signal, work).await.map_err(|error| error.of_method(&method));
        reply.map(|reply| parse(&reply.into_value())).map_err(reject)
    }
}

/// Shakes hands with the portal page around this one.
#[wasm_bindgen(js_name = connectFrame)]
pub async fn connect_frame(
    timeout: u32,
    portals: Vec<String>,
    signal: Option<AbortSignal>,
) -> std::result::Result<Connection, JsValue> {
    let work = Box::pin(Client::frame_within(timeout, &portals));
    unless_aborted(signal, work).await.map(Connection).map_err(reject)
}

/// Reads a webhook's address.
#[wasm_bindgen(js_name = connectWebhook)]
pub fn connect_webhook(address: &str) -> std::result::Result<Connection, JsValue> {
    Client::webhook(address).map(Connection).map_err(reject)
}

/// Takes an access token over, with a function that promises a fresh one as JSON text.
#[wasm_bindgen(js_name = connectToken)]
pub fn connect_token(
    domain: &str,
    token: &str,
    seconds: Option<u32>,
    refresh: Option<Function>,
) -> std::result::Result<Connection, JsValue> {
    let refresh = refresh.map(|function| Rc::new(Callback(function)) as Rc<_>);
    Client::token(domain, token, seconds, refresh).map(Connection).map_err(reject)
}

/// The names of all typed methods, with white space between them.
#[wasm_bindgen(js_name = methodNames)]
#[must_use]
pub fn method_names() -> String {
    let mut names = String::new();
    for definition in methods::ALL.iter().copied().flatten() {
        names.push_str(definition.name);
        names.push(' ');
    }
    names
}

fn read_params(text: &str) -> Result<Map> {
    let refused = || Error::input("INVALID_PARAMETERS", "Parameters are an object or a list.");
    json::read(text).ok().and_then(php::map).ok_or_else(refused)
}

fn parse(value: &Value) -> JsValue {
    // JSON that was written here is JSON.
    JSON::parse(&json::write(value)).unwrap_or_default()
}

/// What the wrapper makes its `B24Error` of.
fn reject(error: Error) -> JsValue {
    let mut details = Map::from_iter([
        ("kind", error.kind().name()),
        ("code", error.code()),
        ("description", error.description()),
        ("method", error.method()),
        ("answer", error.answer()),
    ]);
    details.insert("message", error.to_string());
    details.insert("status", u32::from(error.status()));
    details.insert("retryable", error.retryable());
    parse(&Value::Map(details))
}
