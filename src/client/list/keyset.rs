//! Keyset pagination: each page is a condition on the sort column, so insertions and deletions do
//! not shift rows between pages.

use super::key::{Key, PAGE};
use super::state::{ListState, Next, length, stalled};
use crate::error::Result;
use crate::text;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, Number, php};

/// The position in a list that is ordered by a key.
#[derive(Debug)]
pub(super) struct Keyset {
    key: Key,
    descending: bool,
    /// The key of the last row.
    last: Option<i64>,
    rows: u32,
}

impl Keyset {
    pub(super) fn new(key: Key, descending: bool) -> Self {
        Self { key, descending, last: None, rows: 0 }
    }

    /// Returns the number of remaining pages, plus one that shows the end of the list if the last
    /// page is full. If the portal does not count, it is as many pages as there were before.
    pub(super) fn pages_left(&self, total: Option<u32>) -> u32 {
        let left = |total: u32| total.saturating_sub(self.rows).div_ceil(PAGE).saturating_add(1);
        total.map_or(self.rows.div_ceil(PAGE), left)
    }

    /// Sets the parameters of a page. A page that is not the first of its request refers to the
    /// last row of the previous one, in its member `rows`.
    pub(super) fn params(
        &self,
        params: &mut Map,
        rows: Option<&str>,
        index_in_batch: u32,
        single: bool,
    ) {
        self.key.set_order(params, self.descending, single);
        let bound = match (index_in_batch, self.last) {
            (0, None) => return,
            (0, Some(last)) => last.into(),
            _ => self.key.reference(page_name(index_in_batch - 1), rows),
        };
        self.key.set_bound(params, self.descending, bound);
    }

    /// Returns the key of the last one of a page's rows.
    ///
    /// # Errors
    ///
    /// `LIST_STALLED` for rows that are not in the order of the key.
    pub(super) fn last_key<T: ReplyValue>(&self, rows: &T) -> Result<Option<i64>> {
        let mut last = self.last;
        for id in rows.ids(Some(&self.key.member)) {
            let follows = match (id, last) {
                (Some(id), Some(last)) => (id > last) != self.descending && id != last,
                (id, _) => id.is_some(),
            };
            if !follows {
                return Err(stalled());
            }
            last = id;
        }
        Ok(last)
    }

    /// Returns whether no page was accepted.
    pub(super) fn is_new(&self) -> bool {
        self.last.is_none()
    }

    /// Accepts a page and its last key; `remaining` is the number of rows from this page on, if it was
    /// requested separately.
    pub(super) fn accept<T: ReplyValue>(
        &mut self,
        state: &mut ListState,
        rows: T,
        last: Option<i64>,
        remaining: Option<u32>,
        single: bool,
    ) -> T {
        let length = length(&rows);
        let total = remaining.map(|remaining| self.rows.saturating_add(remaining));
        let is_incomplete = length == 0 && total.or(state.total) > Some(self.rows);
        if is_incomplete && state.should_ask_again() {
            return rows;
        }
        state.record_total(total);
        self.last = last;
        self.rows = self.rows.saturating_add(length);
        let is_short = length < PAGE;
        let is_done = match single {
            true => length == 0 || remaining.is_some_and(|remaining| remaining <= length),
            false => is_short && state.total.is_some_and(|total| self.rows >= total),
        };
        state.next = match is_done {
            true => Next::Done,
            false if is_short => Next::SinglePage,
            false => Next::Batch,
        };
        rows
    }

    pub(super) fn cursor(&self) -> String {
        self.last.map(|last| text!("after {}", Number::from(last).as_str())).unwrap_or_default()
    }

    /// Resumes at a cursor; returns whether the cursor is valid.
    pub(super) fn resume(&mut self, cursor: &str) -> bool {
        self.last = cursor.strip_prefix("after ").and_then(|last| php::integer(&last.into()));
        self.last.is_some() || cursor.is_empty()
    }
}

/// Returns the name of a page's command in its request.
pub(super) fn page_name(index_in_batch: u32) -> String {
    text!("p{}", text::digits(index_in_batch.into()))
}
