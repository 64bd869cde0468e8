//! The requests of a batch, one after the other, without I/O.

use super::request::{self, Attempt, Entry};
use crate::client::Command;
use crate::client::portal_access::PortalAccess;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Normalize;
use crate::wire::envelope::Envelope;

/// A batch in progress.
#[derive(Debug)]
pub(crate) struct BatchRun<T> {
    entries: Vec<Entry>,
    halt: bool,
    /// The number of outcomes that were taken.
    taken: usize,
    /// The outcomes since then.
    attempts: Vec<Attempt<T>>,
}

impl<T: Normalize> BatchRun<T> {
    pub(super) fn new(entries: Vec<Entry>, halt: bool) -> Self {
        Self { entries, halt, taken: 0, attempts: Vec::new() }
    }

    /// Returns the next request; `None` if all calls have an outcome.
    pub(crate) fn next(&self) -> Option<Command> {
        let entries = self.pending();
        (!entries.is_empty()).then(|| request::command(entries, self.halt))
    }

    /// Accepts the outcome of the last request.
    pub(crate) fn accept(&mut self, access: &PortalAccess, outcome: Result<Envelope<T>>, now: f64) {
        // Each further request would fail with the refresh, too.
        let is_last = outcome.as_ref().is_err_and(is_of_refresh);
        let entries = if is_last { self.rest() } else { self.pending() };
        let attempts = request::read(entries, access, self.halt, outcome, now);
        let mut has_failed = false;
        for attempt in attempts {
            has_failed |= attempt.is_err();
            self.attempts.push(attempt);
        }
        if self.halt && has_failed {
            for entry in self.entries.iter().skip(self.taken + self.attempts.len()) {
                self.attempts.push(Err(request::not_executed(&entry.command, access)));
            }
        }
    }

    /// Takes the outcomes since the last time, in the order of the calls.
    pub(crate) fn take_attempts(&mut self) -> Vec<Attempt<T>> {
        self.taken += self.attempts.len();
        std::mem::take(&mut self.attempts)
    }

    /// Returns the calls of the next request.
    fn pending(&self) -> &[Entry] {
        let rest = self.rest();
        rest.get(..request::request_length(rest)).unwrap_or_default()
    }

    /// Returns the calls without an outcome.
    fn rest(&self) -> &[Entry] {
        self.entries.get(self.taken + self.attempts.len()..).unwrap_or_default()
    }
}

/// Returns whether a request failed because there is no fresh token: no response says so.
fn is_of_refresh(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Auth | ErrorKind::Frame) && error.status().is_none()
}
