//! The exports that the npm package calls. Arguments arrive as JSON text; results leave as plain
//! objects.

mod abort;
mod bridge;
mod frame;
mod interop;
mod portal;
mod promise;
mod refresh;

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use crate::auth::{AccessToken, Credentials};
use crate::browser::BrowserRuntime;
use crate::client::Client;
use crate::error::Result;
use crate::methods;
use crate::transport::Runtime;
use crate::wire::{Map, Value, php};

use bridge::Bridge;
use interop::read;
use portal::Portal;
use promise::promise;
use refresh::Callback;

/// An allocator of a quarter of the default one's size. Rust front ends choose their own.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Connects to a portal. Takes options as JSON text, and a function that promises a new token as
/// JSON text.
#[wasm_bindgen(unchecked_return_type = "Promise<Portal>")]
pub fn connect(options: String, refresh: Option<Function>) -> Promise {
    promise(Box::pin(
        async move { Ok(Portal::new(open_client(&read(&options)?, refresh)?).into()) },
    ))
}

/// Creates a portal whose requests go through a function that takes a method's name and a form.
#[wasm_bindgen]
#[must_use]
pub fn bridge(send: Function) -> Portal {
    Portal::new(Client::new(Credentials::Bridge, Bridge(send), Rc::new(BrowserRuntime)))
}

/// Returns the names of all typed methods, separated by spaces.
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

fn open_client(options: &Map, refresh: Option<Function>) -> Result<Client> {
    let text = |name| options.get(name).and_then(Value::as_text).unwrap_or_default();
    if text("by") == "webhook" {
        return Client::webhook(text("address"));
    }
    let refresh = refresh.map(|function| Rc::new(Callback(function)) as Rc<_>);
    let seconds = options.get("expiresIn").and_then(php::integer);
    let seconds = seconds.and_then(|seconds| seconds.try_into().ok());
    let access = AccessToken::new(text("accessToken"));
    let access = access.expires_after(seconds, BrowserRuntime.now());
    Client::with_access(text("domain"), access, refresh)
}
