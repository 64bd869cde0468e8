//! REST 3.0: handles a request under `/rest/api/`, in the portal's order of checks.
//!
//! A kind of record is one file of `kinds`: its fields, its methods and its seed. Everything else is
//! shared: `filter`, `select`, `order`, `pagination` and `changes` check the parameters, `actions`
//! runs the methods.

mod actions;
mod alter;
mod batch;
mod body;
mod changes;
mod error;
mod fields;
mod filter;
mod keyed;
mod kind;
mod kinds;
mod method;
mod openapi;
mod order;
mod pagination;
mod reference;
mod registry;
mod route;
mod rules;
mod scope;
mod select;
mod server;
mod tail;
mod value;

use std::time::Duration;

pub(crate) use keyed::KeyedReplies;
pub(crate) use kinds::entities;
pub use registry::method_names;
pub(crate) use route::Route;

use crate::fault::Fault;
use crate::http::{Request, Response};
use crate::php::{Array, Value, json_encode};
use crate::portal::Portal;
use crate::rest::auth::authenticate;
use crate::rest::error::QUERY_LIMIT_EXCEEDED;
use crate::rest::{self, Caller, Error, Time, cors, envelope};
use error::{ACCESS_DENIED, Failure, RATE_LIMIT, WRONG_HTTP_METHOD};
use method::Call;
use registry::Entry;
use rules::Rules;

/// An error in the form of the server that sends it.
enum Rejected {
    /// Of REST 3.0.
    Api(Failure),
    /// Of the servers in front of it, which know only REST 2.0.
    Front(Error),
}

impl From<Failure> for Rejected {
    fn from(failure: Failure) -> Self {
        Self::Api(failure)
    }
}

/// Responds to a request under `/rest/api/`.
///
/// After the checks of the network and the rate limit, in order: the method (404 before any check of
/// permissions), the token or webhook, the limit on run time, the scope, the body, and the method
/// itself.
pub(crate) fn handle(portal: &mut Portal, request: &Request, route: &Route, now: f64) -> Response {
    let name = registry::fault_name(&route.method);
    rest::behind_network(portal, request, &name, |portal, fault| {
        serve(portal, request, route, fault, now)
    })
}

fn serve(
    portal: &mut Portal,
    request: &Request,
    route: &Route,
    fault: Option<Fault>,
    now: f64,
) -> Response {
    let response = match respond(portal, request, route, fault.as_ref(), now) {
        Ok(response) => response,
        Err(Rejected::Api(failure)) => {
            let generation = portal.settings.rest3.generation;
            with_json(failure.status, &failure.to_value(generation))
        }
        Err(Rejected::Front(error)) => with_json(error.status, &envelope::failure(&error)),
    };
    let response = cors::allow(response);
    match fault {
        Some(fault) => fault.alter_response(response),
        None => response,
    }
}

fn respond(
    portal: &mut Portal,
    request: &Request,
    route: &Route,
    fault: Option<&Fault>,
    now: f64,
) -> Result<Response, Rejected> {
    if let Some(error) = fault.and_then(Fault::error) {
        return Err(rejected_by_fault(error));
    }
    let source = request.header("x-forwarded-for").unwrap_or_default();
    if !portal.buckets.admit(source, &portal.settings.bucket, now) {
        return Err(Rejected::Front(QUERY_LIMIT_EXCEEDED.into()));
    }
    let name = server::resolve_alias(&route.method);
    let entry = registry::find(portal, name).ok_or_else(|| registry::not_found(name))?;
    let generation = portal.settings.rest3.generation;
    let parameters = match entry.method.name {
        batch::NAME => Ok(body::lenient(request)),
        _ => body::strict(request, generation),
    };
    let caller = caller(portal, request, route, &parameters, now)?;
    let exhausted =
        portal.operating.is_exhausted(&portal.settings.operating, &caller, entry.method.name, now);
    if exhausted && entry.method.name != batch::NAME {
        return Err(Failure::new(RATE_LIMIT, "The limit on run time is reached").into());
    }
    let visible = scope::check(&caller, &entry)?;
    if request.method == "GET" && !entry.method.parameterless {
        return Err(Failure::new(WRONG_HTTP_METHOD, "The method needs POST").into());
    }
    let mut parameters = parameters?;
    for reserved in ["auth", "access_token", "state"] {
        if entry.method.name != batch::NAME {
            parameters.remove(reserved);
        }
    }
    let place = match entry.method.keyed {
        true => keyed::place(request, &caller, entry.method.name)?,
        false => None,
    };
    if let Some(place) = &place
        && let Some(response) = portal.keyed_replies.find(place, request, now)?
    {
        return Ok(response);
    }
    let rules = Rules { kind: entry.kind, settings: portal.settings.rest3.clone(), visible };
    let call = Call { name, portal: &mut *portal, caller: &caller, rules, parameters, now };
    let response = execute(call, entry, fault)?;
    if let Some(place) = place {
        portal.keyed_replies.keep(place, request, &response, now);
    }
    Ok(response)
}

/// Returns the caller. A request without a token whose body cannot be decoded has the error of the
/// body, because the token may be in it.
fn caller(
    portal: &Portal,
    request: &Request,
    route: &Route,
    parameters: &Result<Array, Failure>,
    now: f64,
) -> Result<Caller, Failure> {
    let token = body::token(request);
    if let (None, None, Err(failure)) = (&route.webhook, &token, parameters) {
        return Err(failure.clone());
    }
    let caller = authenticate(portal, route.webhook.as_ref(), token.as_deref(), now);
    caller.map_err(|error| match portal.settings.rest3.documented_token_codes {
        true => Failure::whole(&error.code, error.description, error.status),
        false => Failure::new(ACCESS_DENIED, "Access denied"),
    })
}

/// Runs a method, after all checks of the method and the caller.
fn execute(mut call: Call, entry: Entry, fault: Option<&Fault>) -> Result<Response, Failure> {
    let start = call.now;
    let name = entry.method.name;
    // Neither a batch nor its items count.
    let is_batch = name == batch::NAME;
    let settings = &call.portal.settings;
    let run_time = if is_batch { 0.0 } else { settings.server_time_ms as f64 / 1000.0 };
    let counted_time = settings.operating.seconds_per_call.unwrap_or(run_time);
    let is_counted = settings.operating.enabled;
    let delays = settings.server_time_delays;

    if let Some(fault) = fault {
        alter::alter_parameters(fault, &mut call.parameters);
    }
    let mut result = (entry.method.run)(&mut call)?;
    if let Some(fault) = fault {
        alter::alter_result(fault, &mut result);
    }

    let finish = call.now + run_time;
    let operating = &mut call.portal.operating;
    if is_counted && !is_batch {
        operating.add(call.caller, name, counted_time, start);
    }
    let usage = is_counted.then(|| operating.usage(call.caller, name, start));
    let time = Time { start, finish, usage };
    let body = match entry.method.raw {
        true => result,
        false => {
            [("result", result), ("time", time.to_value())].into_iter().collect::<Array>().into()
        }
    };
    let delay = Duration::from_secs_f64(if delays { (finish - start).max(0.0) } else { 0.0 });
    Ok(Response { delay, ..with_json(200, &body) })
}

/// Returns the error of a fault: in the form of REST 3.0 if its code is one of it.
fn rejected_by_fault(error: Error) -> Rejected {
    match Error::documented(&error.code) {
        Some(_) => Rejected::Front(error),
        None => Rejected::Api(Failure::whole(&error.code, error.description, error.status)),
    }
}

fn with_json(status: u16, value: &Value) -> Response {
    Response::new(status, "application/json; charset=utf-8", json_encode(value))
}
