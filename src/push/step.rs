//! What happens to a connection, and what it wants done.

use super::message::PushEvent;
use super::network::{PageEvent, PollResponse};
use super::state::PushState;
use crate::error::{Error, Result};
use crate::wire::Value;

/// Something that has happened. Connections are told apart by their numbers.
pub(crate) enum Input {
    Start,
    Stop,
    /// The portal's configuration, or the error of its call.
    Configured(u32, Result<Value>),
    /// The socket is open.
    Opened(u32),
    /// The socket has a frame.
    Frame(u32, String),
    /// The socket has closed, or did not open, with a code.
    SocketClosed(u32, u16),
    /// Long polling has a response, or the error of a broken connection.
    Polled(u32, Result<PollResponse>),
    /// The time of [`Machine::wake_at`](super::machine::Machine::wake_at) has come.
    Wake,
    Page(PageEvent),
}

/// What is to be done, in this order.
pub(crate) enum Action {
    /// Fetches the configuration, and a new one if it is `fresh`.
    Configure {
        id: u32,
        fresh: bool,
    },
    Open {
        id: u32,
        url: String,
    },
    /// Closes the socket, if there is one, and aborts the request of long polling.
    Disconnect {
        code: u16,
    },
    Send(String),
    Poll {
        id: u32,
        url: String,
    },
    Emit(PushEvent),
    /// Events may have been missed.
    Missed,
    Show(PushState),
    /// The connection has ended with an error.
    Fail(Error),
}
