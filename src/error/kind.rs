//! The kinds of failures.

/// The kind of a failure, by how to react to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A name, a value or an address is wrong, and nothing was sent. Fix the code.
    Input,
    /// The page is not in a portal's frame, or the host page did not reply as a portal does.
    Frame,
    /// The credentials are missing, unknown or expired, and could not be refreshed.
    Auth,
    /// The user, the app or the plan may not do this.
    Permission,
    /// Too many requests or too much server time. Wait, then repeat.
    Limit,
    /// The portal refused the call for another reason; see the code and the description.
    Portal,
    /// No readable response: offline, dropped, redirected, blocked.
    Network,
    /// The response is not that of a REST method.
    Response,
    /// The deadline passed.
    Timeout,
    /// The caller aborted the call.
    Aborted,
}

impl ErrorKind {
    /// Returns the name in JavaScript.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Frame => "frame",
            Self::Auth => "auth",
            Self::Permission => "permission",
            Self::Limit => "limit",
            Self::Portal => "portal",
            Self::Network => "network",
            Self::Response => "response",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
        }
    }
}
