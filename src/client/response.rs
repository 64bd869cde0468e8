//! Replies: how they are read from a response, and the run time in them.

use super::command::Command;
use crate::error::Result;
use crate::schema::Normalize;
use crate::transport::{Response, moved};
use crate::wire::Value;
use crate::wire::envelope::{self, Envelope, Reply};
use crate::wire::reply_value::{ReplyValue, operating};

/// How a reply is read: from its own response, or from the response to a batch.
pub(super) struct Read<R> {
    pub(super) response: fn(&Command, &Response) -> Result<R>,
    pub(super) reply: fn(Envelope<Value>) -> Result<R>,
}

// Derived, the type of the reply would have to be copyable, too.
impl<R> Clone for Read<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Read<R> {}

/// Reads a reply into values.
pub(super) const READ_VALUE: Read<Envelope<Value>> = Read { response: read_response, reply: Ok };

/// Reads a response into values.
pub(super) fn read_response(command: &Command, response: &Response) -> Result<Envelope<Value>> {
    read(command, response.status, response.body.as_str())
}

/// Reads the response to a call.
///
/// # Errors
///
/// `PORTAL_MOVED`, `INVALID_RESULT`, and those of the envelope.
pub(crate) fn read<T: Normalize>(
    command: &Command,
    status: u16,
    body: &T::Body,
) -> Result<Envelope<T>> {
    // Browsers hide the status and the target of a redirect.
    if matches!(status, 0 | 300..400) {
        return Err(moved(&T::body_text(body)).with_status(status));
    }
    // The description of REST 3.0 has no envelope.
    let is_bare = command.v3 && command.name.ends_with(".openapi");
    let outcome = envelope::open(status, body, is_bare).and_then(|reply| command.normalize(reply));
    outcome.map_err(|error| error.with_status(status).with_response(&T::body_text(body)))
}

/// A reply with the times on the server.
pub(crate) trait Timed {
    /// Returns the counted run time of the method in milliseconds, and when the oldest part of it is
    /// dropped, in milliseconds since 1970; `None` if nothing is counted.
    fn operating(&self) -> Option<(u32, f64)>;
}

impl<T: ReplyValue> Timed for Envelope<T> {
    fn operating(&self) -> Option<(u32, f64)> {
        self.time.as_ref()?.operating()
    }
}

impl<T> Timed for Reply<T> {
    fn operating(&self) -> Option<(u32, f64)> {
        let time = self.time.as_ref()?;
        operating(|name| time.thousandths(name))
    }
}
