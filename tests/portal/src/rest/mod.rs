//! The REST server: handles a request under `/rest/`, in the portal's order of checks.

pub mod auth;
pub(crate) mod batch;
pub(crate) mod body;
pub(crate) mod bucket;
pub(crate) mod cors;
pub(crate) mod envelope;
pub(crate) mod error;
mod multipart;
pub(crate) mod navigation;
pub(crate) mod operating;
mod reference;
mod route;

use std::time::Duration;

pub use auth::Caller;
pub use envelope::Reply;
pub(crate) use envelope::Time;
pub use error::Error;
pub(crate) use multipart::UploadedFile;

use crate::fault::Fault;
use crate::http::{Request, Response};
use crate::methods::{self, Call, Method};
use crate::php::{Array, Value, json_encode};
use crate::portal::Portal;
use error::{OPERATION_TIME_LIMIT, QUERY_LIMIT_EXCEEDED};
use route::Route;

/// The method whose reply is the content of a file rather than JSON.
const DOWNLOAD: &str = "download";

/// Responds to a request under `/rest/`.
///
/// A preflight gets its response first. The further steps, in order: a redirect to the portal's new
/// address, a configured fault, the rate limit, the method (404 before any check of permissions),
/// the token or webhook, the scope, the limit on run time, and the method itself.
pub(crate) fn handle(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let route = Route::parse(request.path());
    let name = route.method.clone();
    behind_network(portal, request, &name, |portal, fault| {
        serve(portal, request, &route, fault, now)
    })
}

/// Responds to preflights, redirects to the portal's new address, applies latency and the faults of
/// the call `name`, and leaves everything else to `serve`.
pub(crate) fn behind_network(
    portal: &mut Portal,
    request: &Request,
    name: &str,
    serve: impl Fn(&mut Portal, Option<Fault>) -> Response,
) -> Response {
    let latency = Duration::from_millis(portal.settings.latency_ms);
    if request.method == "OPTIONS" {
        return Response { delay: latency, ..cors::preflight() };
    }
    let response = match &portal.settings.moved_to {
        Some(origin) => Response::new(302, "text/html", "")
            .with_header("location", &format!("{origin}{}", request.target)),
        None => {
            let fault = portal.faults.take_for_request(name, &portal.settings.noise);
            match fault.as_ref().and_then(Fault::response) {
                Some(response) => {
                    if fault.is_some_and(|fault| fault.executed) {
                        serve(portal, None);
                    }
                    response
                }
                None => serve(portal, fault),
            }
        }
    };
    Response { delay: response.delay + latency, ..response }
}

fn serve(
    portal: &mut Portal,
    request: &Request,
    route: &Route,
    fault: Option<Fault>,
    now: f64,
) -> Response {
    let outcome = outcome(portal, request, route, fault.as_ref(), now);
    let delays = portal.settings.server_time_delays;
    let run_time = if delays { (outcome.time.finish - now).max(0.0) } else { 0.0 };
    let delay = Duration::from_secs_f64(run_time);
    let (status, envelope) = match outcome.reply {
        Ok(Reply { result: Value::Text(content), .. }) if route.method == DOWNLOAD => {
            let file = Response::new(200, "application/octet-stream", content);
            let file = file.with_header("content-disposition", "attachment");
            return cors::allow(Response { delay, ..file });
        }
        Ok(reply) => (200, envelope::success(reply, outcome.time)),
        Err(error) => (error.status, envelope::failure(&error)),
    };
    let body = json_encode(&envelope);
    let response = cors::allow(Response::new(status, "application/json; charset=utf-8", body));
    let response = Response { delay, ..response };
    match fault {
        Some(fault) => fault.alter_response(response),
        None => response,
    }
}

/// The outcome of a call, and when it ran.
pub(crate) struct Outcome {
    pub(crate) reply: Result<Reply, Error>,
    pub(crate) time: Time,
}

impl Outcome {
    /// Creates the outcome of a call that failed before it ran.
    pub(crate) fn rejected(error: Error, now: f64) -> Self {
        Self { reply: Err(error), time: Time { start: now, finish: now, usage: None } }
    }
}

fn outcome(
    portal: &mut Portal,
    request: &Request,
    route: &Route,
    fault: Option<&Fault>,
    now: f64,
) -> Outcome {
    if let Some(error) = fault.and_then(Fault::error) {
        return Outcome::rejected(error, now);
    }
    let source = request.header("x-forwarded-for").unwrap_or_default();
    if !portal.buckets.admit(source, &portal.settings.bucket, now) {
        return Outcome::rejected(QUERY_LIMIT_EXCEEDED.into(), now);
    }
    let Some(method) = methods::find(portal, &route.method) else {
        return Outcome::rejected(methods::not_found(&route.method), now);
    };
    let mut parameters = body::parameters(request);
    let token = take_token(&mut parameters, request);
    let caller = match auth::authorize(portal, route, token.as_deref(), method, now) {
        Ok(caller) => caller,
        Err(error) => return Outcome::rejected(error, now),
    };
    let start = take_start(&mut parameters);
    let upload = multipart::file(request);
    let name = &route.method;
    let call = Call { name, portal, caller: &caller, parameters, upload, start, now };
    execute(call, method, fault.cloned())
}

/// Runs a method, within a batch or alone, after all checks of the method and the caller. The
/// setting `server_time_ms` is added to its run time.
pub(crate) fn execute(mut call: Call, method: &'static Method, fault: Option<Fault>) -> Outcome {
    let start = call.now;
    let settings = &call.portal.settings;
    // The commands of a batch count one by one; the batch itself does not count.
    let is_batch = method.name == "batch";
    let operating = &call.portal.operating;
    if !is_batch && operating.is_exhausted(&settings.operating, call.caller, method.name, start) {
        return Outcome::rejected(OPERATION_TIME_LIMIT.into(), start);
    }
    let run_time = if is_batch { 0.0 } else { settings.server_time_ms as f64 / 1000.0 };
    let counted_time = settings.operating.seconds_per_call.unwrap_or(run_time);
    let is_counted = settings.operating.enabled;

    let offset = call.start;
    if let Some(fault) = &fault {
        fault.alter_call(&mut call.parameters, &mut call.start);
    }
    let mut reply = (method.run)(&mut call);
    call.portal.churn.after(method.name, &call.portal.settings.churn, &mut call.portal.company);
    if let (Some(fault), Ok(reply)) = (fault, &mut reply) {
        fault.alter_reply(reply, offset);
    }

    let finish = call.now + run_time;
    let operating = &mut call.portal.operating;
    if is_counted && !is_batch {
        operating.add(call.caller, method.name, counted_time, start);
    }
    let usage = is_counted.then(|| operating.usage(call.caller, method.name, start));
    Outcome { reply, time: Time { start, finish, usage } }
}

/// Removes the token and the reserved names from the parameters, and returns the token. The header
/// `Authorization: Bearer` takes precedence over `auth`, and `auth` over `access_token`.
fn take_token(parameters: &mut Array, request: &Request) -> Option<String> {
    for reserved in ["method", "state", "sessid"] {
        parameters.remove(reserved);
    }
    let candidates = [parameters.remove("auth"), parameters.remove("access_token")];
    let header = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let parameter = candidates.into_iter().flatten().next();
    match (header, parameter) {
        (Some(token), _) => Some(token.trim().to_owned()),
        (None, Some(Value::Array(_)) | None) => None,
        (None, Some(token)) => Some(token.to_text().into_owned()),
    }
}

/// Removes the offset of a list from the parameters and returns it; 0 if it is missing.
pub(crate) fn take_start(parameters: &mut Array) -> i64 {
    parameters.remove("start").map_or(0, |start| start.to_int())
}
