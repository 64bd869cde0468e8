//! A list by counting rows: in an order of the caller's, or by a method that knows nothing else.

use super::count::{Count, length, short, stalled};
use super::seen::Seen;
use crate::error::Result;
use crate::wire::{Map, Value, php};

/// Pages in a row that may bring nothing new. The search of the messenger counts people whom it then
/// leaves out, so that some pages are empty; no portal has as many as that.
const MOST_BARREN: u32 = 1_000;

/// Where a walk that counts rows is.
#[derive(Debug, Default)]
pub(super) struct Offset {
    start: u32,
    /// Rows on a page; 0 before the first one has told.
    step: u32,
    /// Whether the pages are of `OFFSET` and `LIMIT`. Such a page may hold fewer rows than it counts.
    limited: bool,
    /// Pages since the last new row.
    barren: u32,
    seen: Seen,
}

impl Offset {
    /// By `OFFSET`, with so many rows to a page.
    pub(super) fn limited(step: u32) -> Self {
        Self { step, limited: true, ..Self::default() }
    }

    /// Pages that are left, where the portal counts them; else one after the other.
    pub(super) fn pages_left(&self, total: Option<u32>) -> u32 {
        total.map_or(1, |total| total.saturating_sub(self.start).div_ceil(self.page_size()))
    }

    pub(super) fn page_size(&self) -> u32 {
        self.step.max(1)
    }

    /// Parameters of a page.
    pub(super) fn params(&self, params: &mut Map, ahead: u32, probing: bool) {
        let start = self.start.saturating_add(ahead.saturating_mul(self.step));
        let start = start.saturating_sub(u32::from(probing));
        if self.limited {
            params.insert("OFFSET", start);
            params.insert("LIMIT", self.step);
        } else {
            params.insert("start", start);
        }
    }

    /// Takes a page, and leaves out the rows that were there before.
    pub(super) fn accept(
        &mut self,
        count: &mut Count,
        rows: Vec<Value>,
        (total, next): (Option<u32>, Option<u32>),
        alone: bool,
    ) -> Result<Vec<Value>> {
        let length = length(&rows);
        let after = self.start.saturating_add(length);
        let next = next.filter(|next| *next > self.start);
        let step = match self.step {
            0 => next.map_or(length.max(1), |next| next - self.start),
            step => step,
        };
        let goes_on = total.is_some_and(|total| total > after);
        // What a page lacks comes from where the portal itself says that the next one begins.
        let is_short = length < step && goes_on && !self.limited;
        if is_short && (!alone || next.is_none() || length == 0) {
            return Err(short());
        }
        if length == 0 && !goes_on && !alone {
            count.alone = true;
            return Ok(rows);
        }
        let mut fresh = Vec::new();
        for row in rows {
            if self.seen.is_new(&row) {
                fresh.push(row);
            }
        }
        let barren = if fresh.is_empty() { self.barren + 1 } else { 0 };
        let grew = total > count.total;
        if length > 0 && fresh.is_empty() && (!grew || barren > MOST_BARREN) {
            return Err(stalled());
        }
        if barren > MOST_BARREN {
            return Err(short());
        }
        let following = match total {
            None => next,
            Some(_) if is_short => next,
            Some(total) => Some(self.start.saturating_add(step)).filter(|start| *start < total),
        };
        self.step = step;
        self.barren = barren;
        self.start = following.or(total).unwrap_or(after);
        count.alone = is_short;
        count.say(total);
        if following.is_none() || (length == 0 && !goes_on) {
            count.end(self.start);
        }
        Ok(fresh)
    }

    /// Takes the answer for the last row, asked for once more: whether anything comes after it.
    pub(super) fn accept_probe(&self, count: &mut Count, total: Option<u32>) -> Result<()> {
        if total.is_some_and(|total| total > self.start) {
            return Err(short());
        }
        count.end_for_sure(self.start);
        Ok(())
    }

    pub(super) fn cursor(&self) -> String {
        format!("start {}", self.start)
    }

    /// Goes on from a cursor; says whether it is one.
    pub(super) fn resume(&mut self, cursor: &str) -> bool {
        let start = cursor.strip_prefix("start ").and_then(|start| php::integer(&start.into()));
        match start.map(u32::try_from) {
            Some(Ok(start)) => {
                self.start = start;
                true
            }
            _ => false,
        }
    }
}
