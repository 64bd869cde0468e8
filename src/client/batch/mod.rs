//! Batches: any number of calls in as few requests as possible, each with its own outcome.

mod pack;
mod packable;
mod request;
mod run;

use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::client::command::not_in_batch;
use crate::client::{CallRules, Client, Command};
use crate::error::{Error, Result};
use crate::schema::{Method, Normalize, decode};
use crate::text;
use crate::transport::milliseconds;
use crate::wire::envelope::Reply;
use crate::wire::names::first_repeat;
use crate::wire::reference::Reference;
use crate::wire::{Map, Value};

pub(crate) use pack::Pack;
pub(crate) use packable::Packable;
pub(crate) use request::{Attempt, Entry, Failure, command, read};
pub(crate) use run::BatchRun;

/// The default timeout of one request of a batch or a list in milliseconds: the longest that the
/// portal lets a request run.
pub(crate) const REQUEST_TIMEOUT: u32 = 60_000;

/// Calls that are sent together.
///
/// ```no_run
/// use b24_wasm::client::Batch;
/// use b24_wasm::methods::{im, user};
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
///
/// let mut batch = Batch::new();
/// let me = batch.add("me", user::Current::new());
/// let departments = me.result().at("UF_DEPARTMENT");
/// let staff = batch.add("staff", im::department::EmployeesGet::new(departments));
/// let mut outcomes = b24.batch(batch).await?;
/// let (me, staff) = (outcomes.take(me)?.result, outcomes.take(staff)?.result);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Batch {
    /// The number of the batch, which tells its handles from those of others.
    id: u32,
    entries: Vec<Entry>,
    /// The error of the first invalid call.
    error: Option<Error>,
    halt: bool,
    rules: CallRules,
    timeout: Option<u32>,
}

/// A call of a batch, for its outcome and for references to its result.
#[derive(Clone, Debug)]
pub struct Handle<M> {
    batch: u32,
    at: usize,
    name: String,
    method: PhantomData<M>,
}

/// The outcome of one call of a batch.
#[derive(Clone, Debug)]
#[must_use = "the call may have failed"]
#[non_exhaustive]
pub enum Outcome {
    /// The portal ran the call.
    Succeeded(Reply<Value>),
    /// The portal ran the call, or may have run it, and there is no result.
    Failed(Error),
    /// The portal certainly did not run the call: an earlier call failed (`NOT_EXECUTED`), or the
    /// portal refused the whole request, or the method by `OPERATION_TIME_LIMIT`.
    NotExecuted(Error),
}

/// The outcomes of the calls of a batch, in order.
#[derive(Clone, Debug)]
#[must_use = "each call of a batch may have failed"]
pub struct Outcomes {
    batch: u32,
    outcomes: Vec<Option<Outcome>>,
}

/// The number of batches so far.
static BATCHES: AtomicU32 = AtomicU32::new(0);

impl Default for Batch {
    fn default() -> Self {
        let id = BATCHES.fetch_add(1, Ordering::Relaxed);
        let rules = CallRules::default();
        Self { id, entries: Vec::new(), error: None, halt: false, rules, timeout: None }
    }
}

impl Batch {
    /// Creates a batch without calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a call under a unique name without white space and brackets. If the call is invalid,
    /// [`Client::batch`] returns its error.
    pub fn add<M: Method>(&mut self, name: &str, method: M) -> Handle<M> {
        let at = self.entries.len();
        self.push(name, M::definition().name, Command::typed(method, true));
        Handle { batch: self.id, at, name: name.to_owned(), method: PhantomData }
    }

    /// Adds a call of any method under a unique name.
    pub fn add_by_name(&mut self, name: &str, method: &str, params: Map) {
        self.push(name, method, Command::by_name(method, params, true));
    }

    fn push(&mut self, name: &str, method: &str, command: Result<Command>) {
        if self.error.is_some() {
            return;
        }
        let command = command.map_err(|error| error.context("command", name));
        let checked = check_name(name).and_then(|()| check_method(method));
        match checked.and(command) {
            Ok(command) => self.entries.push(Entry::new(name.to_owned(), command)),
            Err(error) => self.error = Some(error),
        }
    }

    /// Sets whether to stop after the first call that fails.
    #[must_use]
    pub fn halt_on_error(mut self, halt: bool) -> Self {
        self.halt = halt;
        self
    }

    /// Sets the timeout of each request; by default 60 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(milliseconds(timeout));
        self
    }

    /// Allows that the portal runs the commands of a request twice: it is sent again if its response is
    /// lost. A request whose commands only read always is.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.rules.idempotent = true;
        self
    }

    /// Sets whether each request waits while the portal blocks the method of a command by
    /// `OPERATION_TIME_LIMIT`; by default it waits if its timeout allows. Otherwise, the request is
    /// sent: the blocked commands fail with `OPERATION_TIME_LIMIT`, and the others run. Nothing is
    /// sent if all are blocked.
    #[must_use]
    pub fn wait_if_blocked(mut self, wait: bool) -> Self {
        self.rules.wait_if_blocked = wait;
        self
    }

    /// Rejects a name that is used twice. In JavaScript, there is none.
    fn check_names(&self) -> Result<()> {
        let repeated = first_repeat(self.entries.iter().map(|entry| entry.name.as_str()));
        match (&self.error, repeated.and_then(|at| self.entries.get(at))) {
            (None, Some(entry)) => Err(invalid_name(&entry.name, "is used twice")),
            _ => Ok(()),
        }
    }

    /// Starts the batch.
    ///
    /// # Errors
    ///
    /// As [`Client::batch`].
    pub(crate) fn start<T: Normalize>(self) -> Result<BatchRun<T>> {
        self.error.map_or(Ok(()), Err)?;
        request::check_references(&self.entries)?;
        Ok(BatchRun::new(self.entries, self.halt))
    }
}

impl<M> Handle<M> {
    /// References the call's result, for a parameter of a later call.
    #[must_use]
    pub fn result(&self) -> Reference {
        Reference::to(&self.name)
    }
}

impl Outcome {
    /// Returns the reply.
    ///
    /// # Errors
    ///
    /// The error of the call, or `NOT_EXECUTED`.
    pub fn into_result(self) -> Result<Reply<Value>> {
        match self {
            Self::Succeeded(reply) => Ok(reply),
            Self::Failed(error) | Self::NotExecuted(error) => Err(error),
        }
    }
}

impl Outcomes {
    /// Takes the reply to a typed call of this batch out of the outcomes.
    ///
    /// # Errors
    ///
    /// The error of the call, or `NOT_EXECUTED`; `INVALID_HANDLE` for a call of another batch or one
    /// whose reply was taken before.
    pub fn take<M: Method>(&mut self, handle: Handle<M>) -> Result<Reply<M::Result>> {
        let is_own = self.batch == handle.batch;
        let outcome = self.outcomes.get_mut(handle.at).filter(|_| is_own).and_then(Option::take);
        let outcome = outcome.ok_or_else(|| {
            let problem = "the call is of another batch, or its reply was taken before";
            Error::input("INVALID_HANDLE", problem)
        })?;
        let Reply { result, total, next, time } = outcome.into_result()?;
        Ok(Reply { result: decode(result)?, total, next, time })
    }
}

impl IntoIterator for Outcomes {
    type Item = Outcome;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Option<Outcome>>>;

    /// Returns the outcomes that were not taken, in their order.
    fn into_iter(self) -> Self::IntoIter {
        self.outcomes.into_iter().flatten()
    }
}

impl Client {
    /// Sends calls together, 50 per request, one request after the other. A call with unencodable
    /// parameters (null, an empty list, more values than PHP reads, text that the portal would read
    /// as a reference) is sent separately.
    ///
    /// Each call has its own outcome, independent of the others.
    ///
    /// # Errors
    ///
    /// Errors of kind [`Input`](crate::ErrorKind::Input), before anything is sent: `INVALID_NAME`,
    /// `NOT_IN_BATCH`, `INVALID_REFERENCE`, and the errors of a call's parameters.
    pub async fn batch(&self, batch: Batch) -> Result<Outcomes> {
        let (id, timeout) = (batch.id, batch.timeout.unwrap_or(REQUEST_TIMEOUT));
        let rules = batch.rules;
        let run = batch.check_names().and_then(|()| batch.start());
        let mut run = run.map_err(|error| self.fail(error))?;
        while let Some(command) = run.next() {
            let outcome = self.send(command, rules, timeout).await;
            run.accept(&self.shared.access, outcome, self.shared.runtime.now());
        }
        let outcomes = run.take_attempts().into_iter().map(|attempt| Some(attempt.into()));
        Ok(Outcomes { batch: id, outcomes: outcomes.collect() })
    }
}

impl From<Attempt<Value>> for Outcome {
    fn from(attempt: Attempt<Value>) -> Self {
        match attempt {
            Ok(reply) => Self::Succeeded(reply.into()),
            Err(Failure { error, executed: true }) => Self::Failed(error),
            Err(Failure { error, executed: false }) => Self::NotExecuted(error),
        }
    }
}

/// Rejects a name with brackets or white space, because the name is in brackets and a reference to
/// it ends at white space.
fn check_name(name: &str) -> Result<()> {
    let is_valid = |byte: u8| byte > b' ' && byte != b'[' && byte != b']';
    if name.is_empty() || !text::all(name, is_valid) {
        return Err(invalid_name(name, "is empty or has white space or brackets"));
    }
    Ok(())
}

fn invalid_name(name: &str, problem: &str) -> Error {
    Error::input("INVALID_NAME", text!("command name \"{}\" {}", name, problem))
}

/// Rejects the methods that the portal refuses in a batch.
fn check_method(method: &str) -> Result<()> {
    let Some(refused) = not_in_batch(method) else { return Ok(()) };
    let problem = text!("method \"{}\" is not allowed in a batch", refused);
    Err(Error::input("NOT_IN_BATCH", problem))
}
