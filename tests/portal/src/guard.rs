//! What is kept from the pages that the developer's browser happens to show: the
//! emulator runs on the developer's machine, where each of them can reach it.

use serde_json::json;

use crate::address;
use crate::http::{Request, Response};

/// The headers that tell a page of another origin that it may use an address.
const CORS: [(&str, &str); 4] = [
    ("access-control-allow-methods", "GET, POST, PATCH, DELETE, OPTIONS"),
    ("access-control-allow-headers", "content-type"),
    ("access-control-max-age", "600"),
    ("vary", "origin"),
];

/// Refuses a request whose `Host` header is a foreign name: a page can have a name
/// of its own lead to this machine (DNS rebinding), and is of the emulator's origin
/// then. `origin` is the server's own, such as `http://localhost:8000`.
///
/// No browser leaves the header out.
pub(crate) fn refuse_host(host: Option<&str>, origin: &str) -> Option<String> {
    let host = host.filter(|host| !address::is_own_host(host, origin))?;
    Some(format!(
        "The emulator does not answer to the name \"{host}\": under a name from elsewhere any web \
         page could use it.\nOpen {origin}/ instead.\n"
    ))
}

/// Refuses a request that a page of another origin makes; `allowed` are the
/// origins that may make it nevertheless. Browsers name the origin wherever a page
/// could change something or read the answer, and say of the rest what site it
/// comes from. Programs say nothing.
pub(crate) fn refuse_page(request: &Request, own: &str, allowed: &[String]) -> Option<Response> {
    let origin = request.header("origin");
    let may = match origin {
        Some(origin) => address::is_own_origin(origin, own) || is_allowed(origin, allowed),
        None => matches!(request.header("sec-fetch-site"), None | Some("none" | "same-origin")),
    };
    if may {
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
        "{path} is not for pages of other origins, and this request comes from {page}: \
         send it from Node or another program{advice}"
    );
    let body = json!({ "error": message }).to_string();
    Some(Response::new(403, "application/json; charset=utf-8", body))
}

/// Lets a page of an allowed origin read the response.
pub(crate) fn allow_page(response: Response, request: &Request, allowed: &[String]) -> Response {
    match request.header("origin").filter(|origin| is_allowed(origin, allowed)) {
        Some(origin) => CORS.iter().fold(
            response.with_header("access-control-allow-origin", origin),
            |response, (name, value)| response.with_header(name, value),
        ),
        None => response,
    }
}

/// Keeps a response out of the pages of other origins, where a page takes it for a
/// script, a style or an image.
pub(crate) fn keep_private(response: Response) -> Response {
    response
        .with_header("cache-control", "no-store")
        .with_header("cross-origin-resource-policy", "same-origin")
        .with_header("x-content-type-options", "nosniff")
}

/// Lets a page be framed by the portal's own pages alone, under both of its names:
/// a page of another origin could lay it under a button of its own.
pub(crate) fn keep_unframed(response: Response, origin: &str) -> Response {
    let port = address::port(origin).map(|port| format!(":{port}")).unwrap_or_default();
    let ancestors = format!("frame-ancestors 'self' http://localhost{port} http://127.0.0.1{port}");
    response
        .with_header("content-security-policy", &ancestors)
        .with_header("x-content-type-options", "nosniff")
}

fn is_allowed(origin: &str, allowed: &[String]) -> bool {
    allowed.iter().any(|allowed| allowed == origin)
}
