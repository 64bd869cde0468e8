//! The client: calls, lists and batches.

mod batch;
mod brackets;
mod call;
mod command;
mod exchange;
mod list;

use std::rc::Rc;

use crate::auth::Credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{Response, Runtime, Transport, deadline, race};
use crate::wire::Value;
use crate::wire::envelope::Envelope;

pub use batch::{Batch, Handle, Outcome, Outcomes};
pub use call::Call;
pub use list::{List, Progress, Rows};

pub(crate) use command::Command;
pub(crate) use exchange::{Exchange, read};
#[cfg(feature = "typings")]
pub(crate) use {batch::REQUEST_TIMEOUT, call::CALL_TIMEOUT};
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use {
    batch::{Attempt, BatchRun, Failure},
    list::{Page, Paginator, Step},
};

/// A client of one portal's REST.
///
/// Clones share the credentials, so a token is refreshed once for all of them. A client, its calls
/// and its lists stay on one thread (`!Send`), as everything in a browser's page does.
#[derive(Clone)]
pub struct Client {
    shared: Rc<Shared>,
}

struct Shared {
    credentials: Credentials,
    transport: Box<dyn Transport>,
    runtime: Rc<dyn Runtime>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Client").field(&self.shared.credentials).finish()
    }
}

impl Client {
    /// Creates a client with any transport and runtime.
    #[must_use]
    pub fn new(
        credentials: Credentials,
        transport: impl Transport + 'static,
        runtime: Rc<dyn Runtime>,
    ) -> Self {
        Self { shared: Rc::new(Shared { credentials, transport: Box::new(transport), runtime }) }
    }

    /// Sends a checked call, with a deadline in milliseconds.
    pub(crate) async fn send(&self, command: Command, timeout: u32) -> Result<Envelope<Value>> {
        self.send_and_read(command, timeout, read_response).await
    }

    /// Sends a checked call as `send` does, and reads its response by a function.
    async fn send_and_read<R>(
        &self,
        command: Command,
        timeout: u32,
        read: fn(&Command, &Response) -> Result<R>,
    ) -> Result<R> {
        let problem = text!("timed out after {} ms", timeout.to_string());
        let error = Error::new(ErrorKind::Timeout, "TIMEOUT", problem);
        let deadline = deadline(&*self.shared.runtime, timeout, error);
        let method = command.name.clone();
        let reply = race(deadline, Box::pin(self.exchange(command, read))).await;
        reply.map_err(|error| self.redact(error.with_method(&method)))
    }

    /// Redacts the credentials in an error.
    fn redact(&self, error: Error) -> Error {
        self.shared.credentials.redact(error)
    }

    /// Sends a call, and once more with a fresh token if the portal refuses the first one as stale.
    async fn exchange<R>(
        &self,
        command: Command,
        read: fn(&Command, &Response) -> Result<R>,
    ) -> Result<R> {
        let Shared { credentials, transport, runtime } = &*self.shared;
        let mut exchange = Exchange::new(command);
        loop {
            if let Credentials::Token(token) = credentials {
                token.refresh(exchange.refused_token(), runtime).await?;
            }
            let request = exchange.request(credentials)?;
            let response = transport.send(request).await?;
            let outcome = read(exchange.command(), &response);
            if let Some(outcome) = exchange.settle(credentials, outcome) {
                return outcome;
            }
        }
    }
}

/// Reads a response into values.
fn read_response(command: &Command, response: &Response) -> Result<Envelope<Value>> {
    read(command, response.status, response.body.as_str())
}
