//! The parameters of a request: query string and body, parsed as PHP parses them.

use bstr::ByteSlice;

use super::multipart;
use crate::http::Request;
use crate::php::{Array, Value, parse_bytes, parse_post};

/// Returns the parameters of the query string, overridden by those of the body of a POST. The
/// bodies of other HTTP methods are ignored.
///
/// The body is JSON if the content type says so, and a form otherwise, whatever the content type.
/// Invalid JSON counts as an empty body.
pub(crate) fn parameters(request: &Request) -> Array {
    let mut parameters = parse_bytes(request.query().as_bytes());
    if request.method == "POST" {
        for (key, value) in body(request) {
            parameters.insert(key, value);
        }
    }
    parameters
}

fn body(request: &Request) -> Array {
    let media_type = request.media_type();
    if media_type == "application/json" || media_type.contains("+json") {
        return json(&request.body);
    }
    if media_type == "multipart/form-data" {
        return multipart::fields(request);
    }
    if media_type == "application/x-www-form-urlencoded" {
        return parse_post(&request.body);
    }
    let blank = |c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\0' | '\x0b');
    parse_bytes(request.body.trim_with(blank))
}

fn json(body: &[u8]) -> Array {
    match serde_json::from_slice::<serde_json::Value>(body).map(Value::from) {
        Ok(Value::Array(parameters)) => parameters,
        _ => Array::new(),
    }
}
