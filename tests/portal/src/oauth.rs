//! The OAuth server of the portals: `/oauth/token/` exchanges a refresh token for
//! a new pair of tokens.

use crate::address;
use crate::guard;
use crate::http::{Request, Response};
use crate::php::{Array, Value, json_encode};
use crate::portal::Portal;
use crate::rest::body;
use crate::token::Token;

/// A status, a code and what it means.
type Refusal = (u16, &'static str, &'static str);

const NO_GRANT_TYPE: Refusal = (400, "invalid_request", "the parameter grant_type is missing");
const OTHER_GRANT_TYPE: Refusal = (
    400,
    "unsupported_grant_type",
    "the emulator takes refresh_token alone: POST /control/token issues a first pair of tokens",
);
const UNKNOWN_CLIENT: Refusal = (
    401,
    "invalid_client",
    "client_id and client_secret are not those that the emulator printed at its start",
);
const NO_REFRESH_TOKEN: Refusal =
    (400, "invalid_request", "the parameter refresh_token is missing");
const SPENT: Refusal =
    (400, "invalid_grant", "the refresh token is unknown, or was exchanged before");

/// Answers a request to `/oauth/token/`, whose parameters are in the query or in a
/// form.
///
/// An error is `{"error": …, "error_description": …}` with 400, or with 401 where the
/// client is not known. No page of another origin can read any of it.
pub(crate) fn handle(portal: &mut Portal, request: &Request, now: f64) -> Response {
    if !["GET", "POST"].contains(&request.method.as_str()) {
        return Response::new(404, "text/plain; charset=utf-8", "Send GET or POST.\n");
    }
    let (status, answer) = match exchange(portal, &body::parameters(request), now) {
        Ok(token) => (200, pair(portal, &token)),
        Err((status, error, description)) => {
            let answer = [("error", error), ("error_description", description)];
            (status, answer.into_iter().collect())
        }
    };
    let body = json_encode(&answer.into());
    guard::keep_private(Response::new(status, "application/json; charset=utf-8", body))
}

fn exchange(portal: &mut Portal, parameters: &Array, now: f64) -> Result<Token, Refusal> {
    let text = |name: &str| {
        let text = parameters.get(name).map(Value::to_text).unwrap_or_default();
        text.into_owned()
    };
    match text("grant_type").as_str() {
        "refresh_token" => (),
        "" => return Err(NO_GRANT_TYPE),
        _ => return Err(OTHER_GRANT_TYPE),
    }
    let client = (text("client_id"), text("client_secret"));
    if client != (portal.options.client_id.clone(), portal.options.client_secret.clone()) {
        return Err(UNKNOWN_CLIENT);
    }
    match text("refresh_token").as_str() {
        "" => Err(NO_REFRESH_TOKEN),
        refresh_token => portal.refresh_token(refresh_token, now).ok_or(SPENT),
    }
}

/// The answer with a new pair, as the OAuth server of 2026 words it.
fn pair(portal: &Portal, token: &Token) -> Array {
    let scopes = token.grant.scopes.as_ref().unwrap_or(&portal.settings.scopes);
    let endpoint = format!("{}/rest/", portal.options.origin);
    let mut answer = Array::new();
    answer.insert("access_token", token.access_token.as_str());
    answer.insert("expires", token.expires_at as i64);
    answer.insert("expires_in", portal.settings.token_lifetime as i64);
    answer.insert("scope", scopes.join(","));
    answer.insert("domain", address::host_of(&portal.options.origin));
    answer.insert("server_endpoint", endpoint.as_str());
    answer.insert("status", "L");
    answer.insert("client_endpoint", endpoint);
    answer.insert("member_id", portal.member_id.as_str());
    answer.insert("user_id", i64::from(token.grant.user));
    answer.insert("refresh_token", token.refresh_token.as_str());
    answer
}
