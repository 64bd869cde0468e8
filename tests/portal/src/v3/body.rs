//! The body of a request: a JSON object, decoded strictly.

use super::error::{Failure, INVALID_JSON};
use crate::http::Request;
use crate::php::{Array, Value, parse_bytes, parse_post};
use crate::settings::Generation;

/// Decodes the parameters of a call.
pub(super) fn strict(request: &Request, generation: Generation) -> Result<Array, Failure> {
    if request.method == "GET" {
        return Ok(Array::new());
    }
    if request.body.is_empty() {
        return Err(Failure::internal());
    }
    if !is_json(request) {
        return Err(match generation {
            Generation::A26 => Failure::new(INVALID_JSON, "The request is not JSON"),
            Generation::J26 => Failure::internal(),
        });
    }
    decode(&request.body).ok_or_else(|| Failure::new(INVALID_JSON, "The JSON is invalid"))
}

/// Decodes the items of a batch. A body that is no JSON has none.
pub(super) fn lenient(request: &Request) -> Array {
    if is_json(request) { decode(&request.body).unwrap_or_default() } else { Array::new() }
}

/// Returns the token: the header `Authorization: Bearer`, or `auth` or `access_token` of the body or
/// of the query.
pub(super) fn token(request: &Request) -> Option<String> {
    let header = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    if let Some(token) = header {
        return Some(token.trim().to_owned());
    }
    let body = match request.media_type().as_str() {
        "application/x-www-form-urlencoded" => parse_post(&request.body),
        _ => lenient(request),
    };
    let query = parse_bytes(request.query().as_bytes());
    [&body, &query].into_iter().find_map(|parameters| {
        let token = parameters.get("auth").or_else(|| parameters.get("access_token"))?;
        matches!(token, Value::Text(_)).then(|| token.to_text().into_owned())
    })
}

fn is_json(request: &Request) -> bool {
    let media_type = request.media_type();
    media_type == "application/json" || media_type.contains("+json")
}

/// Decodes an object or a list. `10` becomes an integer and `10.0` a float, as in PHP.
fn decode(body: &[u8]) -> Option<Array> {
    match serde_json::from_slice::<serde_json::Value>(body).ok().map(Value::from)? {
        Value::Array(parameters) => Some(parameters),
        _ => None,
    }
}
