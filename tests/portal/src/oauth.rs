//! The OAuth server of the portals: `/oauth/token/` exchanges a refresh token for a new pair of
//! tokens.

use crate::address;
use crate::guard;
use crate::http::{Request, Response};
use crate::php::{Array, Value, json_encode};
use crate::portal::Portal;
use crate::rest::body;
use crate::token::Token;

/// The status, the code and the description of an error.
type OAuthError = (u16, &'static str, &'static str);

const MISSING_GRANT_TYPE: OAuthError =
    (400, "invalid_request", "the parameter grant_type is missing");
const UNSUPPORTED_GRANT_TYPE: OAuthError = (
    400,
    "unsupported_grant_type",
    "the emulator supports only refresh_token; POST /control/token issues a first pair of tokens",
);
const UNKNOWN_CLIENT: OAuthError = (
    401,
    "invalid_client",
    "client_id and client_secret differ from those that the emulator printed at its start",
);
const MISSING_REFRESH_TOKEN: OAuthError =
    (400, "invalid_request", "the parameter refresh_token is missing");
const INVALID_GRANT: OAuthError =
    (400, "invalid_grant", "the refresh token is unknown or was exchanged before");

/// Responds to a request to `/oauth/token/`. The parameters are in the query or in a form.
///
/// An error is `{"error": …, "error_description": …}` with 400, or with 401 if the client is
/// unknown. Pages of other origins cannot read the response.
pub(crate) fn handle(portal: &mut Portal, request: &Request, now: f64) -> Response {
    if !["GET", "POST"].contains(&request.method.as_str()) {
        return Response::new(404, "text/plain; charset=utf-8", "Send GET or POST.\n");
    }
    let (status, reply) = match exchange(portal, &body::parameters(request), now) {
        Ok(token) => (200, token_reply(portal, &token)),
        Err((status, error, description)) => {
            let reply = [("error", error), ("error_description", description)];
            (status, reply.into_iter().collect())
        }
    };
    let body = json_encode(&reply.into());
    guard::with_private_headers(Response::new(status, "application/json; charset=utf-8", body))
}

fn exchange(portal: &mut Portal, parameters: &Array, now: f64) -> Result<Token, OAuthError> {
    let text = |name: &str| {
        let text = parameters.get(name).map(Value::to_text).unwrap_or_default();
        text.into_owned()
    };
    match text("grant_type").as_str() {
        "refresh_token" => (),
        "" => return Err(MISSING_GRANT_TYPE),
        _ => return Err(UNSUPPORTED_GRANT_TYPE),
    }
    let client = (text("client_id"), text("client_secret"));
    if client != (portal.options.client_id.clone(), portal.options.client_secret.clone()) {
        return Err(UNKNOWN_CLIENT);
    }
    match text("refresh_token").as_str() {
        "" => Err(MISSING_REFRESH_TOKEN),
        refresh_token => portal.refresh_token(refresh_token, now).ok_or(INVALID_GRANT),
    }
}

/// Returns the reply with a new pair, in the format of the OAuth server of 2026.
fn token_reply(portal: &Portal, token: &Token) -> Array {
    let scopes = token.grant.scopes.as_ref().unwrap_or(&portal.settings.scopes);
    let endpoint = format!("{}/rest/", portal.options.origin);
    let mut reply = Array::new();
    reply.insert("access_token", token.access_token.as_str());
    reply.insert("expires", token.expires_at as i64);
    reply.insert("expires_in", portal.settings.token_lifetime as i64);
    reply.insert("scope", scopes.join(","));
    reply.insert("domain", address::host_of(&portal.options.origin));
    reply.insert("server_endpoint", endpoint.as_str());
    reply.insert("status", "L");
    reply.insert("client_endpoint", endpoint);
    reply.insert("member_id", portal.member_id.as_str());
    reply.insert("user_id", i64::from(token.grant.user));
    reply.insert("refresh_token", token.refresh_token.as_str());
    reply
}
