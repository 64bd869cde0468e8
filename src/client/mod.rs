//! The client: calls, lists and batches.

mod batch;
mod brackets;
mod call;
mod command;
mod diagnostics;
#[cfg(feature = "push")]
mod events;
mod exchange;
#[cfg(feature = "v3")]
mod idempotency;
mod limiter;
mod list;
mod memory;
mod portal_access;
mod queue;
mod response;
mod retry;
mod shared_call;
#[cfg(feature = "v3")]
mod v2_name;
#[cfg(feature = "v3")]
mod v3;

use std::cell::RefCell;
use std::rc::Rc;

use crate::auth::Credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, Request, Response, Runtime, Transport, deadline, race};
use crate::wire::Value;
use crate::wire::envelope::Envelope;

use diagnostics::Diagnostics;
use memory::Memory;
use queue::{Caller, Outcomes as PackOutcomes, Queue, Turn, take};
use response::{READ_VALUE, Read, Timed, read_response};

pub(crate) use batch::Pack;
pub use batch::{Batch, Handle, Outcome, Outcomes};
pub use call::Call;
pub use diagnostics::{Event, ListenerGuard, Stats};
#[cfg(feature = "push")]
pub use events::{Change, ChangeStream, EventStream, Events};
pub use limiter::{OperatingTime, RateLimit};
pub use list::{List, Progress, Rows};
#[cfg(feature = "v3")]
pub use v3::{V3, V3Batch, V3Handle, V3List, V3Outcomes};

pub(crate) use command::Command;
pub(crate) use exchange::{CallRules, Exchange, Settled};
pub(crate) use portal_access::PortalAccess;
#[cfg(feature = "typings")]
pub(crate) use {batch::REQUEST_TIMEOUT, call::CALL_TIMEOUT};
#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub(crate) use {
    batch::{Attempt, BatchRun, Failure},
    limiter::{Limiter, calls_per_request},
    list::{Members, Page, Paginator, Step},
    response::read,
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
    diagnostics: Rc<Diagnostics>,
    memory: Memory,
    transport: Box<dyn Transport>,
    runtime: Rc<dyn Runtime>,
    #[cfg(feature = "push")]
    events: RefCell<std::rc::Weak<events::Hub>>,
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
        let (diagnostics, memory) = (Rc::default(), Memory::default());
        let shared = Shared {
            access,
            queue,
            diagnostics,
            memory,
            transport,
            runtime,
            #[cfg(feature = "push")]
            events: RefCell::default(),
        };
        Self { shared: Rc::new(shared) }
    }

    /// Sets the rate limit of the portal for all clients of this page. By default 50 requests, 2 a
    /// second; see [`RateLimit`].
    #[must_use]
    pub fn rate_limit(self, limit: RateLimit) -> Self {
        self.shared.access.limiter().bucket.set_limit(limit);
        self
    }

    /// Calls a function at each event of this client and its clones, until the guard is dropped.
    ///
    /// ```no_run
    /// use b24_wasm::client::Event;
    ///
    /// # fn example(b24: b24_wasm::Client) {
    /// let listener = b24.on(|event| {
    ///     if let Event::Retry { method, attempt, code, .. } = event {
    ///         println!("{method}: attempt {attempt} failed with {code}");
    ///     }
    /// });
    /// # drop(listener);
    /// # }
    /// ```
    pub fn on(&self, listener: impl Fn(&Event) + 'static) -> ListenerGuard {
        self.shared.diagnostics.listen(Rc::new(listener))
    }

    /// Returns the sums of this client's events.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.shared.diagnostics.stats()
    }

    /// Returns how many requests the portal admits at once, as far as this page knows.
    #[must_use]
    pub fn room(&self) -> u32 {
        self.shared.access.limiter().bucket.room(self.shared.runtime.now()) as u32
    }

    /// Forgets the replies that were kept for [`Call::max_age`].
    pub fn forget(&self) {
        self.shared.memory.clear();
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
        let outcome = self.attempt(command, rules, timeout, read).await;
        outcome.map_err(|error| self.fail(error))
    }

    /// Sends a checked call that others may share: its failure is not yet that of a caller.
    async fn attempt<R: Timed>(
        &self,
        command: Command,
        rules: CallRules,
        timeout: u32,
        read: Read<R>,
    ) -> Result<R> {
        let Shared { runtime, .. } = &*self.shared;
        let error = timed_out(timeout);
        let ends = deadline(&**runtime, timeout, error.clone());
        let mut exchange = Exchange::new(command, rules, runtime.now() + f64::from(timeout));
        let mut outcome = race(ends, Box::pin(self.exchange(&mut exchange, read))).await;
        if outcome.as_ref().err() == Some(&error) {
            outcome = Err(exchange.expire(error));
        }
        outcome.map_err(|error| error.with_method(&exchange.command().name))
    }

    /// Redacts the error that a caller gets, and reports it.
    fn fail(&self, error: Error) -> Error {
        let error = self.redact(error);
        self.shared.diagnostics.emit(&Event::Error(error.clone()));
        error
    }

    /// Redacts the credentials in an error.
    fn redact(&self, error: Error) -> Error {
        self.shared.access.credentials.redact(error)
    }

    /// Sends a call, and again as the exchange demands.
    async fn exchange<R: Timed>(&self, exchange: &mut Exchange, read: Read<R>) -> Result<R> {
        let Shared { access, queue, diagnostics, runtime, .. } = &*self.shared;
        #[cfg(feature = "v3")]
        let key = self.shared.idempotency_key(exchange.command());
        loop {
            if let Credentials::Token(token) = &access.credentials {
                let diagnostics = Rc::clone(diagnostics);
                let report = move |duration, ok| {
                    diagnostics.emit(&Event::Refresh { duration, ok });
                };
                token.refresh(exchange.refused_token(), runtime, report).await?;
            }
            let wait = exchange.wait(access, runtime.now())?;
            if wait > 0 {
                runtime.sleep(wait).await;
            }
            let outcome =
                match queue.enter(Rc::clone(&self.shared) as Rc<dyn Caller>, exchange).await {
                    Turn::Alone => {
                        let request = exchange.request(access, runtime.now())?;
                        #[cfg(feature = "v3")]
                        let request = Request { idempotency_key: key.clone(), ..request };
                        let method = &exchange.command().name;
                        let response = self.shared.transmit(request, method, 1).await;
                        response.and_then(|response| (read.response)(exchange.command(), &response))
                    }
                    Turn::Together(request, at) => {
                        exchange.mark_sent(access, runtime.now(), at == 0);
                        take(&request.await, at).and_then(read.reply)
                    }
                };
            let random = runtime.random();
            match exchange.settle(access, outcome, runtime.now(), random) {
                Settled::Final(outcome) => return outcome,
                Settled::Repeat(code) => diagnostics.emit(&Event::Retry {
                    method: access.credentials.redact_text(&exchange.command().name),
                    attempt: exchange.attempts(),
                    code: access.credentials.redact_text(&code),
                }),
            }
        }
    }
}

impl Shared {
    /// Sends a request with a number of calls.
    async fn transmit(&self, request: Request, method: &str, calls: usize) -> Result<Response> {
        let Self { access, diagnostics, transport, runtime, .. } = self;
        let start = runtime.now();
        let response = transport.send(request).await;
        let now = runtime.now();
        let (status, size) =
            response.as_ref().map_or((0, 0), |response| (response.status, response.body.len()));
        diagnostics.emit(&Event::Request {
            method: access.credentials.redact_text(method),
            calls,
            duration: now - start,
            status,
            size,
            room: access.limiter().bucket.room(now).max(0.0),
        });
        response
    }
}

impl Caller for Shared {
    fn send_pack(self: Rc<Self>, pack: Pack) -> LocalFuture<'static, PackOutcomes> {
        Box::pin(async move {
            let command = pack.command();
            let outcome = match pack.request(&self.access) {
                Ok(request) => self.transmit(request, &command.name, pack.len()).await,
                Err(error) => Err(error),
            };
            let outcome = outcome.and_then(|response| read_response(&command, &response));
            Rc::new(RefCell::new(pack.read(&self.access, outcome, self.runtime.now())))
        })
    }

    fn runtime(&self) -> &Rc<dyn Runtime> {
        &self.runtime
    }

    fn report(&self, event: &Event) {
        self.diagnostics.emit(event);
    }
}

/// Creates the error of a call whose timeout, in milliseconds, has passed.
fn timed_out(timeout: u32) -> Error {
    let problem = text!("timed out after {} ms", timeout.to_string());
    Error::new(ErrorKind::Timeout, "TIMEOUT", problem)
}
