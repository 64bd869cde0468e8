//! The client: calls, lists and batches.

mod batch;
mod brackets;
mod call;
mod command;
mod list;

use std::rc::Rc;

use crate::auth::Credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{Request, Response, Runtime, Transport, deadline, moved, race};
use crate::wire::body::Body;
use crate::wire::envelope::{self, Reply};
use crate::wire::{Value, form};

pub use batch::{Batch, Handle, Outcome, Outcomes};
pub use call::Call;
pub use list::{List, Progress, Rows};

pub(crate) use command::Command;
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use list::{Page, Paginator};
#[cfg(any(feature = "js", feature = "typings"))]
pub(crate) use {batch::REQUEST_TIMEOUT, call::CALL_TIMEOUT};

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
    pub(crate) async fn send(&self, command: &Command, timeout: u32) -> Result<Reply<Value>> {
        self.send_and_read(command, timeout, read).await
    }

    /// Sends a checked call as `send` does, and reads its response by a function.
    async fn send_and_read<R>(
        &self,
        command: &Command,
        timeout: u32,
        read: fn(&Command, &Response) -> Result<R>,
    ) -> Result<R> {
        let problem = format!("timed out after {timeout} ms");
        let error = Error::new(ErrorKind::Timeout, "TIMEOUT", problem);
        let deadline = deadline(&*self.shared.runtime, timeout, error);
        let reply = race(deadline, Box::pin(self.exchange(command, read))).await;
        reply.map_err(|error| self.redact(error.with_method(&command.name)))
    }

    /// Redacts the credentials in an error.
    fn redact(&self, error: Error) -> Error {
        self.shared.credentials.redact(error)
    }

    /// Sends a call, and once more with a fresh token if the portal refuses the first one as stale.
    async fn exchange<R>(
        &self,
        command: &Command,
        read: fn(&Command, &Response) -> Result<R>,
    ) -> Result<R> {
        let Shared { credentials, transport, runtime } = &*self.shared;
        let mut stale = None;
        loop {
            let token = match credentials {
                Credentials::Webhook(_) | Credentials::Bridge => None,
                Credentials::Token(token) => Some(token.get(stale.as_deref(), runtime).await?),
            };
            let body = match credentials {
                // BX24.js cannot send JSON.
                Credentials::Bridge => Body::Form(form::encode(&command.params)?),
                _ => Body::encode(token.as_deref(), &command.params),
            };
            let url = credentials.url(&command.name);
            let response = transport.send(Request { url, body }).await?;
            let outcome = read(command, &response)
                .map_err(|error| error.with_status(response.status).with_response(&response.body));
            match outcome {
                Err(error) if stale.is_none() && credentials.is_refreshable(&error) => {
                    stale = token
                }
                outcome => return outcome,
            }
        }
    }
}

fn read(command: &Command, Response { status, body }: &Response) -> Result<Reply<Value>> {
    let normalize = |mut reply| command.normalize(&mut reply).map(|()| reply);
    match status {
        300..400 => Err(moved("")),
        _ => envelope::decode(*status, body).and_then(normalize),
    }
}
