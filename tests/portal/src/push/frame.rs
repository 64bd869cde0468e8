//! What a connection carries: frames, and how it ends.

use crate::http::Response;

/// A frame of a WebSocket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushFrame {
    /// A text frame.
    Text(String),
    /// A binary frame.
    Binary(Vec<u8>),
    /// A ping of the protocol, which no script sees.
    Ping,
}

/// How a connection ends.
#[derive(Clone, Debug)]
pub enum PushEnd {
    /// With a close frame.
    Close {
        /// The code.
        code: u16,
        /// The reason.
        reason: String,
    },
    /// Without a close frame.
    Drop,
    /// With the response to a request of long polling.
    Respond(Response),
}

/// What a connection does now.
#[derive(Clone, Debug, Default)]
pub struct PushStep {
    /// The frames to send.
    pub frames: Vec<PushFrame>,
    /// How it ends after these frames, if it does.
    pub end: Option<PushEnd>,
    /// When the next step is due at the latest, in unix seconds.
    pub wake: Option<f64>,
    /// Whether it does not read either.
    pub silent: bool,
}
