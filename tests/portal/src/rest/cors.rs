//! The headers that allow pages of other origins to call the portal.

use crate::http::Response;

/// The portal sends only these three headers: no `Allow-Methods`, no `Max-Age`, no
/// `Expose-Headers`.
const HEADERS: [(&str, &str); 3] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-headers", "origin, content-type, accept"),
    ("x-content-type-options", "nosniff"),
];

/// Adds the CORS headers to a response.
pub(crate) fn allow(response: Response) -> Response {
    HEADERS.iter().fold(response, |response, (name, value)| response.with_header(name, value))
}

/// Returns the response to `OPTIONS`: 200 and no body, for every path.
pub(crate) fn preflight() -> Response {
    allow(Response::new(200, "text/html; charset=UTF-8", ""))
}
