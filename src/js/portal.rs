//! The three verbs of a connected portal.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::abort::aborted;
use super::frame::JsFrame;
use super::interop::{self, read, reject, to_js};
use super::{milliseconds, promise};
use crate::browser::frame::Frame;
use crate::client::{Batch, Client, Command, Page, Paginator};
use crate::error::{Error, Result};
use crate::transport::{LocalFuture, race};
use crate::wire::{Map, Value, json};

/// A portal that is connected.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Portal(Client, Option<Frame>);

/// A list on its way. It is taken out while a page is asked for, and gone after an error.
#[wasm_bindgen(js_name = Paginator)]
#[derive(Debug)]
pub struct JsPaginator(Rc<RefCell<Option<Paginator>>>);

impl Portal {
    pub(super) fn new(client: Client, frame: Option<Frame>) -> Self {
        Self(client, frame)
    }
}

#[wasm_bindgen]
impl Portal {
    /// The frame that the page is in, where it was connected by that.
    #[must_use]
    pub fn frame(&self) -> Option<JsFrame> {
        self.1.clone().map(JsFrame::new)
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
            Ok(to_js(&interop::reply(&method, reply).into()))
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
                handed.push(interop::outcome(method, outcome));
            }
            Ok(to_js(&Value::List(handed)))
        }))
    }

    /// A paginator along the list of a method with parameters as JSON text, from its beginning or from the
    /// cursor that an error had. `rows` names the member of the result that holds them, of several.
    #[wasm_bindgen(unchecked_return_type = "Paginator")]
    pub fn list(
        &self,
        method: String,
        params: String,
        cursor: Option<String>,
        rows: Option<String>,
    ) -> std::result::Result<JsPaginator, JsValue> {
        let params = read(&params).map_err(reject)?;
        let paginator = |command| Paginator::new(self.0.clone(), command, cursor.as_deref());
        let paginator = Command::new(&method, params, false).and_then(paginator);
        let mut paginator = paginator.map_err(|error| reject(error.with_method(&method)))?;
        paginator.choose_rows(rows);
        Ok(JsPaginator(Rc::new(RefCell::new(Some(paginator)))))
    }
}

#[wasm_bindgen(js_class = Paginator)]
impl JsPaginator {
    /// The next page, where so many more rows are wanted at most; each request may take so many
    /// milliseconds. Promises undefined after the last.
    pub fn next(&self, most: f64, timeout: f64, signal: Option<AbortSignal>) -> Promise {
        let shared = Rc::clone(&self.0);
        promise(Box::pin(async move {
            let timeout = milliseconds(timeout)?;
            let Some(mut paginator) = shared.take() else { return Ok(JsValue::UNDEFINED) };
            let work: LocalFuture<'_, Result<Option<Page>>> =
                Box::pin(paginator.next(most as u32, timeout));
            let page = race(aborted(signal), work).await;
            let page = page.map_err(|error| paginator.at(error))?;
            shared.replace(Some(paginator));
            Ok(page.map_or(JsValue::UNDEFINED, |page| to_js(&describe(page))))
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
