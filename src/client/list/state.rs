//! What is known of a list on the way along it.

use crate::error::{Error, ErrorKind};

/// What is known of a list, and what the next page is to be.
#[derive(Debug, Default)]
pub(super) struct ListState {
    /// How many rows the portal said last that there are.
    pub(super) total: Option<u32>,
    first_total: Option<u32>,
    /// Whether rows may be missing.
    pub(super) changed: bool,
    /// Whether the next page is to be requested on its own: the first one, and one that is in doubt.
    pub(super) single: bool,
    /// Whether the next page came before, without rows that the portal counts.
    asked_again: bool,
    /// Whether the portal counts rows that it does not send.
    has_gaps: bool,
    /// Whether there is nothing more to ask for.
    pub(super) done: bool,
}

impl ListState {
    pub(super) fn new() -> Self {
        Self { single: true, ..Self::default() }
    }

    /// Notes that a page lacks rows that the portal counts, and returns whether to ask for it once
    /// more, alone. If it lacks them still, the portal counts rows that it does not send (other
    /// people's, or deleted ones), and from then on pages are taken as they come.
    pub(super) fn should_ask_again(&mut self) -> bool {
        self.has_gaps |= self.asked_again;
        self.changed |= self.has_gaps;
        self.asked_again = !self.has_gaps;
        self.single |= self.asked_again;
        self.asked_again
    }

    /// ParamKind a page, with which the portal says how many rows there are.
    pub(super) fn record_total(&mut self, total: Option<u32>) {
        self.asked_again = false;
        if let Some(rows) = total {
            self.total = total;
            self.first_total.get_or_insert(rows);
            self.changed |= self.first_total != self.total;
        }
    }
}

/// The error of a page that was there before.
pub(super) fn stalled() -> Error {
    let problem = "The portal sent rows again that it had sent before.";
    Error::new(ErrorKind::Response, "LIST_STALLED", problem)
}

/// A number of rows.
pub(super) fn length(rows: &[crate::wire::Value]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
