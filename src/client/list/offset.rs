//! Pagination by row offsets: for an order of the caller's, or for methods without keyset paging.

use super::recent_ids::RecentIds;
use super::state::{ListState, Next, length, stalled};
use crate::error::Result;
use crate::text;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, php};

/// The number of rows on a page of the portal's own size; some methods send a multiple of it.
const PAGE: u32 = 50;

/// The most consecutive pages without new rows, such as pages of rows that the user may not see.
const MAX_EMPTY_PAGES: u32 = 50;

/// The same for `OFFSET` and `LIMIT`: the messenger's search counts people whom it omits, on pages
/// that may have one row each. No portal has as many such people.
const MAX_EMPTY_LIMITED_PAGES: u32 = 1_000;

/// The position in a list by row offsets.
#[derive(Debug)]
pub(super) struct Offset<T> {
    start: u32,
    /// The number of rows on a page; 0 before the first page.
    step: u32,
    /// The caller's number of rows on a page; 0 if not set.
    limit: u32,
    /// Whether the pages are by `OFFSET` and `LIMIT`. Such a page may have fewer rows than it
    /// counts.
    limited: bool,
    /// The member of a row that identifies it, if the caller names one.
    id: Option<String>,
    /// Whether the method may page by `offset` rather than `start`.
    by_offset: bool,
    /// The number of pages since the last new row.
    empty_pages: u32,
    recent_ids: RecentIds,
    /// The last page, if its rows have no identifiers.
    previous: Option<T>,
}

impl<T: ReplyValue> Offset<T> {
    /// Creates a list with pages of `limit` rows, unless it is 0: by `OFFSET` if `limited`; else by
    /// `start`, or by `offset` if the pages show that the method uses it. `id` is the member of a row that
    /// identifies it, by default `ID` or `id`.
    pub(super) fn new(limit: u32, limited: bool, id: Option<String>) -> Self {
        Self {
            start: 0,
            step: if limited { limit } else { 0 },
            limit,
            limited,
            id,
            by_offset: false,
            empty_pages: 0,
            recent_ids: RecentIds::default(),
            previous: None,
        }
    }

    /// Returns the number of remaining pages; 1 if the portal does not count rows.
    pub(super) fn pages_left(&self, total: Option<u32>) -> u32 {
        total.map_or(1, |total| total.saturating_sub(self.start).div_ceil(self.page_size()))
    }

    pub(super) fn page_size(&self) -> u32 {
        self.step.max(1)
    }

    /// Sets the parameters of a page.
    pub(super) fn params(&self, params: &mut Map, index_in_batch: u32) {
        let start = self.start.saturating_add(index_in_batch.saturating_mul(self.step));
        if self.limited {
            params.insert("OFFSET", start);
            params.insert("LIMIT", self.step);
            return;
        }
        params.insert("start", start);
        if self.by_offset && params.get("offset").is_none() {
            params.insert("offset", start);
        }
    }

    /// Accepts a page and returns its new rows.
    pub(super) fn accept(
        &mut self,
        state: &mut ListState,
        mut rows: T,
        (total, next, more): (Option<u32>, Option<u32>, Option<bool>),
    ) -> Result<T> {
        let length = length(&rows);
        let after = self.start.saturating_add(length);
        let next = next.filter(|next| *next > self.start);
        if self.step == 0 {
            self.step = match next {
                Some(next) => next - self.start,
                None if length == 0 => PAGE,
                None => length,
            };
        }
        let grid = self.start.saturating_add(self.step);
        // 0 if the portal does not count.
        let known = total.or(state.total).unwrap_or(0);
        let may_be_incomplete = more.is_none() && (!self.limited || total.is_none());
        let is_incomplete = may_be_incomplete && length < self.step && known > after;
        if is_incomplete && state.should_ask_again() {
            rows.clear();
            return Ok(rows);
        }
        let fresh = self.retain_new(rows);
        let is_empty = fresh.len() == 0;
        let is_full = length > 0 && (length.is_multiple_of(PAGE) || length == self.limit);
        let repeats = length > 0 && is_empty;
        let empty_pages = if is_empty { self.empty_pages + 1 } else { 0 };
        let max = if self.limited { MAX_EMPTY_LIMITED_PAGES } else { MAX_EMPTY_PAGES };
        let is_over = empty_pages > max || repeats && total <= state.total;
        let counts_more = known > self.start;
        if repeats && is_full && counts_more && is_over {
            return Err(stalled());
        }
        let has_more = more == Some(true);
        let (following, continues) = match next {
            _ if is_over => (after, false),
            // After an incomplete page, the portal's own `next` is the start of the missing rows.
            Some(next) if is_incomplete || known == 0 => (next, true),
            _ if known > 0 => (grid, grid < known || has_more),
            _ if length == 0 => (grid, has_more),
            _ => (after, more.unwrap_or(is_full)),
        };
        self.by_offset |= more.is_some() || self.limit > 0 && known == 0;
        self.empty_pages = empty_pages;
        self.start = following;
        if let Some(first) = fresh.ids(self.id.as_deref()).first() {
            self.previous = first.is_none().then(|| fresh.snapshot());
        }
        state.next = match continues {
            false => Next::Done,
            true if following == grid => Next::Batch,
            true => Next::SinglePage,
        };
        state.changed |= is_over && (counts_more || has_more);
        state.record_total(total);
        Ok(fresh)
    }

    /// Retains the rows that no earlier page had.
    fn retain_new(&mut self, mut rows: T) -> T {
        let ids = rows.ids(self.id.as_deref());
        // Rows of the same page may share an identifier: the days of one event.
        let mut marks = Vec::new();
        for id in &ids {
            marks.push(!id.is_some_and(|id| self.recent_ids.contains(id)));
        }
        for id in ids.into_iter().flatten() {
            self.recent_ids.add(id);
        }
        rows.retain(&marks);
        if self.previous.as_ref().is_some_and(|previous| rows.equals(previous)) {
            rows.clear();
        }
        rows
    }

    pub(super) fn cursor(&self) -> String {
        text!(
            "{} {}",
            if self.by_offset { "offset" } else { "start" },
            text::digits(self.start.into())
        )
    }

    /// Returns whether a cursor is that of a list by offsets.
    pub(super) fn is_cursor(cursor: &str) -> bool {
        cursor.starts_with("start ") || cursor.starts_with("offset ")
    }

    /// Resumes at a cursor; returns whether the cursor is valid.
    pub(super) fn resume(&mut self, cursor: &str) -> bool {
        let offset = cursor.strip_prefix("offset ");
        self.by_offset = offset.is_some();
        let start = offset.or_else(|| cursor.strip_prefix("start "));
        match start.and_then(|start| php::integer(&start.into())).map(u32::try_from) {
            Some(Ok(start)) => {
                self.start = start;
                true
            }
            _ => false,
        }
    }
}
