//! The tokens that the host page passes to the app in its frame.

use serde::Deserialize;

use super::user::caller;
use crate::http::{Request, Response};
use crate::php::{Array, json_encode};
use crate::portal::Portal;
use crate::token::{Grant, Token};

#[derive(Default, Deserialize)]
struct TokenRequest {
    /// The refresh token to exchange; `None` requests a first pair.
    refresh: Option<String>,
}

/// Handles `POST /host/token`: issues a pair of tokens for the user in the query, or exchanges a
/// refresh token for a new pair.
///
/// The status is 401 if the refresh token is unknown or was used before, and 400 if the user cannot
/// open an app.
pub(super) fn respond(portal: &mut Portal, request: &Request, now: f64) -> Response {
    let body: TokenRequest = serde_json::from_slice(&request.body).unwrap_or_default();
    let user = match caller(portal, request) {
        Ok(user) => user,
        Err(response) => return response,
    };
    let token = match body.refresh {
        Some(refresh) => portal.refresh_token(&refresh, now),
        None => Some(portal.issue_token(Grant { user, ..Grant::default() }, now)),
    };
    match token {
        Some(token) => {
            let json = json_encode(&credentials(portal, &token).into());
            Response::new(200, "application/json; charset=utf-8", json)
        }
        None => {
            Response::new(401, "application/json; charset=utf-8", r#"{"error":"invalid_grant"}"#)
        }
    }
}

/// Returns `AUTH_ID`, `AUTH_EXPIRES` (seconds, as a string) and `REFRESH_ID`.
pub(super) fn credentials(portal: &Portal, token: &Token) -> Array {
    [
        ("AUTH_ID", token.access_token.clone()),
        ("AUTH_EXPIRES", portal.settings.token_lifetime.to_string()),
        ("REFRESH_ID", token.refresh_token.clone()),
    ]
    .into_iter()
    .collect()
}
