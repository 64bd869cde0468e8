//! What tests set and read while the portal runs: `/control/…`, for programs and
//! for pages of the allowed origins.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::address;
use crate::company::UserType;
use crate::fault::Fault;
use crate::guard;
use crate::http::{Request, Response};
use crate::portal::Portal;
use crate::settings::Settings;
use crate::token::Grant;

/// Answers a request under `/control/`.
///
/// | Request | Effect |
/// | --- | --- |
/// | `GET /control/requests` | the records, as a JSON list |
/// | `DELETE /control/requests` | forgets them |
/// | `GET /control/settings` | the settings |
/// | `PATCH /control/settings` | changes those that the JSON body names |
/// | `POST /control/faults` | sets a fault |
/// | `DELETE /control/faults` | removes all faults |
/// | `POST /control/token` | issues a token: `{user, scopes}`, both optional |
/// | `POST /control/expire-tokens` | makes all tokens expired |
/// | `GET /control/company` | the ids of all users but bots |
/// | `POST /control/company` | people come and go: `{hire, remove}`, a number and ids |
/// | `POST /control/reset` | everything as at the start |
///
/// 400 with `{"error": …}` where the body is wrong, 403 to a page of an origin that
/// is neither the portal's nor in [`Options::control_origins`](crate::Options),
/// 404 for anything else.
pub(crate) fn handle(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let allowed = portal.options.control_origins.clone();
    let response = match guard::refuse_page(request, &portal.options.origin, &allowed) {
        Some(refusal) => refusal,
        None => respond(portal, request, now),
    };
    guard::allow_page(guard::keep_private(response), request, &allowed)
}

fn respond(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let path = request.path().trim_start_matches("/control/");
    let answer = match (request.method.as_str(), path) {
        ("OPTIONS", _) => return Response { status: 204, ..Response::default() },
        ("GET", "requests") => to_json(portal.requests()),
        ("DELETE", "requests") => done(portal, Portal::clear_requests),
        ("GET", "settings") => to_json(portal.settings()),
        ("PATCH", "settings") => patch_settings(portal, request),
        ("POST", "faults") => add_fault(portal, request),
        ("DELETE", "faults") => done(portal, Portal::clear_faults),
        ("POST", "token") => issue_token(portal, request, now),
        ("POST", "expire-tokens") => done(portal, Portal::expire_tokens),
        ("GET", "company") => Ok(company(portal)),
        ("POST", "company") => change_company(portal, request),
        ("POST", "reset") => done(portal, Portal::reset),
        (method, path) => {
            let message = format!("there is no {method} /control/{path}");
            return with_json(404, &json!({ "error": message }));
        }
    };
    match answer {
        Ok(answer) => with_json(200, &answer),
        Err(message) => with_json(400, &json!({ "error": message })),
    }
}

fn with_json(status: u16, answer: &Value) -> Response {
    Response::new(status, "application/json; charset=utf-8", answer.to_string())
}

fn done(portal: &mut Portal, action: fn(&mut Portal)) -> Result<Value, String> {
    action(portal);
    Ok(json!({ "ok": true }))
}

fn to_json(value: &(impl Serialize + ?Sized)) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// Reads the body; an empty one counts as `{}`.
fn read<T: DeserializeOwned>(request: &Request) -> Result<T, String> {
    let body: &[u8] = if request.body.is_empty() { b"{}" } else { &request.body };
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn patch_settings(portal: &mut Portal, request: &Request) -> Result<Value, String> {
    let patch: Value = read(request)?;
    if !patch.is_object() {
        return Err("the settings must be a JSON object".to_owned());
    }
    let mut settings = to_json(portal.settings())?;
    merge(&mut settings, patch);
    let settings: Settings = serde_json::from_value(settings).map_err(|error| error.to_string())?;
    settings.moved_to.as_deref().map_or(Ok(()), address::check)?;
    *portal.settings_mut() = settings;
    to_json(portal.settings())
}

/// Puts the values of `patch` in place of those of `target`, object by object.
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
    json!({ "ids": ids.collect::<Vec<_>>() })
}

/// Who comes and who goes.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Change {
    hire: u32,
    remove: Vec<u32>,
}

fn change_company(portal: &mut Portal, request: &Request) -> Result<Value, String> {
    let Change { hire, remove } = read(request)?;
    portal.hire(hire);
    portal.remove(&remove);
    Ok(company(portal))
}

fn add_fault(portal: &mut Portal, request: &Request) -> Result<Value, String> {
    let fault: Fault = read(request)?;
    fault.check()?;
    portal.add_fault(fault);
    Ok(json!({ "ok": true }))
}

fn issue_token(portal: &mut Portal, request: &Request, now: f64) -> Result<Value, String> {
    let grant: Grant = read(request)?;
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
