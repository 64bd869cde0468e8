//! The requests of a batch, one after the other, without I/O.

use super::request::{self, Attempt, Entry};
use crate::client::Command;
use crate::client::portal_access::PortalAccess;
use crate::error::Result;
use crate::schema::Normalize;
use crate::wire::envelope::Envelope;

/// A batch in progress.
#[derive(Debug)]
pub(crate) struct BatchRun<T> {
    entries: Vec<Entry>,
    halt: bool,
    /// The outcomes so far.
    attempts: Vec<Attempt<T>>,
}

impl<T: Normalize> BatchRun<T> {
    pub(super) fn new(entries: Vec<Entry>, halt: bool) -> Self {
        Self { entries, halt, attempts: Vec::new() }
    }

    /// Returns the next request; `None` if all calls have an outcome.
    pub(crate) fn next(&self) -> Option<Command> {
        let entries = self.pending();
        (!entries.is_empty()).then(|| request::command(entries, self.halt))
    }

    /// Accepts the outcome of the last request.
    pub(crate) fn accept(&mut self, access: &PortalAccess, outcome: Result<Envelope<T>>, now: f64) {
        let attempts = request::read(self.pending(), access, self.halt, outcome, now);
        let has_failed = attempts.iter().any(|attempt| attempt.is_err());
        for attempt in attempts {
            self.attempts.push(attempt);
        }
        if self.halt && has_failed {
            for entry in self.entries.iter().skip(self.attempts.len()) {
                self.attempts.push(Err(request::not_executed(&entry.command, access)));
            }
        }
    }

    /// Takes the outcomes, in the order of the calls.
    pub(crate) fn take_attempts(&mut self) -> Vec<Attempt<T>> {
        std::mem::take(&mut self.attempts)
    }

    /// Returns the calls of the next request.
    fn pending(&self) -> &[Entry] {
        let rest = self.entries.get(self.attempts.len()..).unwrap_or_default();
        rest.get(..request::request_length(rest)).unwrap_or_default()
    }
}
