//! One call from its request to its outcome, without I/O.

use super::command::Command;
use crate::auth::Credentials;
use crate::error::Result;
use crate::schema::Normalize;
use crate::transport::{Request, moved};
use crate::wire::body::Body;
use crate::wire::envelope::{self, Envelope};
use crate::wire::form;

/// A call that is sent, and once more with a fresh token if the portal refuses the first one as
/// stale.
#[derive(Debug)]
pub(crate) struct Exchange {
    command: Command,
    /// The token of the last request.
    token: Option<String>,
    /// Whether the portal refused the token.
    is_stale: bool,
}

impl Exchange {
    pub(crate) fn new(command: Command) -> Self {
        Self { command, token: None, is_stale: false }
    }

    /// Returns the token that the portal refused.
    pub(crate) fn refused_token(&self) -> Option<&str> {
        self.token.as_deref().filter(|_| self.is_stale)
    }

    /// Returns the call.
    pub(crate) fn command(&self) -> &Command {
        &self.command
    }

    /// Creates the request with the current token.
    ///
    /// # Errors
    ///
    /// `UNENCODABLE_PARAMETER` over BX24.js, which cannot send JSON.
    pub(crate) fn request(&mut self, credentials: &Credentials) -> Result<Request> {
        let Command { name, params, .. } = &self.command;
        self.token = credentials.token();
        let body = match credentials {
            Credentials::Bridge => Body::Form(form::encode(params)?),
            _ => Body::encode(self.token.as_deref(), params),
        };
        Ok(Request { url: credentials.url(name), body })
    }

    /// Accepts the outcome; returns `None` if the call is to be sent again with a fresh token.
    pub(crate) fn settle<R>(
        &mut self,
        credentials: &Credentials,
        outcome: Result<R>,
    ) -> Option<Result<R>> {
        match outcome {
            Err(error) if !self.is_stale && credentials.is_refreshable(&error) => {
                self.is_stale = true;
                None
            }
            outcome => Some(outcome),
        }
    }
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
    let outcome = envelope::open(status, body).and_then(|reply| command.normalize(reply));
    outcome.map_err(|error| error.with_status(status).with_response(&T::body_text(body)))
}
