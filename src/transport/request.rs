//! Requests, responses and their transport.

use super::runtime::LocalFuture;
use crate::address::Origin;
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::wire::body::Body;

/// A request to the portal's REST, always a POST.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The address, with a webhook's code in it; with BX24.js only the method's name.
    pub url: String,
    /// The body, with a token in it.
    pub body: Body,
    /// The value of the header `Idempotency-Key`, if the transport sends it.
    #[cfg(feature = "v3")]
    pub idempotency_key: Option<String>,
}

impl Request {
    /// Creates a request.
    pub(crate) fn new(url: String, body: Body) -> Self {
        Self {
            url,
            body,
            #[cfg(feature = "v3")]
            idempotency_key: None,
        }
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Request").finish_non_exhaustive()
    }
}

/// A response with any status.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The HTTP status; 0 for a redirect, if the platform hides its status.
    pub status: u16,
    /// The body as text; bytes that are not UTF-8 are U+FFFD. For a redirect, its target.
    pub body: String,
}

impl Response {
    /// Creates a response.
    #[must_use]
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, body: body.into() }
    }
}

impl std::fmt::Debug for Response {
    /// Prints the status only, because a portal may repeat a token in the body.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut response = formatter.debug_struct("Response");
        response.field("status", &self.status).finish_non_exhaustive()
    }
}

/// A transport of requests. Dropping the future aborts its request.
pub trait Transport {
    /// Sends a request and waits for the whole response. Does not follow a redirect: the response
    /// then has its target as the body.
    ///
    /// # Errors
    ///
    /// An error of kind [`Network`](crate::error::ErrorKind::Network) if there is no readable
    /// response, of kind [`Response`](crate::error::ErrorKind::Response) if the response is not
    /// that of a portal.
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>>;

    /// Returns whether the transport sends the [key](Request::idempotency_key) of a write of REST 3.0, by which
    /// the portal recognizes a request that it has already executed. A browser cannot: the portal does not
    /// allow the header. By default false.
    #[cfg(feature = "v3")]
    fn sends_idempotency_key(&self) -> bool {
        false
    }
}

/// The most bytes of a response: 50 MB. In a browser, no more is read.
#[cfg(any(target_arch = "wasm32", feature = "typings"))]
pub(crate) const MAX_RESPONSE: u32 = 50 << 20;

/// Creates the error of a response with more than [`MAX_RESPONSE`] bytes.
#[cfg(target_arch = "wasm32")]
pub(crate) fn too_large() -> Error {
    let problem = "the response has more than 50 MB; request fewer rows or fields";
    Error::new(ErrorKind::Response, "RESPONSE_TOO_LARGE", problem)
}

/// Returns the error of a redirect to `target`, an address that may contain a webhook's code.
/// Redirects are not followed: the POST would become an empty GET.
pub(crate) fn moved(target: &str) -> Error {
    let mut problem = String::from("the portal redirects; use its new address");
    if let Some(origin) = origin(target) {
        problem.push_str(": ");
        problem.push_str(origin.host());
    }
    Error::new(ErrorKind::Response, "PORTAL_MOVED", problem)
}

fn origin(address: &str) -> Option<Origin> {
    let (_, address) = text::split(address, "://")?;
    let (host, _) = text::split(address, "/").unwrap_or((address, ""));
    Origin::new(true, host).ok()
}
