//! What the npm package calls. Values cross as JSON text: once in, once out.

mod abort;
mod refresh;

use std::rc::Rc;

use js_sys::{Function, JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::methods;
use crate::task::{LocalFuture, until};
use crate::wire::{Map, Value, json, php};

use abort::aborted;
use refresh::Callback;

#[wasm_bindgen(typescript_custom_section)]
const CALL: &str = "export type Call = \
    (method: string, params: string, timeout: number, signal?: AbortSignal) => Promise<unknown>;";

/// A quarter of the default allocator's bytes. A Rust front end chooses its own.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

type Call = dyn Fn(String, String, f64, Option<AbortSignal>) -> Promise;

/// Connects to a portal: options as JSON text, milliseconds for a handshake, a function that promises
/// a fresh token as JSON text.
///
/// Promises a function that calls a method with parameters as JSON text, within so many
/// milliseconds.
#[wasm_bindgen(unchecked_return_type = "Promise<Call>")]
pub fn connect(
    options: String,
    timeout: f64,
    refresh: Option<Function>,
    signal: Option<AbortSignal>,
) -> Promise {
    promise(Box::pin(async move {
        let options = read(&options)?;
        let work = open(&options, milliseconds(timeout)?, refresh);
        let client = until(aborted(signal), work).await?;
        let call = Closure::<Call>::new(move |method, params, timeout, signal| {
            promise(Box::pin(call(client.clone(), method, params, timeout, signal)))
        });
        Ok(call.into_js_value())
    }))
}

async fn call(
    client: Client,
    method: String,
    params: String,
    timeout: f64,
    signal: Option<AbortSignal>,
) -> Result<JsValue> {
    let work = async {
        let (params, timeout) = (read(&params)?, milliseconds(timeout)?);
        client.call_by_name(&method, params, timeout).await
    };
    let reply = until(aborted(signal), Box::pin(work)).await;
    reply.map(|reply| parse(&reply.into_value())).map_err(|error| error.of_method(&method))
}

/// The names of all typed methods, with white space between them.
#[wasm_bindgen(js_name = methodNames)]
#[must_use]
pub fn method_names() -> JsValue {
    let mut names = String::new();
    for family in methods::ALL {
        for definition in *family {
            names.push_str(definition.name);
            names.push(' ');
        }
    }
    JsValue::from_str(&names)
}

fn open<'a>(
    options: &'a Map,
    timeout: u32,
    refresh: Option<Function>,
) -> LocalFuture<'a, Result<Client>> {
    let text = |name| options.get(name).and_then(Value::as_text).unwrap_or_default();
    let client = match text("by") {
        "webhook" => Client::webhook(text("address")),
        "token" => {
            let refresh = refresh.map(|function| Rc::new(Callback(function)) as Rc<_>);
            let seconds = options.get("expiresIn").and_then(php::integer);
            let seconds = seconds.and_then(|seconds| seconds.try_into().ok());
            Client::token(text("domain"), text("accessToken"), seconds, refresh)
        }
        _ => {
            let mut portals = Vec::new();
            for portal in options.get("portals").and_then(Value::as_list).unwrap_or_default() {
                portals.push(portal.as_text().unwrap_or_default());
            }
            return Box::pin(async move { Client::frame_within(timeout, &portals).await });
        }
    };
    Box::pin(async move { client })
}

/// One kind of promise for all exports keeps one copy of its machinery.
fn promise(work: LocalFuture<'static, Result<JsValue>>) -> Promise {
    future_to_promise(async move { work.await.map_err(reject) })
}

/// What is longer than any timer is as long as a timer can be.
fn milliseconds(timeout: f64) -> Result<u32> {
    match timeout > 0.0 {
        true => Ok(timeout as u32),
        false => Err(Error::input("INVALID_TIMEOUT", "A timeout is milliseconds above 0.")),
    }
}

fn read(text: &str) -> Result<Map> {
    match json::read(text) {
        Ok(Value::Map(map)) => Ok(map),
        _ => Err(Error::input("INVALID_PARAMETERS", "Parameters are an object or a list.")),
    }
}

fn parse(value: &Value) -> JsValue {
    // JSON that was written here is JSON.
    JSON::parse(&json::write(value)).unwrap_or_default()
}

/// What the wrapper makes its `B24Error` of.
fn reject(error: Error) -> JsValue {
    let mut details = Map::new();
    for (name, text) in [
        ("kind", error.kind().name()),
        ("code", error.code()),
        ("description", error.description()),
        ("method", error.method()),
        ("answer", error.answer()),
    ] {
        details.insert(name, text);
    }
    details.insert("message", error.to_string());
    details.insert("status", u32::from(error.status()));
    details.insert("retryable", error.retryable());
    parse(&Value::Map(details))
}
