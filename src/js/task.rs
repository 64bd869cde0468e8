//! A call, a batch or a list in progress: the page sends its requests and waits, and everything else
//! is decided here.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::interop::{self, reject};
use super::page_value::PageValue;
use crate::auth::Freshness;
use crate::client::{
    BatchRun, CallRules, Command, Exchange, Pack, Page, Paginator, PortalAccess, Settled, Step,
    read,
};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::Request;
use crate::wire::body::Body;
use crate::wire::envelope::Envelope;

/// The task has its result.
const FINISHED: f64 = 0.0;

/// The call is to be sent, alone or with others.
const SEND: f64 = -1.0;

/// The token is to be refreshed before the call is sent.
const REFRESH: f64 = -2.0;

/// The token is to be refreshed while the call is sent.
const REFRESH_AHEAD: f64 = -3.0;

/// A pause between two calls: this number less its milliseconds.
const PAUSE: f64 = -4.0;

/// A call, a batch or a list in progress.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Task {
    access: Rc<PortalAccess>,
    work: Work,
    rules: CallRules,
    /// The call that is in progress.
    exchange: Option<Exchange>,
    /// The code of the error because of which the call was last sent again.
    repeated_for: String,
}

#[derive(Debug)]
enum Work {
    Call(Option<Command>, Option<Envelope<PageValue>>),
    Batch(BatchRun<PageValue>),
    List(Box<Paginator<PageValue>>, Option<Page<PageValue>>),
    /// Calls of other tasks that travel together, and their outcomes.
    Pack(Pack, Vec<Option<Result<Envelope<PageValue>>>>),
}

impl Task {
    pub(super) fn call(access: &Rc<PortalAccess>, command: Command, rules: CallRules) -> Self {
        Self::new(access, Work::Call(Some(command), None), rules)
    }

    pub(super) fn batch(
        access: &Rc<PortalAccess>,
        run: BatchRun<PageValue>,
        rules: CallRules,
    ) -> Self {
        Self::new(access, Work::Batch(run), rules)
    }

    pub(super) fn list(
        access: &Rc<PortalAccess>,
        paginator: Paginator<PageValue>,
        rules: CallRules,
    ) -> Self {
        Self::new(access, Work::List(Box::new(paginator), None), rules)
    }

    fn new(access: &Rc<PortalAccess>, work: Work, rules: CallRules) -> Self {
        let access = Rc::clone(access);
        Self { access, work, rules, exchange: None, repeated_for: String::new() }
    }

    /// Accepts the outcome of a request. Returns whether the current call is sent again.
    fn receive(
        &mut self,
        outcome: Result<Envelope<PageValue>>,
        now: f64,
        random: f64,
    ) -> Result<bool> {
        if let Work::Pack(pack, outcomes) = &mut self.work {
            *outcomes = pack.read(&self.access, outcome, now);
            return Ok(false);
        }
        let Some(exchange) = &mut self.exchange else { return Ok(false) };
        match exchange.settle(&self.access, outcome, now, random) {
            Settled::Final(outcome) => self.settle(outcome, now).map(|()| false),
            Settled::Repeat(code) => {
                self.repeated_for = code;
                Ok(true)
            }
        }
    }

    /// Passes the outcome of the current call to the call, the batch or the list.
    fn settle(&mut self, outcome: Result<Envelope<PageValue>>, now: f64) -> Result<()> {
        let Some(exchange) = self.exchange.take() else { return Ok(()) };
        let access = &*self.access;
        let outcome = outcome.map_err(|error| {
            access.credentials.redact(error.with_method(&exchange.command().name))
        });
        match &mut self.work {
            Work::Call(_, reply) => *reply = Some(outcome?),
            Work::Batch(run) => run.accept(access, outcome, now),
            Work::List(paginator, _) => paginator.accept(access, outcome, now)?,
            Work::Pack(..) => {}
        }
        Ok(())
    }

    /// Starts the next exchange; returns the step of a task without one.
    fn advance(&mut self, now: f64, max_rows: u32, timeout: u32) -> Option<f64> {
        let command = match &mut self.work {
            Work::Call(command, _) => command.take(),
            Work::Batch(run) => run.next(),
            Work::List(paginator, ready) => match paginator.next(max_rows, timeout) {
                Step::Send(command) => Some(command),
                Step::Wait(delay) => return Some(PAUSE - f64::from(delay)),
                Step::Page(page) => {
                    *ready = Some(page);
                    None
                }
                Step::End => None,
            },
            Work::Pack(..) => None,
        };
        let deadline = now + f64::from(timeout);
        self.exchange = command.map(|command| Exchange::new(command, self.rules, deadline));
        self.exchange.is_none().then_some(FINISHED)
    }

    /// Adds the method, the requests and a list's cursor to the error of an aborted task.
    fn at(&self, mut error: Error) -> Error {
        if let Some(exchange) = &self.exchange {
            error = error.with_attempts(exchange.attempts());
        }
        let error = match (&self.work, &self.exchange) {
            (Work::List(paginator, _), _) => paginator.at(error),
            (Work::Call(..), Some(exchange)) => error.with_method(&exchange.command().name),
            // The caller aborted the call before it was sent.
            (Work::Call(Some(command), _), None) => error.with_method(&command.name),
            _ => error,
        };
        self.access.credentials.redact(error)
    }
}

#[wasm_bindgen]
impl Task {
    /// Returns the next step: [`FINISHED`], [`SEND`], [`REFRESH`], [`REFRESH_AHEAD`], or milliseconds
    /// to wait before the current call is sent; below [`PAUSE`], the milliseconds between two calls.
    /// `now` is in milliseconds since 1970. `is_fresh` says that the token was just refreshed. A list
    /// requests at most `max_rows` rows; each call ends within `timeout` milliseconds.
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
    ) -> std::result::Result<f64, JsValue> {
        loop {
            let Some(exchange) = &mut self.exchange else {
                match self.advance(now, max_rows as u32, timeout as u32) {
                    Some(step) => return Ok(step),
                    None => continue,
                }
            };
            if !is_fresh {
                match self.access.credentials.freshness(exchange.refused_token(), now) {
                    Freshness::Stale => return Ok(REFRESH),
                    Freshness::Expiring => return Ok(REFRESH_AHEAD),
                    Freshness::Fresh => {}
                }
            }
            match exchange.wait(&self.access, now) {
                Ok(0) => return Ok(SEND),
                Ok(delay) => return Ok(f64::from(delay)),
                Err(error) => self.settle(Err(error), now).map_err(reject)?,
            }
        }
    }

    /// Returns the number of requests of the current call, its method, and the code of the error because
    /// of which it is sent again, with spaces between them.
    pub fn progress(&self) -> String {
        let progress = |exchange: &Exchange| {
            let attempts = crate::text::digits(exchange.attempts().into());
            let progress = text!("{} {} {}", attempts, exchange.command().name, self.repeated_for);
            self.access.credentials.redact_text(&progress)
        };
        self.exchange.as_ref().map(progress).unwrap_or_default()
    }

    /// Returns whether the current call may travel with others in a batch.
    #[wasm_bindgen(js_name = isPackable)]
    pub fn is_packable(&self) -> bool {
        let call = self.exchange.as_ref().and_then(Exchange::packable);
        call.is_some_and(|call| call.encoded().is_some())
    }

    /// Returns the request of the current call: `f` or `j`, its address, a space, and a form or JSON.
    /// Returns nothing if the call cannot be encoded, which is its outcome.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    pub fn request(&mut self, now: f64) -> std::result::Result<Option<String>, JsValue> {
        let request = match (&self.work, &mut self.exchange) {
            (Work::Pack(pack, _), _) => pack.request(&self.access),
            (_, Some(exchange)) => exchange.request(&self.access, now),
            _ => return Ok(None),
        };
        match request {
            Ok(request) => Ok(Some(encode(request))),
            Err(error) => self.settle(Err(error), now).map(|()| None).map_err(reject),
        }
    }

    /// Accepts a response of the page, and its status, or 0 for a redirect whose status is hidden. The body
    /// of a redirect is its target. Returns whether the call is sent again. `random` is from 0 to 1.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    pub fn accept(
        &mut self,
        status: u16,
        body: &JsValue,
        now: f64,
        random: f64,
    ) -> std::result::Result<bool, JsValue> {
        let outcome = match (&self.work, &self.exchange) {
            (Work::Pack(pack, _), _) => read(&pack.command(), status, body),
            (_, Some(exchange)) => read(exchange.command(), status, body),
            _ => return Ok(false),
        };
        self.receive(outcome, now, random).map_err(reject)
    }

    /// Creates a task without a call, in whose request calls of other tasks travel together.
    pub fn pack(&self) -> Self {
        Self::new(&self.access, Work::Pack(Pack::default(), Vec::new()), CallRules::default())
    }

    /// Adds the current call of a task to a pack. Returns whether it joins: if it cannot be encoded in
    /// a batch, or is large, it has a request of its own.
    pub fn join(&mut self, pack: &mut Self, now: f64) -> bool {
        let (Some(exchange), Work::Pack(calls, _)) = (&mut self.exchange, &mut pack.work) else {
            return false;
        };
        let is_first = calls.is_empty();
        let joins = exchange.packable().is_some_and(|call| calls.add(call));
        if joins {
            exchange.mark_sent(&self.access, now, is_first);
        }
        joins
    }

    /// Accepts the outcome of the current call from the pack that it joined as number `at`. Returns
    /// as `accept`.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    #[wasm_bindgen(js_name = acceptFrom)]
    pub fn accept_from(
        &mut self,
        pack: &mut Self,
        at: usize,
        now: f64,
        random: f64,
    ) -> std::result::Result<bool, JsValue> {
        let Work::Pack(_, outcomes) = &mut pack.work else { return Ok(false) };
        let outcome = outcomes.get_mut(at).and_then(Option::take);
        outcome.map_or(Ok(false), |outcome| self.receive(outcome, now, random)).map_err(reject)
    }

    /// Accepts a failure without a response. Returns as `accept`.
    ///
    /// # Errors
    ///
    /// The error that ends the task.
    pub fn fail(
        &mut self,
        failure: &JsValue,
        now: f64,
        random: f64,
    ) -> std::result::Result<bool, JsValue> {
        let error = interop::failure(failure);
        let outcome = match (error.kind(), &mut self.exchange) {
            (ErrorKind::Aborted, _) => Err(self.at(error)),
            // The deadline of the call.
            (ErrorKind::Timeout, Some(exchange)) => {
                let error = exchange.expire(error);
                self.settle(Err(error), now).map(|()| false)
            }
            _ => self.receive(Err(error), now, random),
        };
        outcome.map_err(reject)
    }

    /// Returns the reply of a call, the outcomes of a batch, or the next page of a list, which is
    /// undefined after the last one.
    pub fn take(&mut self) -> JsValue {
        match &mut self.work {
            Work::Call(_, reply) => reply.take().map_or(JsValue::UNDEFINED, interop::reply),
            Work::Batch(run) => interop::outcomes(run.take_attempts()),
            Work::List(_, page) => page.take().map_or(JsValue::UNDEFINED, interop::page),
            Work::Pack(..) => JsValue::UNDEFINED,
        }
    }
}

fn encode(Request { url, body, .. }: Request) -> String {
    let kind = if matches!(body, Body::Form(_)) { "f" } else { "j" };
    let mut step = kind.to_owned() + &url + " ";
    step.push_str(body.text());
    step
}
