//! The exports of the npm package: the core decides, and the wrapper does the I/O. Parameters arrive
//! as JSON text; replies stay objects of the page.

mod frame;
mod interop;
mod js_text;
mod page_value;
mod portal;
mod task;

use wasm_bindgen::prelude::*;

use crate::address::Origin;
use crate::auth::{Credentials, Source, Token, Webhook};
use crate::error::Result;
use crate::methods;

use interop::reject;
use js_text::text;
use portal::{Portal, access};

/// An allocator of a quarter of the default one's size. Rust front ends choose their own.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Connects with an inbound webhook's address.
///
/// # Errors
///
/// `INVALID_WEBHOOK`, `INVALID_ADDRESS`.
#[wasm_bindgen]
pub fn webhook(address: &JsValue) -> std::result::Result<Portal, JsValue> {
    let webhook = Webhook::parse(&text(address)).map_err(reject)?;
    Ok(Portal::new(Credentials::Webhook(webhook)))
}

/// Connects with an access token: `{ accessToken, expiresIn }` as JSON text.
///
/// # Errors
///
/// `INVALID_ADDRESS`.
#[wasm_bindgen]
pub fn token(
    domain: &JsValue,
    token: &JsValue,
    has_refresh: bool,
    now: f64,
) -> std::result::Result<Portal, JsValue> {
    open_token(&text(domain), &text(token), has_refresh, now).map_err(reject)
}

fn open_token(domain: &str, token: &str, has_refresh: bool, now: f64) -> Result<Portal> {
    let (origin, access) = (Origin::parse(domain)?, access(token, now)?);
    let source = if has_refresh { Source::Caller } else { Source::None };
    Ok(Portal::new(Credentials::Token(Token::at(&origin, "/rest", access, source))))
}

/// Creates a portal whose requests go through the page's BX24.js: each has a method's name as its
/// address.
#[wasm_bindgen]
#[must_use]
pub fn bridge() -> Portal {
    Portal::new(Credentials::Bridge)
}

/// Returns whether a method changes nothing on the portal.
#[wasm_bindgen(js_name = isRead)]
#[must_use]
pub fn is_read(method: &JsValue) -> bool {
    methods::is_read(&text(method))
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
