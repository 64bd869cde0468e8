//! The exports of a connected portal: `call`, `batch` and `list`.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::abort::aborted;
use super::interop::{self, read, reject, to_js};
use super::promise::{milliseconds_or, promise};
use crate::client::{Batch, CALL_TIMEOUT, Client, Command, Page, Paginator, REQUEST_TIMEOUT};
use crate::error::{Error, Result};
use crate::transport::{LocalFuture, race};
use crate::wire::{Map, Value, json};

/// A connected portal.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Portal(Client);

/// A paginator. It is taken out while a page is requested, and dropped after an error.
#[wasm_bindgen(js_name = Paginator)]
#[derive(Debug)]
pub struct JsPaginator(Rc<RefCell<Option<Paginator>>>);

impl Portal {
    pub(super) fn new(client: Client) -> Self {
        Self(client)
    }
}

#[wasm_bindgen]
impl Portal {
    /// Calls a method with parameters as JSON text and a timeout in milliseconds.
    pub fn call(
        &self,
        method: String,
        params: String,
        timeout: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let client = self.0.clone();
        promise(Box::pin(async move {
            let work = async {
                let (params, timeout) = (read(&params)?, milliseconds_or(CALL_TIMEOUT, timeout)?);
                client.send(&Command::by_name(&method, params, false)?, timeout).await
            };
            let reply = race(aborted(signal), Box::pin(work)).await;
            let reply = reply.map_err(|error| error.with_method(&method))?;
            Ok(to_js(&interop::reply(reply).into()))
        }))
    }

    /// Sends commands in batches: a list of `[name, method, params]` as JSON text. The timeout of
    /// each request is in milliseconds. Promises the outcomes in the order of the commands.
    pub fn batch(
        &self,
        commands: String,
        halt: bool,
        timeout: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let client = self.0.clone();
        promise(Box::pin(async move {
            let timeout = milliseconds_or(REQUEST_TIMEOUT, timeout)?;
            let mut batch = Batch::new().halt_on_error(halt).timeout_ms(timeout);
            let Ok(Value::List(commands)) = json::read(&commands) else {
                return Err(invalid_command());
            };
            for command in commands {
                add(&mut batch, command).ok_or_else(invalid_command)?;
            }
            let outcomes = race(aborted(signal), Box::pin(client.batch(batch))).await?;
            let mut results = Vec::new();
            for outcome in outcomes {
                results.push(interop::outcome(outcome));
            }
            Ok(to_js(&Value::List(results)))
        }))
    }

    /// Creates a paginator over a method's list, with parameters as JSON text. It starts at the
    /// beginning, or at an error's cursor. `rows` names the member of the result that holds the
    /// rows.
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
        let paginator = Command::by_name(&method, params, false).and_then(paginator);
        let mut paginator = paginator.map_err(|error| reject(error.with_method(&method)))?;
        paginator.choose_rows(rows);
        Ok(JsPaginator(Rc::new(RefCell::new(Some(paginator)))))
    }
}

#[wasm_bindgen(js_class = Paginator)]
impl JsPaginator {
    /// Requests the next page, if at most `max_rows` more rows are wanted. The timeout of each
    /// request is in milliseconds. Promises undefined after the last page.
    pub fn next(
        &self,
        max_rows: f64,
        timeout: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let shared = Rc::clone(&self.0);
        promise(Box::pin(async move {
            let timeout = milliseconds_or(REQUEST_TIMEOUT, timeout)?;
            let Some(mut paginator) = shared.take() else { return Ok(JsValue::UNDEFINED) };
            let work: LocalFuture<'_, Result<Option<Page>>> =
                Box::pin(paginator.next(max_rows as u32, timeout));
            let page = race(aborted(signal), work).await;
            let page = page.map_err(|error| paginator.at(error))?;
            shared.replace(Some(paginator));
            Ok(page.map_or(JsValue::UNDEFINED, |page| to_js(&page_to_value(page))))
        }))
    }
}

fn page_to_value(Page { rows, total, requests, changed }: Page) -> Value {
    let mut page = Map::new();
    page.insert("rows", Value::List(rows));
    if let Some(total) = total {
        page.insert("total", total);
    }
    page.insert("requests", requests);
    page.insert("changed", changed);
    page.into()
}

/// Adds a command `[name, method, params]`.
fn add(batch: &mut Batch, command: Value) -> Option<()> {
    let Value::List(mut parts) = command else { return None };
    let Value::Map(params) = parts.pop()? else { return None };
    let (method, name) = (parts.pop()?, parts.pop()?);
    batch.add_by_name(name.as_text()?, method.as_text()?, params);
    Some(())
}

fn invalid_command() -> Error {
    Error::input("INVALID_PARAMETERS", "a command is [method, parameters]")
}
