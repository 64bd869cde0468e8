//! A request, its response, and what carries them.

use super::runtime::LocalFuture;
use crate::error::{Error, ErrorKind, Result};
use crate::wire::body::Body;

/// A request to the portal's REST. Always a POST.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The address, which holds a webhook's code; over BX24.js the method's name alone.
    pub url: String,
    /// The body; holds a token.
    pub body: Body,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Request").finish_non_exhaustive()
    }
}

/// An answer that could be read, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The body as text; bytes that are no UTF-8 are U+FFFD.
    pub body: String,
}

/// Carries requests. A dropped future gives its request up.
pub trait Transport {
    /// Sends a request and waits for the whole answer.
    ///
    /// # Errors
    ///
    /// An error of kind [`Network`](crate::error::ErrorKind::Network) where no answer could be read, of
    /// kind [`Answer`](crate::error::ErrorKind::Response) where what came is no answer.
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>>;
}

/// The error of an answer that leads elsewhere. No redirect is followed: it would turn the POST into an
/// empty GET.
pub(crate) fn moved(host: &str) -> Error {
    let mut problem = String::from("The portal redirects. Has its address changed? ");
    if !host.is_empty() {
        problem.push_str("It redirects to ");
    }
    problem.push_str(host);
    Error::new(ErrorKind::Response, "PORTAL_MOVED", problem)
}
