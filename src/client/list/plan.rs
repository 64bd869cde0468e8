//! The plan of a list: the next pages to request, and the effect of each reply, without I/O.

use super::keyset::Keyset;
use super::offset::Offset;
use super::rows::{has_more, take_rows};
use super::state::{ListState, Next};
use crate::error::{Error, Result};
use crate::schema::{Definition, Paging};
use crate::wire::envelope::Envelope;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, Value, php};

/// The position in a list and its state.
#[derive(Debug)]
pub(super) struct Plan<T> {
    strategy: Strategy<T>,
    /// The member of the result that holds the rows, set by the caller or by the first page.
    pub(super) rows: Option<String>,
    pub(super) state: ListState,
}

#[derive(Debug)]
enum Strategy<T> {
    Keyset(Keyset),
    Offset(Box<Offset<T>>),
}

impl<T: ReplyValue> Plan<T> {
    /// Creates the plan of a list from its beginning or from the cursor of an error.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST` for a method that returns everything at once, `INVALID_PARAMETER` for a
    /// parameter that the list sets itself, `INVALID_CURSOR`.
    pub(super) fn new(
        definition: Option<&Definition>,
        params: &Map,
        cursor: Option<&str>,
    ) -> Result<Self> {
        for name in ["start", "OFFSET"] {
            if params.get(name).is_some() {
                let problem = text!("a list sets \"{}\" itself; to resume, give a cursor", name);
                return Err(Error::input("INVALID_PARAMETER", problem));
            }
        }
        let mut strategy = Strategy::new(definition, params)?;
        let resumed = match (&mut strategy, cursor) {
            (_, None) => true,
            (Strategy::Keyset(keyset), Some(cursor)) => keyset.resume(cursor),
            (Strategy::Offset(offset), Some(cursor)) => offset.resume(cursor),
        };
        if resumed {
            return Ok(Self { strategy, rows: None, state: ListState::default() });
        }
        let problem = "the cursor is not that of this method and order";
        Err(Error::input("INVALID_CURSOR", problem))
    }

    /// Returns the number of pages for the next request, with at most `max_rows` rows.
    pub(super) fn pages(&self, max_rows: u32) -> u32 {
        if self.state.next != Next::Batch {
            return 1;
        }
        let (left, page) = match &self.strategy {
            Strategy::Keyset(keyset) => {
                let left = keyset.pages_left(self.state.total);
                (left.unwrap_or(u32::MAX), Keyset::page_size())
            }
            Strategy::Offset(offset) => (offset.pages_left(self.state.total), offset.page_size()),
        };
        left.min(max_rows.div_ceil(page)).max(1)
    }

    /// Returns the parameters of the page `index_in_batch` pages after the next one in the same
    /// request, or of the next one as a separate request.
    pub(super) fn params(&self, params: &Map, index_in_batch: u32, single: bool) -> Map {
        let mut params = params.clone();
        match &self.strategy {
            Strategy::Keyset(keyset) => keyset.params(&mut params, index_in_batch, single),
            Strategy::Offset(offset) => offset.params(&mut params, index_in_batch),
        }
        params
    }

    /// Accepts the reply for the next page and returns its rows. Afterwards, the state shows
    /// whether the page was the last, and whether the next page needs a separate request.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST`, and `LIST_STALLED` for a page that repeats rows. The plan then stays
    /// unchanged.
    pub(super) fn accept(&mut self, reply: Envelope<T>, single: bool) -> Result<T> {
        let Envelope { result, total, next, .. } = reply;
        let more = has_more(&result);
        let rows = take_rows(result, &mut self.rows)?;
        let state = &mut self.state;
        match &mut self.strategy {
            Strategy::Keyset(keyset) => {
                keyset.accept(state, rows, total.filter(|_| single), single)
            }
            Strategy::Offset(offset) => offset.accept(state, rows, (total, next, more)),
        }
    }

    /// Returns the cursor to resume at.
    pub(super) fn cursor(&self) -> String {
        match &self.strategy {
            Strategy::Keyset(keyset) => keyset.cursor(),
            Strategy::Offset(offset) => offset.cursor(),
        }
    }
}

impl<T: ReplyValue> Strategy<T> {
    fn new(definition: Option<&Definition>, params: &Map) -> Result<Self> {
        let limit = params.get("LIMIT").or_else(|| params.get("limit"));
        let limit = limit.and_then(php::integer).and_then(|limit| limit.try_into().ok());
        let (limit, limited) = match definition.map_or(Paging::Start, |known| known.paging) {
            Paging::None => return Err(at_once()),
            Paging::Keyset(column) if is_sorted_by(params, column) => {
                let descending = params.get("order") == Some(&Value::from("DESC"));
                return Ok(Self::Keyset(Keyset::new(column, descending)));
            }
            Paging::Start | Paging::Keyset(_) => (limit.unwrap_or(0), false),
            Paging::Limit { max, .. } => (limit.unwrap_or(max), true),
        };
        Ok(Self::Offset(Box::new(Offset::new(limit, limited))))
    }
}

/// Rejects methods that describe fields, and methods with positional parameters, which would read
/// `start` as one of them.
pub(super) fn check_method(method: &str) -> Result<()> {
    let is = |part: Option<&str>, word| part.is_some_and(|part| part.eq_ignore_ascii_case(word));
    if is(method.get(method.len().saturating_sub(6)..), "fields") {
        return Err(at_once());
    }
    if is(method.get(..5), "task.") && !is(method.get(5..12), "stages.") {
        let problem = "the method reads parameters by position; call it, as \
            task.elapseditem.getlist with [5, { ID: 'asc' }, {}, ['*'], \
            { NAV_PARAMS: { nPageSize: 50, iNumPage: 1 } }]";
        return Err(Error::input("NOT_A_LIST", problem));
    }
    Ok(())
}

fn at_once() -> Error {
    Error::input("NOT_A_LIST", "the method returns everything at once; call it")
}

/// Returns whether the caller sets no other order.
fn is_sorted_by(params: &Map, column: &str) -> bool {
    params.get("sort").is_none_or(|sort| sort.as_text() == Some(column))
}
