//! Protection against pages of other origins: the emulator runs on the developer's machine, where
//! any page in the developer's browser can reach it.

use serde_json::json;

use crate::address;
use crate::http::{Request, Response};

/// The headers that allow a page of another origin to use an address.
const CORS: [(&str, &str); 4] = [
    ("access-control-allow-methods", "GET, POST, PATCH, DELETE, OPTIONS"),
    ("access-control-allow-headers", "content-type"),
    ("access-control-max-age", "600"),
    ("vary", "origin"),
];

/// Rejects a request whose `Host` header is a foreign name. A page can resolve its own name to this
/// machine (DNS rebinding) and then has the emulator's origin. `origin` is the server's own, such
/// as `http://localhost:8000`.
///
/// A missing header is allowed, because every browser sends it.
pub(crate) fn reject_host(host: Option<&str>, origin: &str) -> Option<String> {
    let host = host.filter(|host| !address::is_own_host(host, origin))?;
    Some(format!(
        "The emulator rejects the host name \"{host}\", because any web page could use it under a \
         foreign name.\nOpen {origin}/ instead.\n"
    ))
}

/// Rejects a request from a page of another origin, unless the origin is in `allowed`. Browsers
/// send the header `origin` whenever a page could change something or read the response, and
/// `sec-fetch-site` with other requests. Programs send neither.
pub(crate) fn reject_page(request: &Request, own: &str, allowed: &[String]) -> Option<Response> {
    let origin = request.header("origin");
    let is_permitted = match origin {
        Some(origin) => address::is_own_origin(origin, own) || is_allowed(origin, allowed),
        None => matches!(request.header("sec-fetch-site"), None | Some("none" | "same-origin")),
    };
    if is_permitted {
        return None;
    }
    let path = request.path();
    let page = origin.unwrap_or("another origin");
    let advice = match origin {
        Some(origin) if path.starts_with("/control/") && address::check(origin).is_ok() => {
            format!(", or start the emulator with `--control-origin {origin}`")
        }
        _ => String::new(),
    };
    let message = format!(
        "{path} is closed to pages of other origins, and this request is from {page}; \
         send it from Node or another program{advice}"
    );
    let body = json!({ "error": message }).to_string();
    Some(Response::new(403, "application/json; charset=utf-8", body))
}

/// Allows a page of an allowed origin to read the response.
pub(crate) fn allow_page(response: Response, request: &Request, allowed: &[String]) -> Response {
    match request.header("origin").filter(|origin| is_allowed(origin, allowed)) {
        Some(origin) => CORS.iter().fold(
            response.with_header("access-control-allow-origin", origin),
            |response, (name, value)| response.with_header(name, value),
        ),
        None => response,
    }
}

/// Prevents pages of other origins from loading a response as a script, a style or an image.
pub(crate) fn with_private_headers(response: Response) -> Response {
    response
        .with_header("cache-control", "no-store")
        .with_header("cross-origin-resource-policy", "same-origin")
        .with_header("x-content-type-options", "nosniff")
}

/// Allows only the portal's own pages, under both of its names, to frame the response. A page of
/// another origin could otherwise place it under a button (clickjacking).
pub(crate) fn with_frame_ancestors(response: Response, origin: &str) -> Response {
    let port = address::port(origin).map(|port| format!(":{port}")).unwrap_or_default();
    let ancestors = format!("frame-ancestors 'self' http://localhost{port} http://127.0.0.1{port}");
    response
        .with_header("content-security-policy", &ancestors)
        .with_header("x-content-type-options", "nosniff")
}

fn is_allowed(origin: &str, allowed: &[String]) -> bool {
    allowed.iter().any(|allowed| allowed == origin)
}
