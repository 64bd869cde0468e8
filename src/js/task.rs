//! A call, a batch or a list in progress: the page sends its requests and waits, and everything else
//! is decided here.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::interop::{self, reject, text};
use super::page_value::PageValue;
use crate::auth::Credentials;
use crate::client::{BatchRun, Command, Exchange, Page, Paginator, Step, read};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::Request;
use crate::wire::body::Body;
use crate::wire::envelope::Envelope;

/// A call, a batch or a list in progress.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Task {
    credentials: Rc<Credentials>,
    work: Work,
    /// The call that is in progress.
    exchange: Option<Exchange>,
}

#[derive(Debug)]
enum Work {
    Call(Option<Envelope<PageValue>>),
    Batch(BatchRun<PageValue>),
    List(Box<Paginator<PageValue>>, Option<Page<PageValue>>),
}

impl Task {
    pub(super) fn call(credentials: &Rc<Credentials>, command: Command) -> Self {
        Self {
            credentials: Rc::clone(credentials),
            work: Work::Call(None),
            exchange: Some(Exchange::new(command)),
        }
    }

    pub(super) fn batch(credentials: &Rc<Credentials>, run: BatchRun<PageValue>) -> Self {
        Self { credentials: Rc::clone(credentials), work: Work::Batch(run), exchange: None }
    }

    pub(super) fn list(credentials: &Rc<Credentials>, paginator: Paginator<PageValue>) -> Self {
        let work = Work::List(Box::new(paginator), None);
        Self { credentials: Rc::clone(credentials), work, exchange: None }
    }

    /// Passes the outcome of the current request to the call, the batch or the list.
    fn settle(&mut self, outcome: Result<Envelope<PageValue>>) -> Result<()> {
        let Some(exchange) = self.exchange.take() else { return Ok(()) };
        let credentials = &*self.credentials;
        let outcome = outcome
            .map_err(|error| credentials.redact(error.with_method(&exchange.command().name)));
        match &mut self.work {
            Work::Call(reply) => *reply = Some(outcome?),
            Work::Batch(run) => run.accept(credentials, outcome),
            Work::List(paginator, _) => paginator.accept(credentials, outcome)?,
        }
        Ok(())
    }

    /// Starts the next exchange; returns the step of a task without one.
    fn advance(&mut self, max_rows: u32, timeout: u32) -> Option<String> {
        let command = match &mut self.work {
            Work::Call(_) => None,
            Work::Batch(run) => run.next(),
            Work::List(paginator, ready) => match paginator.next(max_rows, timeout) {
                Step::Send(command) => Some(command),
                Step::Wait(delay) => return Some(text!("w{}", crate::text::digits(delay.into()))),
                Step::Page(page) => {
                    *ready = Some(page);
                    None
                }
                Step::End => None,
            },
        };
        self.exchange = command.map(Exchange::new);
        self.exchange.is_none().then(String::new)
    }

    /// Adds the method, and a list's cursor, to an error that ends the task.
    fn at(&self, error: Error) -> Error {
        match (&self.work, &self.exchange) {
            (Work::List(paginator, _), _) => paginator.at(error),
            (Work::Call(_), Some(exchange)) => error.with_method(&exchange.command().name),
            _ => error,
        }
    }
}

#[wasm_bindgen]
impl Task {
    /// Returns the next step: `f` or `j` with an address, a space and a form or JSON to send; `r` to
    /// refresh the token; `w` with milliseconds to wait; empty when the task is finished. `now` is in
    /// milliseconds since 1970. `is_fresh` says that the token was just refreshed. A list requests
    /// at most `max_rows` rows, within `timeout` milliseconds.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    pub fn next(
        &mut self,
        now: f64,
        is_fresh: bool,
        max_rows: f64,
        timeout: f64,
    ) -> std::result::Result<String, JsValue> {
        loop {
            let Some(exchange) = &mut self.exchange else {
                match self.advance(max_rows as u32, timeout as u32) {
                    Some(step) => return Ok(step),
                    None => continue,
                }
            };
            if !is_fresh && self.credentials.needs_refresh(exchange.refused_token(), now) {
                return Ok("r".to_owned());
            }
            match exchange.request(&self.credentials) {
                Ok(request) => return Ok(encode(request)),
                Err(error) => self.settle(Err(error)).map_err(reject)?,
            }
        }
    }

    /// Accepts a response: its status, or 0 for a redirect whose status is hidden, and its body, or
    /// the target of a redirect. Returns whether the call is finished; if not, it is sent again.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    pub fn accept(&mut self, status: u16, body: &JsValue) -> std::result::Result<bool, JsValue> {
        let Some(exchange) = &mut self.exchange else { return Ok(true) };
        let outcome = read(exchange.command(), status, body);
        let Some(outcome) = exchange.settle(&self.credentials, outcome) else {
            return Ok(false);
        };
        self.settle(outcome).map_err(reject)?;
        Ok(true)
    }

    /// Accepts a failure without a response.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    pub fn fail(
        &mut self,
        kind: &JsValue,
        code: &JsValue,
        description: &JsValue,
        reason: &JsValue,
    ) -> std::result::Result<(), JsValue> {
        let kind = ErrorKind::from_name(&text(kind));
        let error = Error::new(kind, &text(code), text(description)).with_reason(text(reason));
        let outcome = match kind {
            ErrorKind::Aborted => Err(self.at(error)),
            _ => self.settle(Err(error)),
        };
        outcome.map_err(reject)
    }

    /// Returns the reply of a call, the outcomes of a batch, or the next page of a list, which is
    /// undefined after the last one.
    pub fn take(&mut self) -> JsValue {
        match &mut self.work {
            Work::Call(reply) => reply.take().map_or(JsValue::UNDEFINED, interop::reply),
            Work::Batch(run) => interop::outcomes(run.take_attempts()),
            Work::List(_, page) => page.take().map_or(JsValue::UNDEFINED, interop::page),
        }
    }
}

fn encode(Request { url, body }: Request) -> String {
    let kind = if matches!(body, Body::Form(_)) { "f" } else { "j" };
    let mut step = kind.to_owned() + &url + " ";
    step.push_str(body.text());
    step
}
