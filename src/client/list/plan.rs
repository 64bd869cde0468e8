//! Which page of a list to ask for next, and what an answer means: no network, no clock.

use crate::error::{Error, Kind, Result};
use crate::methods::{Definition, Paging};
use crate::wire::envelope::Reply;
use crate::wire::reference::Reference;
use crate::wire::{Map, Value, php};

use super::seen::Seen;

/// Rows on a page along a column.
const PAGE: usize = 50;

/// Pages in one request.
const MOST_PAGES: u32 = 50;

/// Where a walk is, and what is known of the list.
#[derive(Debug)]
pub(super) struct Plan {
    way: Way,
    rows: u32,
    total: Option<u32>,
    first_total: Option<u32>,
    /// Whether the next page is to be asked for alone: the first one, and one that is in doubt.
    pub(super) alone: bool,
    /// Whether the list ended before its total, so that the last row is asked for once more: with it
    /// the portal says how many there are.
    probing: bool,
    pub(super) done: bool,
    pub(super) changed: bool,
}

#[derive(Debug)]
enum Way {
    /// By a condition on a column that the rows are sorted by, so that rows which come and go
    /// elsewhere move none.
    Along { column: &'static str, descending: bool, last: Option<i64> },
    /// By counting rows.
    Offset { start: u32, step: u32, limit: Option<u32>, seen: Box<Seen> },
}

impl Plan {
    /// The plan of a list from its beginning, or from the cursor that an error had.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST` for a method that hands out everything at once, `INVALID_PARAMETER` for what
    /// the walk sets itself, `INVALID_CURSOR`.
    pub(super) fn new(
        definition: Option<&Definition>,
        params: &Map,
        cursor: Option<&str>,
    ) -> Result<Self> {
        for own in ["start", "OFFSET"] {
            if params.get(own).is_some() {
                let problem = format!("a list sets \"{own}\" itself; to resume, give a cursor");
                return Err(Error::input("INVALID_PARAMETER", problem));
            }
        }
        let by_start = || Way::Offset { start: 0, step: 0, limit: None, seen: Box::default() };
        let mut way = match definition.map_or(Paging::Start, |definition| definition.paging) {
            Paging::None => {
                let problem = "the method hands out everything at once: call it";
                return Err(Error::input("NOT_A_LIST", problem));
            }
            Paging::Along(column) if is_sorted_by(params, column) => {
                let descending = params.get("order") == Some(&Value::from("DESC"));
                Way::Along { column, descending, last: None }
            }
            Paging::Start | Paging::Along(_) => by_start(),
            Paging::Limit(most) => {
                let given = params.get("LIMIT").and_then(php::integer);
                let limit = given.and_then(|limit| limit.try_into().ok()).unwrap_or(most);
                Way::Offset { start: 0, step: limit, limit: Some(limit), seen: Box::default() }
            }
        };
        if let Some(cursor) = cursor {
            way.resume(cursor)?;
        }
        Ok(Self {
            way,
            rows: 0,
            total: None,
            first_total: None,
            alone: true,
            probing: false,
            done: false,
            changed: false,
        })
    }

    /// How many pages to ask for in the next request, where each of the last ones allows for `pace`
    /// of its kind and no more than `most` rows are wanted.
    pub(super) fn pages(&self, pace: u32, most: u32) -> u32 {
        if self.alone || self.probing {
            return 1;
        }
        let (left, page) = match &self.way {
            // One more shows that the list has ended, also where the last page is full.
            Way::Along { .. } => (self.total.map(|total| total.saturating_sub(self.rows) + 50), 50),
            Way::Offset { start, step, .. } => {
                (self.total.map(|total| total.saturating_sub(*start)), (*step).max(1))
            }
        };
        let left = left.map_or(MOST_PAGES, |rows| rows.div_ceil(page));
        let uncounted = self.total.is_none() && matches!(self.way, Way::Offset { .. });
        let left = if uncounted { 1 } else { left };
        left.min(most.div_ceil(page)).min(pace).clamp(1, MOST_PAGES)
    }

    /// Parameters of the page that stands `ahead` pages after the next one in the same request. A
    /// page asked for alone is counted by the portal.
    pub(super) fn params(&self, params: &Map, ahead: u32, counted: bool) -> Map {
        let mut params = params.clone();
        match &self.way {
            Way::Along { column, descending, last } => {
                let order = if *descending { "DESC" } else { "ASC" };
                params.insert("sort", *column);
                params.insert("order", order);
                params.insert("start", if counted { 0_i64 } else { -1 });
                let beyond = match ahead.checked_sub(1) {
                    Some(before) => {
                        let page = Reference::to(page_name(before));
                        Some(page.at(PAGE - 1).at(column).into())
                    }
                    None => last.map(|last| Value::from(self.before(last, *descending))),
                };
                if let Some(beyond) = beyond {
                    let mut filter = match params.remove("filter") {
                        Some(Value::Map(filter)) => filter,
                        _ => Map::new(),
                    };
                    let operator = if *descending { "<" } else { ">" };
                    filter.insert(format!("{operator}{column}"), beyond);
                    params.insert("filter", filter);
                }
            }
            Way::Offset { start, step, limit, .. } => {
                let start = start + ahead * step - u32::from(self.probing);
                match limit {
                    Some(limit) => {
                        params.insert("OFFSET", start);
                        params.insert("LIMIT", *limit);
                    }
                    None => params.insert("start", start),
                }
            }
        }
        params
    }

    /// Takes the answer for the next page and hands out its rows. Afterwards, [`Self::done`] says
    /// whether it was the last, and [`Self::alone`] whether what came with it in the same request is
    /// in doubt.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST`, and errors of kind [`Answer`](Kind::Answer) for a page that cannot be:
    /// `LIST_STALLED`, `LIST_SHORT`. The plan is as before then.
    pub(super) fn accept(&mut self, reply: Reply<Value>, alone: bool) -> Result<Vec<Value>> {
        let Reply { result, total, next, .. } = reply;
        let rows = rows(result)?;
        if self.probing {
            return self.accept_probe(&rows, total);
        }
        match self.way {
            Way::Along { .. } => self.accept_along(rows, total.filter(|_| alone), alone),
            Way::Offset { .. } => self.accept_offset(rows, total, next, alone),
        }
    }

    fn accept_along(
        &mut self,
        rows: Vec<Value>,
        remaining: Option<u32>,
        alone: bool,
    ) -> Result<Vec<Value>> {
        let Way::Along { column, descending, last } = &mut self.way else { return Ok(rows) };
        let mut at = *last;
        for row in &rows {
            let id = row.as_map().and_then(|row| row.get(column)).and_then(php::integer);
            let goes_on = match (id, at) {
                (Some(id), Some(last)) => (id > last) != *descending && id != last,
                (Some(_), None) => true,
                (None, _) => false,
            };
            if !goes_on {
                return Err(stalled());
            }
            at = id;
        }
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if rows.is_empty() && remaining.is_some_and(|remaining| remaining > 0) {
            return Err(short());
        }
        *last = at;
        if let Some(remaining) = remaining {
            self.count(self.rows + remaining);
        }
        self.rows += count;
        let is_full = rows.len() >= PAGE;
        let is_all = match alone {
            true => rows.is_empty() || remaining.is_some_and(|remaining| remaining <= count),
            false => !is_full && self.total.is_some_and(|total| self.rows >= total),
        };
        self.end(is_all);
        self.alone = !is_full;
        Ok(rows)
    }

    fn accept_offset(
        &mut self,
        rows: Vec<Value>,
        total: Option<u32>,
        next: Option<u32>,
        alone: bool,
    ) -> Result<Vec<Value>> {
        let known = self.total;
        let Way::Offset { start, step, limit, seen } = &mut self.way else { return Ok(rows) };
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let next = next.filter(|next| next > start);
        let step_now = if *step > 0 { *step } else { next.map_or(count, |next| next - *start) };
        let goes_on = total.is_some_and(|total| total > *start + count);
        let is_short = count < step_now && goes_on && limit.is_none();
        if is_short && (!alone || next.is_none() || rows.is_empty()) {
            return Err(short());
        }
        if rows.is_empty() && !goes_on && !alone {
            self.alone = true;
            return Ok(rows);
        }
        let mut fresh = Vec::new();
        for row in rows {
            if seen.is_new(&row) {
                fresh.push(row);
            }
        }
        let grew = total > known;
        if count > 0 && fresh.is_empty() && !grew {
            return Err(stalled());
        }
        *step = step_now;
        let following = match (total, next) {
            (None, None) => None,
            (None, next) => next,
            (Some(_), Some(next)) if is_short => Some(next),
            (Some(total), _) => Some(*start + step_now).filter(|start| *start < total),
        };
        *start = following.or(total).unwrap_or(*start + count);
        self.alone = is_short;
        self.rows += u32::try_from(fresh.len()).unwrap_or(u32::MAX);
        if let Some(total) = total {
            self.count(total);
        }
        self.end(following.is_none() || (count == 0 && !goes_on));
        Ok(fresh)
    }

    /// The answer for the last row, asked for once more.
    fn accept_probe(&mut self, rows: &[Value], total: Option<u32>) -> Result<Vec<Value>> {
        let is_more = match &self.way {
            Way::Along { column, last, .. } => rows.iter().any(|row| {
                row.as_map().and_then(|row| row.get(column)).and_then(php::integer) != *last
            }),
            Way::Offset { start, .. } => total.is_some_and(|total| total > *start),
        };
        if is_more {
            return Err(short());
        }
        let rows = self.reached();
        self.count(rows);
        self.done = true;
        Ok(Vec::new())
    }

    /// The list is at its end; where the portal had said that there are more rows, that is to be
    /// proven.
    fn end(&mut self, is_all: bool) {
        self.probing = is_all && self.total.is_some_and(|total| total > self.reached());
        self.done = is_all && !self.probing;
    }

    /// The rows up to here, those before a cursor that the walk began at included.
    fn reached(&self) -> u32 {
        match &self.way {
            Way::Along { .. } => self.rows,
            Way::Offset { start, .. } => *start,
        }
    }

    fn before(&self, last: i64, descending: bool) -> i64 {
        match (self.probing, descending) {
            (false, _) => last,
            (true, false) => last - 1,
            (true, true) => last + 1,
        }
    }

    fn count(&mut self, total: u32) {
        self.total = Some(total);
        self.first_total.get_or_insert(total);
        self.changed |= self.first_total != self.total;
    }

    /// How many rows the portal said last that there are.
    pub(super) fn total(&self) -> Option<u32> {
        self.total
    }

    /// Where to go on from: what [`Way::resume`] reads.
    pub(super) fn cursor(&self) -> String {
        match &self.way {
            Way::Along { last: None, .. } => String::new(),
            Way::Along { last: Some(last), .. } => format!("after {last}"),
            Way::Offset { start, .. } => format!("start {start}"),
        }
    }
}

impl Way {
    fn resume(&mut self, cursor: &str) -> Result<()> {
        let number = |word| {
            let digits = cursor.strip_prefix(word)?;
            php::integer(&Value::from(digits))
        };
        match self {
            Self::Along { last, .. } if cursor.is_empty() || number("after ").is_some() => {
                *last = number("after ");
                Ok(())
            }
            Self::Offset { start, .. } => match number("start ").map(u32::try_from) {
                Some(Ok(number)) => {
                    *start = number;
                    Ok(())
                }
                _ => Err(foreign(cursor)),
            },
            Self::Along { .. } => Err(foreign(cursor)),
        }
    }
}

/// The name of a page's command within its request.
pub(super) fn page_name(ahead: u32) -> String {
    format!("p{ahead}")
}

/// Whether the caller asks for no other order.
fn is_sorted_by(params: &Map, column: &str) -> bool {
    params.get("sort").is_none_or(|sort| sort.as_text() == Some(column))
}

/// The rows of a result: a list, the values of a map by identifier, or the one list in an object.
fn rows(result: Value) -> Result<Vec<Value>> {
    let not_a_list =
        || Error::input("NOT_A_LIST", "The method's answer holds no list of rows: call it.");
    match result {
        Value::List(rows) => Ok(rows),
        Value::Map(map) => {
            let mut values = Vec::new();
            let mut lists = 0;
            for (_, value) in map {
                lists += usize::from(matches!(value, Value::List(_)));
                values.push(value);
            }
            match (lists, values.len()) {
                (0, _) if values.iter().all(|row| row.as_map().is_some()) => Ok(values),
                (1, _) => values
                    .into_iter()
                    .find_map(|value| match value {
                        Value::List(rows) => Some(rows),
                        _ => None,
                    })
                    .ok_or_else(not_a_list),
                _ => Err(not_a_list()),
            }
        }
        _ => Err(not_a_list()),
    }
}

fn stalled() -> Error {
    let problem = "The portal sent rows again that it had sent before.";
    Error::new(Kind::Answer, "LIST_STALLED", problem)
}

fn short() -> Error {
    let problem = "The portal sent fewer rows than it says that there are.";
    Error::new(Kind::Answer, "LIST_SHORT", problem)
}

fn foreign(cursor: &str) -> Error {
    let problem = format!("\"{cursor}\" is no cursor of a list of this method in this order");
    Error::input("INVALID_CURSOR", problem)
}
