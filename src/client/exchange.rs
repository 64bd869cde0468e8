//! One call from its first request to its outcome, without I/O.

use super::command::Command;
use super::limiter::Flight;
use super::portal_access::PortalAccess;
use super::retry;
use crate::auth::Credentials;
use crate::error::{Error, Result};
use crate::schema::Normalize;
use crate::text;
use crate::transport::{Request, moved};
use crate::wire::body::Body;
use crate::wire::envelope::{self, Envelope, Reply};
use crate::wire::form;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, Value};

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
    command: Command,
    rules: CallRules,
    /// When the call fails in any case.
    deadline: f64,
    /// The token of the last request.
    token: Option<String>,
    /// Whether the portal refused the token.
    is_stale: bool,
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
            command,
            rules,
            deadline,
            token: None,
            is_stale: false,
            attempts: 0,
            sent_at: 0.0,
            flight: None,
            not_before: 0.0,
            last_error: None,
        }
    }

    /// Returns the token that the portal refused.
    pub(crate) fn refused_token(&self) -> Option<&str> {
        self.token.as_deref().filter(|_| self.is_stale)
    }

    /// Returns the number of requests so far.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the call.
    pub(crate) fn command(&self) -> &Command {
        &self.command
    }

    /// Returns whether the call may travel with others in a batch.
    pub(crate) fn is_packable(&self) -> bool {
        self.rules.pack && self.command.is_batchable()
    }

    /// Returns the milliseconds until the call may be sent.
    ///
    /// # Errors
    ///
    /// `OPERATION_TIME_LIMIT` if the method is blocked and the call does not wait, or not that long.
    pub(crate) fn wait(&self, access: &PortalAccess, now: f64) -> Result<u32> {
        let blocked_until = access.limiter().operating.blocked_until(&self.command.name);
        if blocked_until > now && !self.outlasts(blocked_until) {
            let seconds = ((blocked_until - now) / 1000.0).ceil() as u64;
            let problem =
                text!("blocked for {} more seconds; nothing was sent", text::digits(seconds));
            return Err(Error::refused("OPERATION_TIME_LIMIT", &problem));
        }
        Ok((self.not_before.max(blocked_until) - now).max(0.0).ceil() as u32)
    }

    /// Creates the request with the current token.
    ///
    /// # Errors
    ///
    /// `UNENCODABLE_PARAMETER` over BX24.js, which cannot send JSON.
    pub(crate) fn request(&mut self, access: &PortalAccess, now: f64) -> Result<Request> {
        self.mark_sent(access, now, true);
        let (credentials, Command { name, params, .. }) = (&access.credentials, &self.command);
        let body = match credentials {
            Credentials::Bridge => Body::Form(form::encode(params)?),
            _ => Body::encode(self.token.as_deref(), params),
        };
        Ok(Request { url: credentials.url(name), body })
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
        let method = &self.command.name;
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
        if !self.is_stale && access.credentials.is_refreshable(&error) {
            self.is_stale = true;
            return Settled::Repeat(error.code().to_owned());
        }
        limiter.accept(method, &error, self.sent_at, now, random);
        let blocked_until = limiter.operating.blocked_until(method);
        let is_blocked = blocked_until > now && !self.outlasts(blocked_until);
        match retry::delay(&error, || self.is_repeatable(), self.attempts, random) {
            Some(delay) if !is_blocked && now + f64::from(delay) < self.deadline => {
                self.not_before = now + f64::from(delay);
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
        self.rules.idempotent || self.command.is_read()
    }
}

/// What follows the outcome of a request.
#[derive(Debug)]
pub(crate) enum Settled<R> {
    /// The call has this outcome.
    Final(Result<R>),
    /// The call is sent again because of the error with this code.
    Repeat(String),
}

/// A reply with the times on the server.
pub(crate) trait Timed {
    /// Returns the counted run time of the method in milliseconds, and when the oldest part of it is
    /// dropped, in milliseconds since 1970; `None` if nothing is counted.
    fn operating(&self) -> Option<(u32, f64)>;
}

impl<T: ReplyValue> Timed for Envelope<T> {
    fn operating(&self) -> Option<(u32, f64)> {
        self.time.as_ref()?.operating()
    }
}

impl<T> Timed for Reply<T> {
    fn operating(&self) -> Option<(u32, f64)> {
        let number = |name| match self.time.as_ref().and_then(|time: &Map| time.get(name)) {
            Some(Value::Number(number)) => number.thousandths(),
            _ => 0,
        };
        let operating = number("operating");
        (operating > 0).then(|| (operating as u32, number("operating_reset_at") as f64))
    }
}

/// Reads the response to a call.
///
/// # Errors
///
/// `PORTAL_MOVED`, `INVALID_RESULT`, and those of the envelope.
pub(crate) fn read<T: Normalize>(
    command: &Command,
    status: u16,
    body: &T::Body,
) -> Result<Envelope<T>> {
    // Browsers hide the status and the target of a redirect.
    if matches!(status, 0 | 300..400) {
        return Err(moved(&T::body_text(body)).with_status(status));
    }
    let outcome = envelope::open(status, body).and_then(|reply| command.normalize(reply));
    outcome.map_err(|error| error.with_status(status).with_response(&T::body_text(body)))
}
