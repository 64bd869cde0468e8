//! What is known of a list on the way along it.

use crate::error::{Error, Kind};

/// What is known of a list, and what the next page is to be.
#[derive(Debug)]
pub(super) struct Count {
    /// How many rows the portal said last that there are.
    pub(super) total: Option<u32>,
    first_total: Option<u32>,
    /// Whether the total changed on the way.
    pub(super) changed: bool,
    /// Whether the next page is to be asked for alone: the first one, and one that is in doubt.
    pub(super) alone: bool,
    /// Whether the list ended before its total, so that the last row is asked for once more: with it
    /// the portal says how many there are.
    pub(super) probing: bool,
    /// Whether there is nothing more to ask for.
    pub(super) done: bool,
}

impl Count {
    pub(super) fn new() -> Self {
        Self {
            total: None,
            first_total: None,
            changed: false,
            alone: true,
            probing: false,
            done: false,
        }
    }

    /// The portal says how many rows there are.
    pub(super) fn say(&mut self, total: Option<u32>) {
        if let Some(rows) = total {
            self.total = total;
            self.first_total.get_or_insert(rows);
            self.changed |= self.first_total != self.total;
        }
    }

    /// The list ends here, after so many rows. Where the portal had said that there are more, that is
    /// to be proven.
    pub(super) fn end(&mut self, rows: u32) {
        self.probing = self.total.is_some_and(|total| total > rows);
        self.done = !self.probing;
    }

    /// It is proven that the list ends here, after so many rows.
    pub(super) fn end_for_sure(&mut self, rows: u32) {
        self.say(Some(rows));
        self.done = true;
    }
}

/// The error of a page that was there before.
pub(super) fn stalled() -> Error {
    let problem = "The portal sent rows again that it had sent before.";
    Error::new(Kind::Answer, "LIST_STALLED", problem)
}

/// The error of a page on which rows are missing.
pub(super) fn short() -> Error {
    let problem = "The portal sent fewer rows than it says that there are.";
    Error::new(Kind::Answer, "LIST_SHORT", problem)
}

/// A number of rows.
pub(super) fn length(rows: &[crate::wire::Value]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
