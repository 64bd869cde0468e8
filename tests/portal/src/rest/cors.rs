//! The headers that let pages of other origins call the portal.

use crate::http::Response;

/// The portal sends these three and nothing else: no `Allow-Methods`, no
/// `Max-Age`, no `Expose-Headers`.
const HEADERS: [(&str, &str); 3] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-headers", "origin, content-type, accept"),
    ("x-content-type-options", "nosniff"),
];

/// Adds the headers to a response.
pub(crate) fn allow(response: Response) -> Response {
    HEADERS.iter().fold(response, |response, (name, value)| response.with_header(name, value))
}

/// The answer to `OPTIONS`: 200 and no body, whatever the path.
pub(crate) fn preflight() -> Response {
    allow(Response::new(200, "text/html; charset=UTF-8", ""))
}
