//! One cell of the fault matrix: a fault of the portal at one step of the client.

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;

use b24_wasm::auth::AccessToken;
use b24_wasm::client::{Batch, Call, RateLimit};
use b24_wasm::error::Result;
use b24_wasm::methods::user;
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Error, Reply};
use futures_util::future::join_all;
use portal::Fault;

use super::{Fresh, Setup, added, collect, department, ids, log};

/// A step of a call, a list or a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Read,
    Write,
    /// A call after the refresh of an expired token.
    Refreshed,
    /// Reads that travel together.
    PackedRead,
    /// Writes that travel together.
    PackedWrite,
    BatchRead,
    BatchWrite,
    /// The first page of a list.
    FirstPage,
    /// The pages of a list that travel in a batch.
    LaterPages,
    /// A later page that is requested separately.
    SinglePage,
}

/// The outcome of a step, and its cost.
pub struct Cell {
    /// The outcomes of the calls or the commands, or that of the list.
    pub outcomes: Vec<String>,
    /// How often the portal ran each write.
    pub runs: Vec<usize>,
    /// Whether no row is missing without a report.
    pub is_complete: bool,
    pub requests: usize,
    /// The milliseconds until the last outcome.
    pub elapsed: u64,
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut outcomes = self.outcomes.clone();
        outcomes.dedup();
        write!(formatter, "{}; {}", outcomes.join(", "), self.requests)?;
        match self.elapsed {
            0 => Ok(()),
            elapsed => write!(formatter, "; {} s", elapsed as f64 / 1000.0),
        }
    }
}

impl Step {
    /// All steps, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Write,
        Self::Refreshed,
        Self::PackedRead,
        Self::PackedWrite,
        Self::BatchRead,
        Self::BatchWrite,
        Self::FirstPage,
        Self::LaterPages,
        Self::SinglePage,
    ];

    /// Returns the title of the step.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Refreshed => "read after a refresh",
            Self::PackedRead => "packed reads",
            Self::PackedWrite => "packed writes",
            Self::BatchRead => "batch of reads",
            Self::BatchWrite => "batch of writes",
            Self::FirstPage => "list: first page",
            Self::LaterPages => "list: pages in a batch",
            Self::SinglePage => "list: single page",
        }
    }

    /// Returns whether the calls write.
    pub fn is_write(self) -> bool {
        matches!(self, Self::Write | Self::PackedWrite | Self::BatchWrite)
    }

    /// Returns whether the step is one of a list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::FirstPage | Self::LaterPages | Self::SinglePage)
    }

    /// Returns whether the calls are commands of a batch.
    pub fn is_batch(self) -> bool {
        matches!(self, Self::BatchRead | Self::BatchWrite)
    }

    /// Returns the milliseconds until the last outcome at the latest.
    pub fn time_limit(self) -> u64 {
        match self {
            Self::BatchRead | Self::BatchWrite => 60_000,
            // Batches of 4, 2 and 1 page, and the first page.
            Self::FirstPage | Self::LaterPages | Self::SinglePage => 4 * 60_000,
            _ => 30_000,
        }
    }

    /// Returns the fault as it affects this step: one response, or all from then on.
    fn place(self, fault: &Fault, is_permanent: bool) -> Fault {
        let method = if self.is_write() { "department.add" } else { "user.get" };
        let times = (!is_permanent).then_some(1);
        // Faults of one call affect commands of a batch if they name the method.
        let method = match self {
            _ if fault.affects_calls() => Some(method),
            Self::LaterPages => Some("batch"),
            Self::Refreshed | Self::SinglePage => Some("user.get"),
            _ => None,
        };
        let skip = match self {
            Self::Refreshed | Self::SinglePage => 1,
            Self::LaterPages => u32::from(fault.affects_calls()),
            _ => 0,
        };
        Fault { method: method.map(str::to_owned), skip, times, ..fault.clone() }
    }
}

/// The number of calls or commands.
const COUNT: usize = 3;

/// Runs a step under a fault.
pub fn run(fault: &Fault, step: Step, is_permanent: bool) -> Cell {
    let setup = Setup::with_users(200);
    let client = match step {
        Step::Refreshed => {
            let expired = setup.issue_token();
            setup.portal.borrow_mut().expire_tokens();
            setup.expiring_token_refreshed_by(AccessToken::new(expired), Fresh::Valid).0
        }
        // The calls do not all fit, so they travel together.
        Step::PackedRead | Step::PackedWrite => {
            setup.webhook().rate_limit(RateLimit::new(2, 2.0).unwrap())
        }
        _ => setup.webhook(),
    };
    if step == Step::SinglePage {
        // Pages that take so long are not requested together.
        let mut portal = setup.portal.borrow_mut();
        let settings = portal.settings_mut();
        (settings.server_time_ms, settings.server_time_delays) = (30_000, false);
        settings.operating.enabled = false;
    }
    setup.add_fault(step.place(fault, is_permanent));
    let mut is_complete = true;
    let outcomes = match step {
        Step::Read | Step::Refreshed => calls(&setup, [read(&client)]),
        Step::Write => calls(&setup, [write(&client, 0)]),
        Step::PackedRead => calls(&setup, (0..COUNT).map(|_| read(&client))),
        Step::PackedWrite => calls(&setup, (0..COUNT).map(|at| write(&client, at))),
        Step::BatchRead | Step::BatchWrite => batch(&setup, &client, step.is_write()),
        Step::FirstPage | Step::LaterPages | Step::SinglePage => {
            let (outcome, complete) = list(&setup, &client);
            is_complete = complete;
            vec![outcome]
        }
    };
    let runs = |at| added(&setup, &name(at));
    let runs = if step.is_write() { (0..outcomes.len()).map(runs).collect() } else { Vec::new() };
    Cell { runs, is_complete, requests: setup.requests().len(), elapsed: setup.elapsed(), outcomes }
}

fn name(at: usize) -> String {
    format!("new {at}")
}

fn read(client: &Client) -> Call<Value> {
    client.call_by_name("user.get", Map::new())
}

fn write(client: &Client, at: usize) -> Call<Value> {
    client.call_by_name("department.add", department(&name(at)))
}

fn calls(
    setup: &Setup,
    calls: impl IntoIterator<Item = impl Future<Output = Result<Reply<Value>>>>,
) -> Vec<String> {
    setup.run(join_all(calls)).into_iter().map(summary).collect()
}

fn batch(setup: &Setup, client: &Client, is_write: bool) -> Vec<String> {
    let mut batch = Batch::new();
    for at in 0..COUNT {
        if is_write {
            batch.add_by_name(&at.to_string(), "department.add", department(&name(at)));
        } else {
            batch.add_by_name(&at.to_string(), "user.get", Map::new());
        }
    }
    let outcomes = setup.run(client.batch(batch)).unwrap();
    outcomes.into_iter().map(|outcome| summary(outcome.into_result())).collect()
}

/// Returns the outcome, and whether no row is missing without a report.
fn list(setup: &Setup, client: &Client) -> (String, bool) {
    let list = client.list(user::Get::new().admin_mode(true));
    let (users, progress, outcome) = collect(setup, list);
    let found: BTreeSet<_> = users.iter().map(|user| user.id).collect();
    assert_eq!(found.len(), users.len(), "no row twice");
    let all = ids(setup, |_| true);
    let is_whole = users.len() == all.len();
    match outcome {
        Ok(()) if progress.changed => {
            (format!("reports a change, {} of {} rows", users.len(), all.len()), true)
        }
        // An empty first page is an empty list.
        Ok(()) if users.is_empty() => ("0 rows".to_owned(), true),
        Ok(()) => ("ok".to_owned(), is_whole),
        Err(error) if users.is_empty() => (code(&error), true),
        Err(error) => {
            assert!(error.cursor().is_some(), "{error}");
            (format!("{} after {} rows", code(&error), users.len()), true)
        }
    }
}

fn summary(outcome: Result<Reply<Value>>) -> String {
    match outcome {
        Ok(Reply { result: Value::List(rows), .. }) if rows.len() < 50 => {
            format!("{} rows", rows.len())
        }
        Ok(_) => "ok".to_owned(),
        Err(error) => code(&error),
    }
}

fn code(error: &Error) -> String {
    log((error, error.response()));
    match error.code() {
        "" => "(no code)".to_owned(),
        code => code.to_owned(),
    }
}
