//! Batches: any number of calls in as few requests as the portal allows, each with an outcome of its
//! own.

mod request;

use std::marker::PhantomData;

use crate::client::{Client, Command};
use crate::error::{Error, ErrorKind, Result};
use crate::schema::{Decode, Definition, Method, undecodable};
use crate::wire::envelope::Reply;
use crate::wire::reference::Reference;
use crate::wire::{Map, Value};

pub(crate) use request::{Entry, run};

/// How long one request of a batch or of a list may take where the caller does not say, in
/// milliseconds: as long as the portal lets one run.
pub const DEFAULT_TIMEOUT: u32 = 60_000;

/// Calls to be sent together.
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
/// let outcomes = b24.batch(batch).await?;
/// let (me, staff) = (outcomes.of(&me)?.result, outcomes.of(&staff)?.result);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Batch {
    calls: Vec<Call>,
    halt: bool,
    timeout: Option<u32>,
}

#[derive(Clone, Debug)]
struct Call {
    name: String,
    method: String,
    params: Map,
    definition: Option<&'static Definition>,
}

/// Where a call's outcome stands.
#[derive(Clone, Debug)]
pub struct Handle<M> {
    at: usize,
    name: String,
    method: PhantomData<M>,
}

/// What became of one call of a batch.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The portal ran it.
    Done(Reply<Value>),
    /// The portal ran it, or may have, and there is no result.
    Failed(Error),
    /// It is certain that the portal did not run it: an earlier call failed (`NOT_EXECUTED`), or the
    /// portal refused the whole request.
    NotExecuted(Error),
}

/// What became of the calls of a batch, in their order.
#[derive(Clone, Debug)]
pub struct Outcomes(Vec<Outcome>);

impl Batch {
    /// A batch without calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a call under a name of its own: no white space, no brackets.
    pub fn add<M: Method>(&mut self, name: &str, method: M) -> Handle<M> {
        let at = self.calls.len();
        let definition = M::definition();
        self.push(name, definition.name, method.into_params(), Some(definition));
        Handle { at, name: name.to_owned(), method: PhantomData }
    }

    /// Adds a call of any method, under a name of its own.
    pub fn add_by_name(&mut self, name: &str, method: &str, params: Map) {
        self.push(name, method, params, None);
    }

    fn push(
        &mut self,
        name: &str,
        method: &str,
        params: Map,
        definition: Option<&'static Definition>,
    ) {
        let (name, method) = (name.to_owned(), method.to_owned());
        self.calls.push(Call { name, method, params, definition });
    }

    /// Runs no call after one that failed.
    #[must_use]
    pub fn halt_on_error(mut self, halt: bool) -> Self {
        self.halt = halt;
        self
    }

    /// Milliseconds that each request may take; 60,000 where it is not given.
    #[must_use]
    pub fn timeout(mut self, milliseconds: u32) -> Self {
        self.timeout = Some(milliseconds);
        self
    }
}

impl<M> Handle<M> {
    /// What the call comes to, as a parameter of a later one.
    #[must_use]
    pub fn result(&self) -> Reference {
        Reference::to(&self.name)
    }
}

impl Outcome {
    /// The reply, or why there is none.
    ///
    /// # Errors
    ///
    /// The call's own, or `NOT_EXECUTED`.
    pub fn into_result(self) -> Result<Reply<Value>> {
        match self {
            Self::Done(reply) => Ok(reply),
            Self::Failed(error) | Self::NotExecuted(error) => Err(error),
        }
    }
}

impl Outcomes {
    /// The outcome of a typed call of this batch.
    ///
    /// # Errors
    ///
    /// The call's own, or `NOT_EXECUTED`.
    pub fn of<M: Method>(&self, handle: &Handle<M>) -> Result<Reply<M::Result>> {
        let wrong = || undecodable("the result does not fit its type".to_owned());
        let outcome = self.0.get(handle.at).cloned().ok_or_else(wrong)?;
        let Reply { result, total, next, time } = outcome.into_result()?;
        let result = M::Result::decode(result).ok_or_else(wrong)?;
        Ok(Reply { result, total, next, time })
    }
}

impl IntoIterator for Outcomes {
    type Item = Outcome;
    type IntoIter = std::vec::IntoIter<Outcome>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Client {
    /// Sends calls together, 50 to a request, one request after the other. What a batch cannot say
    /// (null, an empty list, more values than PHP reads, text that the portal would take for a
    /// reference) goes as a call of its own.
    ///
    /// Each call has an outcome of its own, whatever becomes of the others.
    ///
    /// # Errors
    ///
    /// Errors of kind [`Input`](ErrorKind::Input), before anything is sent: `INVALID_NAME`,
    /// `NOT_IN_BATCH`, `INVALID_REFERENCE`, and what a call is refused for.
    pub async fn batch(&self, batch: Batch) -> Result<Outcomes> {
        let Batch { calls, halt, timeout } = batch;
        let mut entries: Vec<Entry> = Vec::new();
        for Call { name, method, params, definition } in calls {
            let known = entries.iter().any(|entry| entry.name == name);
            check_name(&name, known)?;
            check_method(&method)?;
            let command = Command::checked(&method, definition, params, true);
            let command = command.map_err(|error| error.context("command", &name))?;
            entries.push(Entry::new(name, command));
        }
        request::check_references(&entries)?;
        let mut outcomes = Vec::new();
        let mut rest = entries.as_slice();
        while let Some((request, after)) = rest.split_at_checked(request::together(rest)) {
            request::run(request, self, halt, timeout.unwrap_or(DEFAULT_TIMEOUT), &mut outcomes)
                .await;
            let failed = |outcome: &Outcome| !matches!(outcome, Outcome::Done(_));
            if halt && outcomes.iter().any(failed) {
                outcomes.resize_with(entries.len(), not_executed);
                break;
            }
            rest = after;
        }
        Ok(Outcomes(outcomes))
    }
}

fn not_executed() -> Outcome {
    let problem = "An earlier command failed, and the batch was to halt.";
    Outcome::NotExecuted(Error::new(ErrorKind::Input, "NOT_EXECUTED", problem))
}

/// A name stands in brackets, and a reference to it ends at white space.
fn check_name(name: &str, known: bool) -> Result<()> {
    let breaks = |byte: u8| byte <= b' ' || byte == b'[' || byte == b']';
    let problem = if known {
        "stands twice"
    } else if name.is_empty() || name.bytes().any(breaks) {
        "is empty or has white space or brackets in it"
    } else {
        return Ok(());
    };
    Err(Error::input("INVALID_NAME", format!("the command name \"{name}\" {problem}")))
}

/// The portal refuses these within a batch.
fn check_method(method: &str) -> Result<()> {
    for refused in ["batch", "download", "upload"] {
        if refused.eq_ignore_ascii_case(method) {
            let problem = format!("the portal does not take {refused} within a batch");
            return Err(Error::input("NOT_IN_BATCH", problem));
        }
    }
    Ok(())
}
