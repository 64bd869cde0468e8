//! The state of a list.

use crate::error::{Error, ErrorKind};

/// The state of a list and of its next page.
#[derive(Debug, Default)]
pub(super) struct ListState {
    /// The portal's last total number of rows.
    pub(super) total: Option<u32>,
    first_total: Option<u32>,
    /// Whether rows may be missing.
    pub(super) changed: bool,
    /// Whether the next page is requested separately: the first one, and one after a doubtful
    /// reply.
    pub(super) single: bool,
    /// Whether the next page was already received, but incomplete.
    asked_again: bool,
    /// Whether the portal counts rows that it does not send.
    has_gaps: bool,
    /// Whether the list is complete.
    pub(super) done: bool,
}

impl ListState {
    pub(super) fn new() -> Self {
        Self { single: true, ..Self::default() }
    }

    /// Records an incomplete page, and returns whether to request it once more, separately. If the
    /// page is incomplete again, the portal counts rows that it does not send (other people's, or
    /// deleted ones), and later incomplete pages are accepted.
    pub(super) fn should_ask_again(&mut self) -> bool {
        self.has_gaps |= self.asked_again;
        self.changed |= self.has_gaps;
        self.asked_again = !self.has_gaps;
        self.single |= self.asked_again;
        self.asked_again
    }

    /// Records the total of an accepted page.
    pub(super) fn record_total(&mut self, total: Option<u32>) {
        self.asked_again = false;
        if let Some(rows) = total {
            self.total = total;
            self.first_total.get_or_insert(rows);
            self.changed |= self.first_total != self.total;
        }
    }
}

/// Returns the error of a page that repeats earlier rows.
pub(super) fn stalled() -> Error {
    let problem = "the portal sent the same rows again";
    Error::new(ErrorKind::Response, "LIST_STALLED", problem)
}

/// Returns the number of rows.
pub(super) fn length(rows: &[crate::wire::Value]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
