//! Batches of REST 3.0: calls that all succeed, or stop at the first failure.

use std::collections::BTreeMap;
use std::time::Duration;

use super::V3;
use crate::client::batch::REQUEST_TIMEOUT;
use crate::client::{CallRules, Command, Outcome};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::milliseconds;
use crate::v3::{self, Entries, Entry};
use crate::wire::envelope::Reply;
use crate::wire::reference::Reference;
use crate::wire::{Map, Value};

/// Calls of REST 3.0 that are sent together.
///
/// The portal runs them one after the other and stops at the first failure. Then it sends that error alone:
/// no result of an earlier call, whose effects stay, and not which call failed.
///
/// ```no_run
/// use b24_wasm::client::V3Batch;
/// use b24_wasm::wire::Map;
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
///
/// let mut batch = V3Batch::new();
/// let task = batch.add("task", "tasks.task.get", Map::from_iter([("id", 7)]));
/// batch.add("access", "tasks.task.access.get", Map::from_iter([("id", task.at("parentId"))]));
/// let mut outcomes = b24.v3().batch(batch).await?;
/// let access = outcomes.remove("access").map(|outcome| outcome.into_result()).transpose()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct V3Batch {
    entries: Entries,
    /// The error of the first invalid call.
    error: Option<Error>,
    rules: CallRules,
    timeout: u32,
}

/// A call of a batch, to refer to its result: to the members of its `item`, to its `items` by index, or to a
/// member of every one of them.
#[derive(Clone, Debug)]
pub struct V3Handle {
    name: String,
}

/// The outcomes of the calls of a batch by their names.
pub type V3Outcomes = BTreeMap<String, Outcome>;

impl Default for V3Batch {
    fn default() -> Self {
        let (entries, rules) = (Entries::default(), CallRules::default());
        Self { entries, error: None, rules, timeout: REQUEST_TIMEOUT }
    }
}

impl V3Batch {
    /// Creates a batch without calls.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a call under a unique name of letters, digits, `_` and `-`. If the call is invalid,
    /// [`V3::batch`] returns its error.
    pub fn add(&mut self, name: &str, method: &str, params: Map) -> V3Handle {
        if self.error.is_none() {
            self.error = self.entries.add(name, method, params).err();
        }
        V3Handle { name: name.to_owned() }
    }

    /// Sets the timeout of each request; by default 60 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = milliseconds(timeout);
        self
    }

    /// Allows that the portal runs the calls of a request twice: it is sent again if its response is lost. A
    /// request whose calls only read always is.
    #[must_use]
    pub fn idempotent(mut self) -> Self {
        self.rules.idempotent = true;
        self
    }
}

impl V3Handle {
    /// References a member of the `item`, or one of the `items` by its index.
    #[must_use]
    pub fn at(&self, key: impl std::fmt::Display) -> Reference {
        Reference::to(&self.name).at(key)
    }

    /// References the list of a member's values in all `items`.
    #[must_use]
    pub fn each(&self, key: impl std::fmt::Display) -> Reference {
        Reference::to(&self.name).at("*").at(key)
    }
}

impl V3 {
    /// Sends calls together, at most 50 per request, one request after the other, until one fails. Calls that
    /// refer to each other are in one request.
    ///
    /// Of a request that failed, all calls have its error. They are [`Outcome::Failed`] unless it is certain
    /// that the portal ran none of them: those before the failure were executed.
    ///
    /// # Errors
    ///
    /// Errors of kind [`Input`](crate::ErrorKind::Input), before anything is sent: `INVALID_NAME`,
    /// `INVALID_REFERENCE`, and the errors of a call's parameters.
    pub async fn batch(&self, batch: V3Batch) -> Result<V3Outcomes> {
        let V3Batch { entries, error, rules, timeout } = batch;
        let requests = error.map_or_else(|| requests(&entries), Err);
        let requests = requests.map_err(|error| self.client.fail(error))?;
        let (mut outcomes, mut failed) = (V3Outcomes::new(), false);
        for calls in requests {
            let outcome = match failed {
                true => Err(not_executed()),
                false => self.send_calls(calls, rules, timeout).await,
            };
            failed = outcome.is_err();
            let mut results = outcome.map(Vec::into_iter);
            for call in calls {
                let outcome = match &mut results {
                    Ok(results) => results.next().map_or_else(missing, Outcome::Succeeded),
                    Err(error) if never_reached(error) => Outcome::NotExecuted(error.clone()),
                    Err(error) => Outcome::Failed(error.clone()),
                };
                outcomes.insert(call.name.clone(), outcome);
            }
        }
        Ok(outcomes)
    }

    /// Sends one request, and returns the replies to its calls.
    async fn send_calls(
        &self,
        calls: &[Entry],
        rules: CallRules,
        timeout: u32,
    ) -> Result<Vec<Reply<Value>>> {
        let reads = calls.iter().all(|call| v3::is_read(&call.method));
        let params = Map::from_iter([("cmd", v3::calls(calls))]);
        let command = Command { reads: Some(reads), ..Command::v3("batch", params)? };
        let reply = self.client.send(command, rules, timeout).await;
        let reply = Reply::from(reply.map_err(|error| stopped(error, calls.len(), reads))?);
        let Value::List(results) = reply.result else {
            let error =
                Error::new(ErrorKind::Response, "INVALID_RESULT", "the batch has no results");
            return Err(self.client.fail(error.with_method("batch")));
        };
        let mut replies = Vec::new();
        for result in results {
            let time = reply.time.clone();
            replies.push(Reply { result, total: None, next: None, time });
        }
        Ok(replies)
    }
}

/// Returns the calls of each request.
fn requests(entries: &Entries) -> Result<Vec<&[Entry]>> {
    let (mut requests, mut rest) = (Vec::new(), entries.calls());
    while !rest.is_empty() {
        let length = entries.request_length(entries.calls().len() - rest.len())?;
        let (calls, later) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        requests.push(calls);
        rest = later;
    }
    Ok(requests)
}

/// Returns whether it is certain that the portal ran none of the calls.
fn never_reached(error: &Error) -> bool {
    let is_kind = matches!(error.kind(), ErrorKind::Input | ErrorKind::Limit | ErrorKind::Auth);
    // Methods have limits of their own, which a call within the batch has reached.
    is_kind && !error.is("RATELIMITEXCEPTION") || error.code() == NOT_EXECUTED
}

const NOT_EXECUTED: &str = "NOT_EXECUTED";

fn not_executed() -> Error {
    let problem = "the call was not sent: an earlier request of the batch failed";
    Error::new(ErrorKind::Portal, NOT_EXECUTED, problem)
}

fn missing() -> Outcome {
    let problem = "the batch has no result of this call";
    Outcome::Failed(Error::new(ErrorKind::Response, "NO_OUTCOME", problem))
}

/// Adds to an error what a failed batch may have done.
fn stopped(error: Error, calls: usize, reads: bool) -> Error {
    if calls < 2 || reads || never_reached(&error) {
        return error;
    }
    let advice = match error.kind() {
        ErrorKind::Portal | ErrorKind::Permission => {
            "One call of the batch failed; those before it may have been executed, and stay so"
        }
        _ => "The portal may have executed some or all calls of the batch",
    };
    error.advise(advice)
}
