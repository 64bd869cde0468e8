//! The state of the connection to the push server.

/// The state of a connection, with the reason for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PushState {
    /// The status.
    pub status: Status,
    /// The code of the reason; empty if there is none:
    ///
    /// | code | reason |
    /// | --- | --- |
    /// | `SOCKET_CLOSED`, `SOCKET_TIMEOUT`, `SOCKET_SILENT` | the socket broke, did not open, or is silent |
    /// | `POLLING_FAILED`, `POLLING_TIMEOUT` | long polling got another response, or none |
    /// | `SOCKETS_FAILED`, `SOCKETS_BLOCKED`, `SOCKETS_OFF` | why there is polling: sockets fail, the page's policy refuses them, the portal has none |
    /// | `CHANNELS_REFUSED`, `CHANNELS_REPLACED` | the server refused the channels, or the portal has new ones |
    /// | `SERVER_RESTART`, `TOO_MANY_CONNECTIONS` | the server asks for a pause |
    /// | `CONFIG_FAILED` | the portal did not give the configuration |
    /// | `NETWORK_CHANGED`, `PAGE_HIDDEN`, `PAGE_RESUMED` | the page is in another network, in the browser's cache, or was asleep |
    pub reason: &'static str,
}

/// The status of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// A connection is being made.
    Connecting,
    /// Events arrive over a socket.
    Socket,
    /// Events arrive over long polling.
    Polling,
    /// There has been no connection for 5 seconds; more attempts follow.
    Offline,
    /// There is no connection, and none is being made.
    Closed,
}

impl PushState {
    /// The state before the first subscription, and after the last one has ended.
    pub(super) const CLOSED: Self = Self { status: Status::Closed, reason: "" };

    /// Returns whether events arrive.
    #[must_use]
    pub fn is_online(&self) -> bool {
        matches!(self.status, Status::Socket | Status::Polling)
    }
}
