//! The control address `/control/…`: lets programs, and pages of the allowed origins, read and
//! change the running portal.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::activity;
use crate::address;
use crate::company::UserType;
use crate::fault::{Fault, FaultName};
use crate::guard;
use crate::host::{Handshake, Refresh};
use crate::http::{Request, Response};
use crate::portal::Portal;
use crate::push;
use crate::settings::Settings;
use crate::token::Grant;

/// Responds to a request under `/control/`.
///
/// | Request | Effect |
/// | --- | --- |
/// | `GET /control/requests` | returns the records, as a JSON list |
/// | `GET /control/activity?from=N` | returns the records from this position on, the next position, the level of the bucket, and the seconds that the last token lives |
/// | `DELETE /control/requests` | deletes the records |
/// | `GET /control/settings` | returns the settings |
/// | `PATCH /control/settings` | changes the settings that the JSON body contains |
/// | `GET /control/faults` | returns the names of all faults: `{requests, handshake, refresh}` |
/// | `POST /control/faults` | adds a fault |
/// | `DELETE /control/faults` | removes all faults |
/// | `POST /control/token` | issues a token: `{user, scopes}`, both optional |
/// | `POST /control/expire-tokens` | expires all tokens |
/// | `GET /control/company` | returns the ids of all users except bots, and the names of all departments |
/// | `POST /control/company` | adds and removes users: `{hire, remove}`, a number and ids |
/// | `GET /control/push` | returns the connections of the push server: `{open, attempts}` |
/// | `POST /control/push` | sends events, ends channels and connections: `{send, expire, revoke, drop, close}`, all optional |
/// | `DELETE /control/push` | deletes the log of the push server |
/// | `GET /control/push/secrets` | returns the secrets of all configurations, as a JSON list |
/// | `POST /control/reset` | restores the initial state |
///
/// The status is 400 with `{"error": …}` if the body is invalid, 403 for a page of an origin that
/// is neither the portal's nor in [`Options::control_origins`](crate::Options), and 404 for any
/// other path.
pub(crate) fn handle(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let allowed = portal.options.control_origins.clone();
    let response = match guard::reject_page(request, &portal.options.origin, &allowed) {
        Some(rejection) => rejection,
        None => respond(portal, request, now),
    };
    guard::allow_page(guard::with_private_headers(response), request, &allowed)
}

fn respond(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let path = request.path().trim_start_matches("/control/");
    let reply = match (request.method.as_str(), path) {
        ("OPTIONS", _) => return Response { status: 204, ..Response::default() },
        ("GET", "requests") => to_json(portal.requests()),
        ("GET", "activity") => Ok(activity::since(portal, request, now)),
        ("DELETE", "requests") => run(portal, Portal::clear_requests),
        ("GET", "settings") => to_json(portal.settings()),
        ("PATCH", "settings") => patch_settings(portal, request),
        ("GET", "faults") => Ok(fault_names()),
        ("POST", "faults") => add_fault(portal, request),
        ("DELETE", "faults") => run(portal, Portal::clear_faults),
        ("POST", "token") => issue_token(portal, request, now),
        ("POST", "expire-tokens") => run(portal, Portal::expire_tokens),
        ("GET", "company") => Ok(company(portal)),
        ("POST", "company") => change_company(portal, request),
        ("GET", "push") => Ok(push::log_json(&portal.push)),
        ("POST", "push") => act_on_push(portal, request, now),
        ("DELETE", "push") => run(portal, |portal| portal.push.clear_log()),
        ("GET", "push/secrets") => Ok(push::secrets(&portal.push)),
        ("POST", "reset") => run(portal, Portal::reset),
        (method, path) => {
            let message = format!("unknown address \"{method} /control/{path}\"");
            return with_json(404, &json!({ "error": message }));
        }
    };
    match reply {
        Ok(reply) => with_json(200, &reply),
        Err(message) => with_json(400, &json!({ "error": message })),
    }
}

fn with_json(status: u16, reply: &Value) -> Response {
    Response::new(status, "application/json; charset=utf-8", reply.to_string())
}

fn run(portal: &mut Portal, action: fn(&mut Portal)) -> Result<Value, String> {
    action(portal);
    Ok(json!({ "ok": true }))
}

fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Parses the JSON body; an empty body counts as `{}`.
fn parse_body<T: DeserializeOwned>(request: &Request) -> Result<T, String> {
    let body: &[u8] = if request.body.is_empty() { b"{}" } else { &request.body };
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn patch_settings(portal: &mut Portal, request: &Request) -> Result<Value, String> {
    let patch: Value = parse_body(request)?;
    if !patch.is_object() {
        return Err("the settings must be a JSON object".to_owned());
    }
    let mut settings = to_json(portal.settings())?;
    merge(&mut settings, patch);
    let settings: Settings = serde_json::from_value(settings).map_err(|error| error.to_string())?;
    settings.moved_to.as_deref().map_or(Ok(()), address::check)?;
    settings.noise.check()?;
    *portal.settings_mut() = settings;
    to_json(portal.settings())
}

/// Merges `patch` into `target`, object by object.
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}

fn company(portal: &Portal) -> Value {
    let users = portal.company().users().iter();
    let ids = users.filter(|user| user.user_type != UserType::Bot).map(|user| user.id);
    let departments = portal.company().departments().iter().map(|department| &department.name);
    json!({ "ids": ids.collect::<Vec<_>>(), "departments": departments.collect::<Vec<_>>() })
}

/// The users to add and to remove.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Change {
    hire: u32,
    remove: Vec<u32>,
}

fn change_company(portal: &mut Portal, request: &Request) -> Result<Value, String> {
    let Change { hire, remove } = parse_body(request)?;
    portal.hire(hire);
    portal.remove(&remove);
    Ok(company(portal))
}

fn fault_names() -> Value {
    json!({ "requests": FaultName::ALL, "handshake": Handshake::ALL, "refresh": Refresh::ALL })
}

fn add_fault(portal: &mut Portal, request: &Request) -> Result<Value, String> {
    let fault: Fault = parse_body(request)?;
    fault.check()?;
    portal.add_fault(fault);
    Ok(json!({ "ok": true }))
}

fn issue_token(portal: &mut Portal, request: &Request, now: f64) -> Result<Value, String> {
    let grant: Grant = parse_body(request)?;
    if portal.company().user(grant.user).is_none() {
        return Err(format!("there is no user {}", grant.user));
    }
    let token = portal.issue_token(grant, now);
    Ok(json!({
        "access_token": token.access_token,
        "refresh_token": token.refresh_token,
        "expires_in": portal.settings().token_lifetime,
        "domain": address::host_of(&portal.options.origin),
    }))
}

fn act_on_push(portal: &mut Portal, request: &Request, now: f64) -> Result<Value, String> {
    let actions: push::Actions = parse_body(request)?;
    let (settings, app) = (&portal.settings.push, &portal.options.client_id);
    let host = address::host_of(&portal.options.origin);
    push::act(&mut portal.push, settings, app, host, actions, now);
    Ok(json!({ "ok": true }))
}
