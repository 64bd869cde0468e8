//! The client: calls, lists and batches.

mod batch;
mod brackets;
mod call;
mod command;
mod exchange;
mod limiter;
mod list;
mod portal_access;
mod queue;
mod retry;

use std::rc::Rc;

use crate::auth::Credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{Response, Runtime, Transport, deadline, race};
use crate::wire::Value;
use crate::wire::envelope::Envelope;

use exchange::Timed;
use queue::{Queue, Turn, take};

pub use batch::{Batch, Handle, Outcome, Outcomes};
pub use call::Call;
pub use limiter::{OperatingTime, RateLimit};
pub use list::{List, Progress, Rows};

pub(crate) use command::Command;
pub(crate) use exchange::{CallRules, Exchange, Settled, read};
pub(crate) use portal_access::PortalAccess;
#[cfg(feature = "typings")]
pub(crate) use {batch::REQUEST_TIMEOUT, call::CALL_TIMEOUT};
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use {
    batch::{Attempt, BatchRun, Failure, Pack},
    limiter::calls_per_request,
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
    access: PortalAccess,
    queue: Rc<Queue>,
    transport: Box<dyn Transport>,
    runtime: Rc<dyn Runtime>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Client").field(&self.shared.access.credentials).finish()
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
        let queue = Queue::of(credentials.origin());
        let access = PortalAccess::new(credentials, Rc::clone(&queue.limiter));
        let transport = Box::new(transport);
        Self { shared: Rc::new(Shared { access, queue, transport, runtime }) }
    }

    /// Sets the rate limit of the portal for all clients of this page. By default 50 requests, 2 a
    /// second; see [`RateLimit`].
    #[must_use]
    pub fn rate_limit(self, limit: RateLimit) -> Self {
        self.shared.access.limiter().bucket.set_limit(limit);
        self
    }

    /// Returns the run times that the portal counts for the methods that this page called, so that
    /// an app can ask before it starts a long job.
    #[must_use]
    pub fn operating_times(&self) -> Vec<OperatingTime> {
        self.shared.access.limiter().operating.entries().to_vec()
    }

    /// Sends a checked call, with a deadline in milliseconds.
    pub(crate) async fn send(
        &self,
        command: Command,
        rules: CallRules,
        timeout: u32,
    ) -> Result<Envelope<Value>> {
        self.send_and_read(command, rules, timeout, READ_VALUE).await
    }

    /// Sends a checked call as `send` does, and reads its reply by functions.
    async fn send_and_read<R: Timed>(
        &self,
        command: Command,
        rules: CallRules,
        timeout: u32,
        read: Read<R>,
    ) -> Result<R> {
        let Shared { access, runtime, .. } = &*self.shared;
        let problem = text!("timed out after {} ms", timeout.to_string());
        let error = Error::new(ErrorKind::Timeout, "TIMEOUT", problem);
        let ends = deadline(&**runtime, timeout, error.clone());
        let mut exchange = Exchange::new(command, rules, runtime.now() + f64::from(timeout));
        let mut outcome = race(ends, Box::pin(self.exchange(&mut exchange, read))).await;
        if outcome.as_ref().err() == Some(&error) {
            outcome = Err(exchange.expire(error));
        }
        let method = &exchange.command().name;
        outcome.map_err(|error| access.credentials.redact(error.with_method(method)))
    }

    /// Sends a call, and again as the exchange demands.
    async fn exchange<R: Timed>(&self, exchange: &mut Exchange, read: Read<R>) -> Result<R> {
        let Shared { access, queue, transport, runtime } = &*self.shared;
        loop {
            if let Credentials::Token(token) = &access.credentials {
                token.refresh(exchange.refused_token(), runtime).await?;
            }
            let wait = exchange.wait(access, runtime.now())?;
            if wait > 0 {
                runtime.sleep(wait).await;
            }
            let outcome = match queue.enter(self, exchange).await {
                Turn::Alone => {
                    let request = exchange.request(access, runtime.now())?;
                    let response = transport.send(request).await;
                    response.and_then(|response| (read.response)(exchange.command(), &response))
                }
                Turn::Together(request, at) => {
                    exchange.mark_sent(access, runtime.now());
                    take(&request.await, at).and_then(read.reply)
                }
            };
            let random = runtime.random();
            match exchange.settle(access, outcome, runtime.now(), random) {
                Settled::Final(outcome) => return outcome,
                Settled::Repeat(_) => {}
            }
        }
    }
}

/// How a reply is read: from its own response, or from the response to a batch.
struct Read<R> {
    response: fn(&Command, &Response) -> Result<R>,
    reply: fn(Envelope<Value>) -> Result<R>,
}

// Derived, the type of the reply would have to be copyable, too.
impl<R> Clone for Read<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Read<R> {}

/// Reads a reply into values.
const READ_VALUE: Read<Envelope<Value>> = Read { response: read_response, reply: Ok };

/// Reads a response into values.
fn read_response(command: &Command, response: &Response) -> Result<Envelope<Value>> {
    read(command, response.status, response.body.as_str())
}
