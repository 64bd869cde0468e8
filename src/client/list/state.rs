//! The state of a list.

use crate::error::{Error, ErrorKind};
use crate::wire::reply_value::ReplyValue;

/// What a list requests next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Next {
    /// One page, separately: the first one, and one after a doubtful reply.
    #[default]
    SinglePage,
    /// The same page once more, separately: it was incomplete.
    SamePage,
    /// Several pages in a batch.
    Batch,
    /// Nothing: the list is complete.
    Done,
}

/// The state of a list.
#[derive(Debug, Default)]
pub(super) struct ListState {
    /// The portal's last total number of rows.
    pub(super) total: Option<u32>,
    first_total: Option<u32>,
    /// Whether rows may be missing.
    pub(super) changed: bool,
    /// Whether the portal counts rows that it does not send.
    has_gaps: bool,
    pub(super) next: Next,
}

impl ListState {
    /// Records an incomplete page, and returns whether to request it once more, separately. If the
    /// page is incomplete again, the portal counts rows that it does not send (other people's, or
    /// deleted ones), and later incomplete pages are accepted.
    pub(super) fn should_ask_again(&mut self) -> bool {
        self.has_gaps |= self.next == Next::SamePage;
        self.changed |= self.has_gaps;
        if !self.has_gaps {
            self.next = Next::SamePage;
        }
        !self.has_gaps
    }

    /// Records the total of an accepted page.
    pub(super) fn record_total(&mut self, total: Option<u32>) {
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
pub(super) fn length(rows: &impl ReplyValue) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
