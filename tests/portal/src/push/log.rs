//! The log of connection attempts.

use serde::Serialize;
use serde_json::{Map, Value};

/// A connection attempt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PushAttempt {
    /// When it arrived, in unix milliseconds.
    pub at: u64,
    /// `socket` or `polling`.
    pub transport: &'static str,
    /// The path of the address.
    pub path: String,
    /// The header `origin`.
    pub origin: Option<String>,
    /// The parameters of the query; those that are secrets are redacted.
    pub parameters: Map<String, Value>,
    /// Whether it is open.
    pub open: bool,
    /// The status of a response, or the code with which a socket closed; 1006 if it was dropped,
    /// 499 if the client left a request of long polling. `None` while it is open.
    pub code: Option<u16>,
    /// Whether the server ended it; `None` while it is open.
    pub ended_by: Option<&'static str>,
    /// When it ended, in unix milliseconds.
    pub ended_at: Option<u64>,
    /// The number of frames that carried messages.
    pub frames: u32,
    /// The mids of its messages.
    pub mids: Vec<String>,
    /// The text frames of the client, as received.
    pub received: Vec<String>,
    /// The mids that the client did not acknowledge; only version 5 requires it.
    pub unacknowledged: Vec<String>,
}

/// Returns unix milliseconds.
pub(super) fn milliseconds(now: f64) -> u64 {
    (now * 1000.0) as u64
}
