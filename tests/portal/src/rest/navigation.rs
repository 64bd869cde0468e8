//! The pages of a list.

use std::ops::Range;

use super::envelope::Reply;
use crate::php::Value;

/// The portal's fixed page size.
pub const PAGE_SIZE: usize = 50;

/// A page of a list whose `start` is an exact offset, as in `user.get`.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The range of the page's rows among all matching rows.
    pub rows: Range<usize>,
    /// The `start` of the next page; `None` on the last page.
    pub next: Option<i64>,
    /// The number of all rows. With a negative `start` it is 0; an empty page has no total.
    pub total: Option<i64>,
}

impl Page {
    /// Returns the page that begins at `start` in a list of `count` rows.
    pub fn at(start: i64, count: usize) -> Self {
        let counted = start >= 0;
        let first = usize::try_from(start).unwrap_or(0).min(count);
        let end = (first + PAGE_SIZE).min(count);
        let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Self {
            rows: first..end,
            next: (counted && end < count).then(|| signed(end)),
            total: (first < end).then(|| if counted { signed(count) } else { 0 }),
        }
    }

    /// Returns the reply with the rows of this page.
    pub fn reply(self, rows: impl Into<Value>) -> Reply {
        Reply { result: rows.into(), next: self.next, total: self.total }
    }
}
