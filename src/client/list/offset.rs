//! A list by counting rows: in an order of the caller's, or by a method that knows nothing else.

use super::recent_ids::{RecentIds, id};
use super::state::{ListState, length, stalled};
use crate::error::Result;
use crate::wire::{Map, Value, php};

/// Rows on a page of the portal's own size; some methods send a multiple of it.
const PAGE: u32 = 50;

/// Pages in a row that may bring nothing new: rows that the user may not see.
const MAX_EMPTY_PAGES: u32 = 50;

/// The search of the messenger counts people whom it then leaves out, on pages that may be of one
/// row each; no portal has as many as that.
const MOST_BARREN_LIMITED: u32 = 1_000;

/// Where a walk that counts rows is.
#[derive(Debug, Default)]
pub(super) struct Offset {
    start: u32,
    /// Rows on a page; 0 before the first one has told.
    step: u32,
    /// Rows on a page that the caller asks for; 0 if it does not.
    limit: u32,
    /// Whether the pages are of `OFFSET` and `LIMIT`. Such a page may hold fewer rows than it counts.
    limited: bool,
    /// Whether the method may page by `offset` rather than `start`.
    by_offset: bool,
    /// Pages since the last new row.
    empty_pages: u32,
    recent_ids: RecentIds,
    /// The last page, if its rows have no identifiers.
    before: Vec<Value>,
}

impl Offset {
    /// Pages of `limit` rows, if that is not 0: by `OFFSET` if `limited`; else by `start`, or by
    /// `offset` if the pages show it.
    pub(super) fn new(limit: u32, limited: bool) -> Self {
        Self { step: if limited { limit } else { 0 }, limit, limited, ..Self::default() }
    }

    /// Pages that are left, where the portal counts them; else one after the other.
    pub(super) fn pages_left(&self, total: Option<u32>) -> u32 {
        total.map_or(1, |total| total.saturating_sub(self.start).div_ceil(self.page_size()))
    }

    pub(super) fn page_size(&self) -> u32 {
        self.step.max(1)
    }

    /// Parameters of a page.
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

    /// ParamKind a page, and leaves out the rows that were there before.
    pub(super) fn accept(
        &mut self,
        state: &mut ListState,
        rows: Vec<Value>,
        (total, next, more): (Option<u32>, Option<u32>, Option<bool>),
    ) -> Result<Vec<Value>> {
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
            return Ok(Vec::new());
        }
        // A page's own rows may be alike: the days of one event.
        let mut fresh = rows;
        fresh.retain(|row| !self.recent_ids.contains(row));
        for row in &fresh {
            self.recent_ids.add(row);
        }
        if fresh == self.before {
            fresh.clear();
        }
        let is_full = length > 0 && (length.is_multiple_of(PAGE) || length == self.limit);
        let repeats = length > 0 && fresh.is_empty();
        let empty_pages = if fresh.is_empty() { self.empty_pages + 1 } else { 0 };
        let most = if self.limited { MOST_BARREN_LIMITED } else { MAX_EMPTY_PAGES };
        let is_over = empty_pages > most || repeats && total <= state.total;
        let counts_more = known > self.start;
        if repeats && is_full && counts_more && is_over {
            return Err(stalled());
        }
        let says_more = more == Some(true);
        let (following, goes_on) = match next {
            _ if is_over => (after, false),
            // What a page lacks comes from where the portal itself says that the next one begins.
            Some(next) if is_incomplete || known == 0 => (next, true),
            _ if known > 0 => (grid, grid < known || says_more),
            _ if length == 0 => (grid, says_more),
            _ => (after, more.unwrap_or(is_full)),
        };
        self.by_offset |= more.is_some() || self.limit > 0 && known == 0;
        self.empty_pages = empty_pages;
        self.start = following;
        if let Some(row) = fresh.first() {
            self.before = if id(row).is_none() { fresh.clone() } else { Vec::new() };
        }
        state.single = following != grid;
        state.changed |= is_over && (counts_more || says_more);
        state.record_total(total);
        state.done = !goes_on;
        Ok(fresh)
    }

    pub(super) fn cursor(&self) -> String {
        format!("{} {}", if self.by_offset { "offset" } else { "start" }, self.start)
    }

    /// Goes on from a cursor; says whether it is one.
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
