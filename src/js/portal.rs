//! The exports of a connected portal: calls, batches, lists, and its next token.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::interop::{read, reject, to_js};
use super::js_text::text;
use super::task::Task;
use crate::auth::{AccessToken, Credentials};
use crate::client::{
    Batch, CallRules, Command, Limiter, Members, Paginator, PortalAccess, RateLimit,
    calls_per_request,
};
use crate::error::{Error, Result};
use crate::wire::{Map, Value, json, php};

thread_local! {
    /// The limits of the portals by their origins.
    static LIMITERS: Cell<Vec<(String, Rc<RefCell<Limiter>>)>> = const { Cell::new(Vec::new()) };
}

/// A connected portal.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Portal(Rc<PortalAccess>);

impl Portal {
    pub(super) fn new(credentials: Credentials) -> Self {
        Self(Rc::new(PortalAccess::new(credentials, Rc::default())))
    }

    /// Converts an error, which may name a webhook's code as a method.
    fn reject(&self, error: Error) -> JsValue {
        reject(self.0.credentials.redact(error))
    }

    fn start_batch(&self, commands: &str, halt: bool, rules: CallRules) -> Result<Task> {
        let mut batch = Batch::new().halt_on_error(halt);
        let Ok(Value::List(commands)) = json::read_params(commands) else {
            return Err(invalid_command());
        };
        for command in commands {
            add(&mut batch, command).ok_or_else(invalid_command)?;
        }
        Ok(Task::batch(&self.0, batch.start()?, rules))
    }

    fn start_list(
        &self,
        method: &str,
        params: &str,
        cursor: Option<&str>,
        members: &str,
        rules: CallRules,
    ) -> Result<Task> {
        let command = Command::by_name(method, read(params)?, false)?;
        let mut members = read(members)?;
        let mut take =
            |name| members.remove(name).as_ref().and_then(Value::as_text).map(str::to_owned);
        let members = Members { rows: take("rows"), id: take("id"), by: take("by") };
        Ok(Task::list(&self.0, Paginator::new(command, members, cursor)?, rules))
    }
}

#[wasm_bindgen]
impl Portal {
    /// Starts a call with parameters as JSON text; if `v3`, one of REST 3.0 with checked parameters. The
    /// calls of its `batch` are the list `cmd`.
    ///
    /// # Errors
    ///
    /// An error of the parameters.
    pub fn call(
        &self,
        method: &JsValue,
        params: &JsValue,
        idempotent: bool,
        pack: bool,
        wait_if_blocked: bool,
        v3: bool,
    ) -> std::result::Result<Task, JsValue> {
        let method = text(method);
        let command = read(&text(params)).and_then(|params| match v3 {
            true => Command::v3(&method, params),
            false => Command::by_name(&method, params, false),
        });
        let rules = CallRules { idempotent, pack, wait_if_blocked };
        let task = command.map(|command| Task::call(&self.0, command, rules));
        task.map_err(|error| self.reject(error.with_method(&method)))
    }

    /// Starts a batch of commands: a list of `[name, method, params]` as JSON text.
    ///
    /// # Errors
    ///
    /// An error of a command.
    pub fn batch(
        &self,
        commands: &JsValue,
        halt: bool,
        idempotent: bool,
        wait_if_blocked: bool,
    ) -> std::result::Result<Task, JsValue> {
        let rules = CallRules { idempotent, pack: false, wait_if_blocked };
        self.start_batch(&text(commands), halt, rules).map_err(|error| self.reject(error))
    }

    /// Starts a list, with parameters as JSON text, at the beginning or at an error's cursor. `members`
    /// is `{ rows, id, by }` as JSON text: what the caller names.
    ///
    /// # Errors
    ///
    /// An error of the parameters.
    pub fn list(
        &self,
        method: &JsValue,
        params: &JsValue,
        cursor: &JsValue,
        members: &JsValue,
        wait_if_blocked: bool,
    ) -> std::result::Result<Task, JsValue> {
        let (method, cursor) = (text(method), cursor.as_string());
        let rules = CallRules { wait_if_blocked, ..CallRules::default() };
        let (params, members) = (text(params), text(members));
        let task = self.start_list(&method, &params, cursor.as_deref(), &members, rules);
        task.map_err(|error| self.reject(error.with_method(&method)))
    }

    /// Replaces the token: `{ accessToken, expiresIn }` as JSON text, unless the text has none.
    pub fn renew(&self, token: &JsValue, now: f64) {
        if let (Credentials::Token(token), Ok(access)) =
            (&self.0.credentials, access(&text(token), now))
            && !access.token().is_empty()
        {
            token.renew(access);
        }
    }

    /// Shares the limits of all clients of the portal at `origin`.
    #[wasm_bindgen(js_name = shareLimits)]
    pub fn share_limits(&mut self, origin: &JsValue) {
        let origin = text(origin);
        let mut known = LIMITERS.try_with(Cell::take).unwrap_or_default();
        if let Some(access) = Rc::get_mut(&mut self.0) {
            match known.iter().find(|(name, _)| *name == origin) {
                Some((_, limiter)) => access.set_limiter(limiter),
                None => known.push((origin, access.limiter_handle())),
            }
        }
        let _ = LIMITERS.try_with(|limiters| limiters.set(known));
    }

    /// Sets the rate limit: a burst from 1, and more than 0 requests a second.
    #[wasm_bindgen(js_name = setRateLimit)]
    pub fn set_rate_limit(&self, burst: f64, per_second: f64) {
        self.0.limiter().bucket.set_limit(RateLimit::checked(burst, per_second));
    }

    /// Returns how many requests the portal admits now.
    pub fn room(&self, now: f64) -> f64 {
        self.0.limiter().bucket.room(now)
    }

    /// Returns the requests that the portal counts now.
    pub fn level(&self, now: f64) -> f64 {
        self.0.limiter().bucket.level(now)
    }

    /// Returns the milliseconds until a waiting call is sent.
    pub fn wait(&self, now: f64) -> f64 {
        self.0.limiter().bucket.wait(now)
    }

    /// Counts requests.
    pub fn count(&self, requests: f64, now: f64) {
        self.0.limiter().bucket.add(requests, now);
    }

    /// Fills the bucket: the portal refused a request of another page.
    pub fn fill(&self, now: f64) {
        self.0.limiter().bucket.fill(now);
    }

    /// Returns how many requests may be sent for calls that do not all fit.
    #[wasm_bindgen(js_name = roomToSpread)]
    pub fn room_to_spread(&self, now: f64) -> f64 {
        self.0.limiter().bucket.room_to_spread(now)
    }

    /// Returns the run times that the portal counts: a list of `{ method, operating, resetAt,
    /// isBlocked }`, in milliseconds.
    #[wasm_bindgen(js_name = operatingTimes)]
    pub fn operating_times(&self) -> JsValue {
        let mut list = Vec::new();
        for time in self.0.limiter().operating.entries() {
            let mut entry = Map::new();
            entry.insert("method", time.method.as_str());
            entry.insert("operating", time.operating);
            entry.insert("resetAt", time.reset_at as u64);
            entry.insert("isBlocked", time.is_blocked);
            list.push(entry.into());
        }
        to_js(&Value::List(list))
    }
}

/// Returns how many calls travel in each request; see the limiter.
#[wasm_bindgen(js_name = callsPerRequest)]
pub fn calls_in_each_request(alone: f64, together: f64, requests: f64) -> f64 {
    calls_per_request(alone, together, requests)
}

/// Reads an access token, which is empty if the text has none.
pub(super) fn access(text: &str, now: f64) -> Result<AccessToken> {
    let token = read(text)?;
    let access = token.get("accessToken").and_then(Value::as_text).unwrap_or_default();
    let seconds = token.get("expiresIn").and_then(php::integer);
    let seconds = seconds.and_then(|seconds| seconds.try_into().ok());
    Ok(AccessToken::new(access).expires_after(seconds, now))
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
