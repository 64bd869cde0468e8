//! The three verbs of a connected portal.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::abort::aborted;
use super::crossing::{self, hand_over, read, reject};
use super::frame::SharedFrame;
use super::{milliseconds, promise};
use crate::browser::frame::Frame;
use crate::client::{Batch, Client, Command, Page, Walk};
use crate::error::{Error, Result};
use crate::transport::{LocalFuture, race};
use crate::wire::{Map, Value, json};

/// A portal that is connected.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Portal(Client, Option<Frame>);

/// A list on its way. It is taken out while a page is asked for, and gone after an error.
#[wasm_bindgen(js_name = Walk)]
#[derive(Debug)]
pub struct SharedWalk(Rc<RefCell<Option<Walk>>>);

impl Portal {
    pub(super) fn new(client: Client, frame: Option<Frame>) -> Self {
        Self(client, frame)
    }
}

#[wasm_bindgen]
impl Portal {
    /// The frame that the page is in, where it was connected by that.
    #[must_use]
    pub fn frame(&self) -> Option<SharedFrame> {
        self.1.clone().map(SharedFrame::new)
    }

    /// Calls a method with parameters as JSON text, within so many milliseconds.
    pub fn call(
        &self,
        method: String,
        params: String,
        timeout: f64,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let client = self.0.clone();
        promise(Box::pin(async move {
            let work = async {
                let (params, timeout) = (read(&params)?, milliseconds(timeout)?);
                client.call_by_name(&method, params, timeout).await
            };
            let reply = race(aborted(signal), Box::pin(work)).await;
            let reply = reply.map_err(|error| error.with_method(&method))?;
            Ok(hand_over(&crossing::reply(&method, reply).into()))
        }))
    }

    /// Sends commands together: a list of `[name, method, params]` as JSON text. Each request may
    /// take so many milliseconds. Promises an outcome for each, in their order.
    pub fn batch(
        &self,
        commands: String,
        halt: bool,
        timeout: f64,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let client = self.0.clone();
        promise(Box::pin(async move {
            let mut batch = Batch::new().halt_on_error(halt).timeout(milliseconds(timeout)?);
            let mut methods = Vec::new();
            let Ok(Value::List(commands)) = json::read(&commands) else { return Err(malformed()) };
            for command in commands {
                methods.push(add(&mut batch, command).ok_or_else(malformed)?);
            }
            let outcomes = race(aborted(signal), Box::pin(client.batch(batch))).await?;
            let mut handed = Vec::new();
            for (method, outcome) in methods.iter().zip(outcomes) {
                handed.push(crossing::outcome(method, outcome));
            }
            Ok(hand_over(&Value::List(handed)))
        }))
    }

    /// A walk along the list of a method with parameters as JSON text, from its beginning or from the
    /// cursor that an error had. `rows` names the member of the result that holds them, of several.
    #[wasm_bindgen(unchecked_return_type = "Walk")]
    pub fn list(
        &self,
        method: String,
        params: String,
        cursor: Option<String>,
        rows: Option<String>,
    ) -> std::result::Result<SharedWalk, JsValue> {
        let params = read(&params).map_err(reject)?;
        let walk = |command| Walk::new(self.0.clone(), command, cursor.as_deref());
        let walk = Command::new(&method, params, false).and_then(walk);
        let mut walk = walk.map_err(|error| reject(error.with_method(&method)))?;
        walk.choose_rows(rows);
        Ok(SharedWalk(Rc::new(RefCell::new(Some(walk)))))
    }
}

#[wasm_bindgen(js_class = Walk)]
impl SharedWalk {
    /// The next page, where so many more rows are wanted at most; each request may take so many
    /// milliseconds. Promises undefined after the last.
    pub fn next(&self, most: f64, timeout: f64, signal: Option<AbortSignal>) -> Promise {
        let shared = Rc::clone(&self.0);
        promise(Box::pin(async move {
            let timeout = milliseconds(timeout)?;
            let Some(mut walk) = shared.take() else { return Ok(JsValue::UNDEFINED) };
            let work: LocalFuture<'_, Result<Option<Page>>> =
                Box::pin(walk.next(most as u32, timeout));
            let page = race(aborted(signal), work).await;
            let page = page.map_err(|error| walk.at(error))?;
            shared.replace(Some(walk));
            Ok(page.map_or(JsValue::UNDEFINED, |page| hand_over(&describe(page))))
        }))
    }
}

fn describe(Page { rows, total, requests, changed }: Page) -> Value {
    let mut page = Map::new();
    page.insert("rows", Value::List(rows));
    if let Some(total) = total {
        page.insert("total", total);
    }
    page.insert("requests", requests);
    page.insert("changed", changed);
    page.into()
}

/// Adds a command `[name, method, params]` and returns its method.
fn add(batch: &mut Batch, command: Value) -> Option<String> {
    let Value::List(mut parts) = command else { return None };
    let Value::Map(params) = parts.pop()? else { return None };
    let (method, name) = (parts.pop()?, parts.pop()?);
    batch.add_by_name(name.as_text()?, method.as_text()?, params);
    method.as_text().map(str::to_owned)
}

fn malformed() -> Error {
    Error::input("INVALID_PARAMETERS", "A command is [method, parameters].")
}
