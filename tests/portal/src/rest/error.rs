//! The errors of the REST server.

use crate::php::Value;

/// An error reply: `{"error": …, "error_description": …, …extra}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// The code: a string, possibly empty, in varying case.
    pub code: String,
    /// The description; may be empty or contain HTML.
    pub description: String,
    /// The HTTP status, if the error is not part of a batch.
    pub status: u16,
    /// Additional keys of the reply.
    pub extra: Vec<(&'static str, Value)>,
}

impl Error {
    /// Creates an error of a method.
    pub fn new(code: &str, description: impl Into<String>, status: u16) -> Self {
        Self { code: code.to_owned(), description: description.into(), status, extra: Vec::new() }
    }

    /// Creates `ERROR_ARGUMENT`: the method rejects the value of a parameter.
    pub fn argument(name: &str, description: impl Into<String>) -> Self {
        let mut error = Self::new("ERROR_ARGUMENT", description, 400);
        error.extra.push(("argument", name.into()));
        error
    }

    /// Returns the error with this code, with the portal's text and status.
    pub fn documented(code: &str) -> Option<Self> {
        DOCUMENTED.iter().find(|error| error.code == code).map(Self::from)
    }
}

/// An error of the server itself, which always has the same text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Documented {
    code: &'static str,
    description: &'static str,
    status: u16,
}

impl From<&Documented> for Error {
    fn from(error: &Documented) -> Self {
        Self::new(error.code, error.description, error.status)
    }
}

impl From<Documented> for Error {
    fn from(error: Documented) -> Self {
        Self::from(&error)
    }
}

const fn row(code: &'static str, description: &'static str, status: u16) -> Documented {
    Documented { code, description, status }
}

pub(crate) const METHOD_NOT_FOUND: Documented =
    row("ERROR_METHOD_NOT_FOUND", "Method not found!", 404);
pub(crate) const NO_AUTH_FOUND: Documented = row("NO_AUTH_FOUND", "Wrong authorization data", 401);
pub(crate) const EXPIRED_TOKEN: Documented =
    row("expired_token", "The access token provided has expired", 401);
pub(crate) const INVALID_TOKEN: Documented =
    row("invalid_token", "Unable to get application by token", 401);
pub(crate) const INSUFFICIENT_SCOPE: Documented = row(
    "insufficient_scope",
    "The request requires higher privileges than provided by the access token",
    401,
);
pub(crate) const INVALID_CREDENTIALS: Documented =
    row("INVALID_CREDENTIALS", "Invalid request credentials", 401);
pub(crate) const QUERY_LIMIT_EXCEEDED: Documented =
    row("QUERY_LIMIT_EXCEEDED", "Too many requests", 503);
pub(crate) const OPERATION_TIME_LIMIT: Documented =
    row("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.", 429);
pub(crate) const BATCH_METHOD_NOT_ALLOWED: Documented =
    row("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage", 405);
pub(crate) const BATCH_LENGTH_EXCEEDED: Documented =
    row("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded", 400);

/// The statuses are those that the server sends; errors that only the documentation mentions have
/// the statuses of the documentation.
const DOCUMENTED: [Documented; 28] = [
    METHOD_NOT_FOUND,
    NO_AUTH_FOUND,
    EXPIRED_TOKEN,
    INVALID_TOKEN,
    INSUFFICIENT_SCOPE,
    row("user_access_error", "The user does not have access to the application.", 401),
    row("authorization_error", "Unable to authorize user", 401),
    row("APPLICATION_NOT_FOUND", "Application not found", 401),
    row("CONNECTION_ERROR", "Error connecting to authorization server", 401),
    row("ACCESS_DENIED", "REST is available only on commercial plans.", 401),
    INVALID_CREDENTIALS,
    row("INVALID_REQUEST", "Https required.", 401),
    row("OVERLOAD_LIMIT", "REST API is blocked due to overload.", 401),
    OPERATION_TIME_LIMIT,
    QUERY_LIMIT_EXCEEDED,
    row("ERROR_ARGUMENT", "The value of an argument is incorrect", 400),
    row("ERROR_CORE", "SQL query error!", 500),
    row("WRONG_AUTH_TYPE", "Current authorization type is denied for this method", 403),
    row("WRONG_LICENSE", "Current license is not suitable for this method", 403),
    row("PORTAL_DELETED", "Portal was deleted", 403),
    BATCH_METHOD_NOT_ALLOWED,
    BATCH_LENGTH_EXCEEDED,
    row("INTERNAL_SERVER_ERROR", "Internal server error", 500),
    row("ERROR_UNEXPECTED_ANSWER", "Server returned an unexpected response", 500),
    row("ERROR_MANIFEST_IS_NOT_AVAILABLE", "Manifest is not available", 404),
    row("METHOD_CONFIRM_WAITING", "Waiting for confirmation", 401),
    row("METHOD_CONFIRM_DENIED", "Method call denied", 403),
    row("WRONG_ENCODING", "Wrong request encoding", 200),
];
