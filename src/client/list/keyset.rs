//! Keyset pagination: each page is a condition on the sort column, so insertions and deletions do
//! not shift rows between pages.

use super::state::{ListState, Next, length, stalled};
use crate::error::Result;
use crate::text;
use crate::wire::reference::Reference;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, Number, Value, php};

/// The number of rows on a page.
const PAGE: u32 = 50;

/// The position in a list that is sorted by a column.
#[derive(Debug)]
pub(super) struct Keyset {
    column: &'static str,
    descending: bool,
    /// The value of the column in the last row.
    last: Option<i64>,
    rows: u32,
}

impl Keyset {
    pub(super) fn new(column: &'static str, descending: bool) -> Self {
        Self { column, descending, last: None, rows: 0 }
    }

    /// Returns the number of remaining pages, plus one that shows the end of the list if the last
    /// page is full.
    pub(super) fn pages_left(&self, total: Option<u32>) -> Option<u32> {
        total.map(|total| total.saturating_sub(self.rows).div_ceil(PAGE).saturating_add(1))
    }

    pub(super) fn page_size() -> u32 {
        PAGE
    }

    /// Sets the parameters of a page. A page that is not the first of its request refers to the
    /// last row of the previous one.
    pub(super) fn params(&self, params: &mut Map, index_in_batch: u32, single: bool) {
        params.insert("sort", self.column);
        params.insert("order", if self.descending { "DESC" } else { "ASC" });
        // The portal counts the rows only for a page that is requested separately.
        params.insert("start", if single { 0_i64 } else { -1 });
        let bound: Value = match (index_in_batch, self.last) {
            (0, None) => return,
            (0, Some(last)) => last.into(),
            _ => {
                let last = text::digits((PAGE - 1).into());
                Reference::to(page_name(index_in_batch - 1)).at(last).at(self.column).into()
            }
        };
        let mut filter = match params.remove("filter") {
            Some(Value::Map(filter)) => filter,
            _ => Map::new(),
        };
        let operator = if self.descending { "<" } else { ">" };
        filter.insert(text!("{}{}", operator, self.column), bound);
        params.insert("filter", filter);
    }

    /// Accepts a page; `remaining` is the number of rows from this page on, if it was requested
    /// separately.
    pub(super) fn accept<T: ReplyValue>(
        &mut self,
        state: &mut ListState,
        rows: T,
        remaining: Option<u32>,
        single: bool,
    ) -> Result<T> {
        let (mut at, length) = (self.last, length(&rows));
        for id in rows.ids(Some(self.column)) {
            let is_ordered = match (id, at) {
                (Some(id), Some(last)) => (id > last) != self.descending && id != last,
                (id, _) => id.is_some(),
            };
            if !is_ordered {
                return Err(stalled());
            }
            at = id;
        }
        let total = remaining.map(|remaining| self.rows.saturating_add(remaining));
        let is_incomplete = length == 0 && total.or(state.total) > Some(self.rows);
        if is_incomplete && state.should_ask_again() {
            return Ok(rows);
        }
        state.record_total(total);
        self.last = at;
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
        Ok(rows)
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
