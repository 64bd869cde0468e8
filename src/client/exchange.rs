//! One call from its first request to its outcome, without I/O.

use super::batch::Packable;
use super::command::Command;
use super::limiter::Flight;
use super::portal_access::PortalAccess;
use super::response::Timed;
use super::retry;
use crate::auth::Credentials;
use crate::error::{Error, Result};
use crate::text;
use crate::transport::Request;
use crate::wire::body::Body;
use crate::wire::{Map, Value, form, json};

/// How a call is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CallRules {
    /// Whether the caller allows that the call is executed twice. Calls that read always may be.
    pub(crate) idempotent: bool,
    /// Whether the call may travel with others in a batch.
    pub(crate) pack: bool,
    /// Whether the call waits if the portal blocks its method.
    pub(crate) wait_if_blocked: bool,
}

impl Default for CallRules {
    fn default() -> Self {
        Self { idempotent: false, pack: true, wait_if_blocked: true }
    }
}

/// A call that is sent, and again if the portal's limits, a stale token or a lost response demand
/// it. Times are in milliseconds since 1970.
#[derive(Debug)]
pub(crate) struct Exchange {
    call: Packable,
    rules: CallRules,
    /// When the call fails, whatever it waits for.
    deadline: f64,
    /// The token of the last request.
    token: Option<String>,
    /// The token that the portal refused.
    refused_token: Option<String>,
    /// The number of requests.
    attempts: u32,
    /// When the last request was sent.
    sent_at: f64,
    /// The request on its way, if the call is the first one in it.
    flight: Option<Flight>,
    /// When the next request may be sent.
    not_before: f64,
    /// The error of the last request, if it is to be repeated.
    last_error: Option<Error>,
}

impl Exchange {
    pub(crate) fn new(command: Command, rules: CallRules, deadline: f64) -> Self {
        Self {
            call: Packable::new(command),
            rules,
            deadline,
            token: None,
            refused_token: None,
            attempts: 0,
            sent_at: 0.0,
            flight: None,
            not_before: 0.0,
            last_error: None,
        }
    }

    /// Returns the token that the portal refused.
    pub(crate) fn refused_token(&self) -> Option<&str> {
        self.refused_token.as_deref()
    }

    /// Returns the number of requests so far.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the call.
    pub(crate) fn command(&self) -> &Command {
        self.call.command()
    }

    /// Returns the call, unless it may not travel with others in a batch.
    pub(crate) fn packable(&self) -> Option<&Packable> {
        Some(&self.call).filter(|call| self.rules.pack && !call.command().v3)
    }

    /// Returns the milliseconds until the call may be sent. A batch is also sent if the portal admits
    /// only some of its commands before the deadline; it refuses the others.
    ///
    /// # Errors
    ///
    /// `OPERATION_TIME_LIMIT` if the method, or that of every command, is blocked, and the call does
    /// not wait, or not that long.
    pub(crate) fn wait(&self, access: &PortalAccess, now: f64) -> Result<u32> {
        let limiter = access.limiter();
        let (mut start, mut blocked_until, mut is_admitted) = (self.not_before, now, false);
        for method in self.command().methods() {
            let until = limiter.operating.blocked_until(method);
            let admits = until <= now || self.outlasts(until);
            let latest = if admits { &mut start } else { &mut blocked_until };
            *latest = latest.max(until);
            is_admitted |= admits;
        }
        if is_admitted || blocked_until <= now {
            return Ok((start - now).max(0.0).ceil() as u32);
        }
        let seconds = ((blocked_until - now) / 1000.0).ceil() as u64;
        let problem = text!("blocked for {} more seconds; nothing was sent", text::digits(seconds));
        Err(Error::refused("OPERATION_TIME_LIMIT", &problem))
    }

    /// Creates the request with the current token.
    ///
    /// # Errors
    ///
    /// `UNENCODABLE_PARAMETER` over BX24.js, which cannot send JSON; `NO_REST_3` there for a call of
    /// REST 3.0.
    pub(crate) fn request(&mut self, access: &PortalAccess, now: f64) -> Result<Request> {
        self.mark_sent(access, now, true);
        let credentials = &access.credentials;
        let call = self.call.command();
        if call.v3 {
            return v3_request(credentials, self.token.as_deref(), call);
        }
        let Command { name, params, .. } = call;
        let body = match credentials {
            Credentials::Bridge => Body::Form(form::encode(params)?),
            _ => Body::encode(self.token.as_deref(), params),
        };
        Ok(Request::new(credentials.url(name), body))
    }

    /// Notes that the call is sent with the current token, alone or as the first of several, or after
    /// the first.
    pub(crate) fn mark_sent(&mut self, access: &PortalAccess, now: f64, is_first: bool) {
        self.token = access.credentials.token();
        self.flight = is_first.then(|| access.limiter().bucket.start());
        self.sent_at = now;
        self.attempts += 1;
        self.last_error = None;
    }

    /// Accepts the outcome of a request. `random` is from 0 to 1.
    pub(crate) fn settle<R: Timed>(
        &mut self,
        access: &PortalAccess,
        outcome: Result<R>,
        now: f64,
        random: f64,
    ) -> Settled<R> {
        self.flight = None;
        let method = &self.call.command().name;
        let mut limiter = access.limiter();
        let error = match outcome {
            Ok(reply) => {
                limiter.bucket.admit(self.sent_at);
                if let Some((operating, reset_at)) = reply.operating() {
                    limiter.operating.record(method, operating, reset_at);
                }
                return Settled::Final(Ok(reply));
            }
            Err(error) => error,
        };
        let is_v3 = self.call.command().v3;
        if self.refused_token.is_none() && access.credentials.is_refreshable(&error, is_v3) {
            self.refused_token.clone_from(&self.token);
            return Settled::Repeat(error.code().to_owned());
        }
        // A call within the batch was refused: those before it were executed, and the batch has no limit.
        if is_v3 && method == "batch" && error.is("RATELIMITEXCEPTION") {
            return Settled::Final(Err(error.with_attempts(self.attempts)));
        }
        limiter.accept(method, &error, self.sent_at, now, random);
        let blocked_until = limiter.operating.blocked_until(method);
        let is_blocked = blocked_until > now && !self.outlasts(blocked_until);
        match retry::delay(&error, || self.is_repeatable(), self.attempts, random) {
            Some(delay) if !is_blocked && now + f64::from(delay) < self.deadline => {
                self.not_before = blocked_until.max(now + f64::from(delay));
                let code = error.code().to_owned();
                self.last_error = Some(error);
                Settled::Repeat(code)
            }
            _ => Settled::Final(Err(error.with_attempts(self.attempts))),
        }
    }

    /// Returns the error of a call whose deadline has passed: that of the last request if the call
    /// was waiting to be sent again.
    pub(crate) fn expire(&mut self, timeout: Error) -> Error {
        match self.last_error.take() {
            Some(error) => error.with_attempts(self.attempts),
            None => timeout.with_attempts(self.attempts),
        }
    }

    /// Returns whether the call waits until the portal admits its method again.
    fn outlasts(&self, blocked_until: f64) -> bool {
        self.rules.wait_if_blocked && blocked_until < self.deadline
    }

    /// Returns whether the call may be executed twice.
    fn is_repeatable(&self) -> bool {
        self.rules.idempotent || self.command().is_read()
    }
}

/// Creates a request of REST 3.0. The token is in the body, and in the address for the list of a batch,
/// which has no room for it.
fn v3_request(credentials: &Credentials, token: Option<&str>, call: &Command) -> Result<Request> {
    let url = credentials.url(&call.name);
    let (portal, path) = text::split(&url, "/rest/").ok_or_else(|| {
        let problem = "BX24.js has no REST 3.0; connect by the frame, a token or a webhook";
        Error::input("NO_REST_3", problem)
    })?;
    let mut url = text!("{}/rest/api/{}", portal, path);
    let body = match call.params.get("cmd") {
        Some(calls @ Value::List(_)) if call.name == "batch" => {
            if token.is_some() {
                url = text!("{}?{}", url, Body::encode(token, &Map::new()).text());
            }
            json::write(calls)
        }
        _ => json::write_with(token, &call.params),
    };
    Ok(Request::new(url, Body::Json(body)))
}

/// What follows the outcome of a request.
#[derive(Debug)]
pub(crate) enum Settled<R> {
    /// The call has this outcome.
    Final(Result<R>),
    /// The call is sent again because of the error with this code.
    Repeat(String),
}
