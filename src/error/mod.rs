//! The error type of the SDK.

mod codes;
mod kind;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::redact::redact;

pub use kind::ErrorKind;

/// The failure of a call.
///
/// Neither the message nor any field contains a token or a webhook's code, whatever its encoding, nor
/// the value of a name such as `access_token`, `client_secret`, `sessid` or `sign`.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Details>);

#[derive(Clone, PartialEq, Eq)]
struct Details {
    kind: ErrorKind,
    code: String,
    description: String,
    status: u16,
    method: String,
    retryable: bool,
    attempts: u32,
    response: String,
    cursor: String,
    reason: String,
    /// The problems as JSON text.
    validation: String,
}

/// The most bytes of a raw response that an error keeps.
const EXCERPT: usize = 400;

/// The most bytes of any other text of an error; the portal's may have any length.
const MAX_LENGTH: usize = 4_000;

/// A result with the SDK's error.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Creates an error that the portal did not send, for implementations of
    /// [`Transport`](crate::transport::Transport) and [`Refresh`](crate::auth::Refresh): a code in
    /// upper case, and a description with what to do.
    ///
    /// Errors of kind [`Network`](ErrorKind::Network), [`Timeout`](ErrorKind::Timeout) and
    /// [`Limit`](ErrorKind::Limit) are retryable.
    #[must_use]
    pub fn new(kind: ErrorKind, code: &str, description: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            code: code.to_owned(),
            description: description.into(),
            status: 0,
            method: String::new(),
            retryable: matches!(kind, ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Limit),
            attempts: 0,
            response: String::new(),
            cursor: String::new(),
            reason: String::new(),
            validation: String::new(),
        }))
    }

    /// Creates an error of kind [`Input`](ErrorKind::Input).
    pub(crate) fn input(code: &str, description: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, code, description)
    }

    /// Creates the error of a portal's refusal; the code, in any case, decides on kind and advice.
    pub(crate) fn refused(code: &str, description: &str) -> Self {
        let (kind, advice) = codes::find(code);
        let mut error = Self::new(kind, code, description.trim_ascii()).advise(advice);
        // The portal could not reach the server that verifies tokens.
        error.0.retryable |= code == "CONNECTION_ERROR";
        error
    }

    /// Adds a sentence to the description.
    #[must_use]
    pub(crate) fn advise(mut self, advice: &str) -> Self {
        let text = &mut self.0.description;
        if !text.is_empty() && !advice.is_empty() {
            let ended = matches!(text.as_bytes().last(), Some(b'.' | b'!' | b'?'));
            text.push_str(if ended { " " } else { ". " });
        }
        text.push_str(advice);
        self
    }

    /// Sets the status of the response.
    #[must_use]
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = status;
        // REST 3.0 has one code for a refused token and for missing rights.
        if status == 401 && self.is("ACCESSDENIEDEXCEPTION") {
            self.0.kind = ErrorKind::Auth;
        }
        let is_final = matches!(self.0.kind, ErrorKind::Auth | ErrorKind::Permission);
        self.0.retryable |= (status == 429 || status >= 500) && !is_final;
        self
    }

    /// Sets the number of requests that the call took.
    #[must_use]
    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Sets the raw response.
    #[must_use]
    pub(crate) fn with_response(mut self, body: &str) -> Self {
        body.clone_into(&mut self.0.response);
        self
    }

    /// Sets the problems as JSON text.
    #[must_use]
    pub(crate) fn with_validation(mut self, problems: String) -> Self {
        self.0.validation = problems;
        self
    }

    /// Sets the cursor of the list that failed.
    #[must_use]
    pub(crate) fn with_cursor(mut self, cursor: String) -> Self {
        self.0.cursor = cursor;
        self
    }

    /// Sets the platform's own code and message.
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub(crate) fn with_reason(mut self, reason: String) -> Self {
        self.0.reason = reason;
        self
    }

    /// Sets the REST method, unless it is already set.
    #[must_use]
    pub(crate) fn with_method(mut self, method: &str) -> Self {
        if self.0.method.is_empty() {
            method.clone_into(&mut self.0.method);
        }
        self
    }

    /// Prepends the part to which the description applies: `row 3`, `field NAME`.
    #[must_use]
    pub(crate) fn context(mut self, part: &str, name: &str) -> Self {
        self.0.description = text!("{} {}: {}", part, name, self.0.description);
        self
    }

    /// Redacts the given and all other recognizable secrets, and truncates long texts.
    #[must_use]
    pub(crate) fn redact(mut self, secrets: &[String]) -> Self {
        let Details { code, description, method, response, reason, validation, .. } = &mut *self.0;
        for text in [code, description, method, reason, validation] {
            *text = redact(text, secrets, MAX_LENGTH);
        }
        *response = redact(response, secrets, EXCERPT);
        self
    }

    /// Returns the kind of the failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the portal's code exactly as sent (it may be `""`, `"0"` or `"100"`), or the SDK's. A
    /// code of REST 3.0 has no prefix: `ACCESSDENIEDEXCEPTION`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// Returns whether the code is this one, in any case.
    pub(crate) fn is(&self, code: &str) -> bool {
        self.code().eq_ignore_ascii_case(code)
    }

    /// Returns whether the portal blocks the method because of its run time.
    pub(crate) fn is_blocked(&self) -> bool {
        self.is("OPERATION_TIME_LIMIT") || self.is("RATELIMITEXCEPTION")
    }

    /// Returns what happened and, if known, what to do.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.0.description
    }

    /// Returns the HTTP status; none if there was no readable response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.0.status).filter(|status| *status != 0)
    }

    /// Returns the REST method that was called; none if the failure is not that of a call.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        non_empty(&self.0.method)
    }

    /// Returns the number of requests that the call took: more than 1 if it was repeated, 0 if
    /// nothing was sent or the number is unknown.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns whether the same call may succeed later.
    ///
    /// It is certain only for [`ErrorKind::Limit`] that the portal did nothing: repeat calls that
    /// write only then.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Returns whether a deadline passed: kind [`Timeout`](ErrorKind::Timeout).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Returns whether the caller aborted the call: kind [`Aborted`](ErrorKind::Aborted).
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.0.kind == ErrorKind::Aborted
    }

    /// Returns whether the credentials are missing, unknown or expired: kind
    /// [`Auth`](ErrorKind::Auth).
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.0.kind == ErrorKind::Auth
    }

    /// Returns whether the call was rejected before anything was sent: kind
    /// [`Input`](ErrorKind::Input).
    #[must_use]
    pub fn is_input(&self) -> bool {
        self.0.kind == ErrorKind::Input
    }

    /// Returns the first 400 bytes of the raw response, if there was one.
    #[must_use]
    pub fn response(&self) -> Option<&str> {
        non_empty(&self.0.response)
    }

    /// Returns the cursor from which a list that failed with this error continues, after the rows
    /// that it returned. None if it returned none, and for any other error.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        non_empty(&self.0.cursor)
    }

    /// Returns the problems as JSON text; empty if there are none.
    #[cfg(any(feature = "v3", all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn validation_text(&self) -> &str {
        &self.0.validation
    }

    /// Returns the platform's reason for a failed request: its code (empty in a browser), a space,
    /// and its message. None for any other error.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        non_empty(&self.0.reason)
    }
}

/// Returns the text unless it is empty.
fn non_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.method.is_empty() {
            formatter.write_str(&self.0.method)?;
            formatter.write_str(": ")?;
        }
        formatter.write_str(if self.0.code.is_empty() {
            "error without a code"
        } else {
            &self.0.code
        })?;
        if !self.0.description.is_empty() {
            formatter.write_str(": ")?;
            formatter.write_str(&self.0.description)?;
        }
        if self.0.attempts > 1 {
            write!(formatter, " ({} attempts)", self.0.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Error({}, {self})", self.kind().name())
    }
}

impl std::error::Error for Error {}
