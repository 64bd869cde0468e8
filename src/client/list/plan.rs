//! The plan of a list: the next pages to request, and the effect of each reply, without I/O.

use super::key::{Key, PAGE, rows_of};
use super::keyset::Keyset;
use super::offset::Offset;
use super::rows::{has_more, take_rows};
use super::state::{ListState, Next};
use crate::client::Command;
use crate::error::{Error, Result};
use crate::schema::Paging;
use crate::wire::envelope::Envelope;
use crate::wire::reply_value::ReplyValue;
use crate::wire::{Map, php};

/// What the caller of a list names, because the SDK does not know it.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// The member of the result that holds the rows.
    pub(crate) rows: Option<String>,
    /// The member of a row that identifies it.
    pub(crate) id: Option<String>,
    /// The field by which the method orders and filters, with `order` and `filter`.
    pub(crate) by: Option<String>,
}

/// The position in a list and its state.
#[derive(Debug)]
pub(super) struct Plan<T> {
    strategy: Strategy<T>,
    /// The member of the result that holds the rows: of the caller's choice, or by the first page.
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
    pub(super) fn new(command: &Command, members: Members, cursor: Option<&str>) -> Result<Self> {
        let params = &command.params;
        for name in ["start", "OFFSET"] {
            if params.get(name).is_some() {
                let problem = text!("a list sets \"{}\" itself; to resume, give a cursor", name);
                return Err(Error::input("INVALID_PARAMETER", problem));
            }
        }
        let Members { rows, id, by } = members;
        let mut strategy = match cursor {
            // The list went by offsets, because the method ignored the order.
            Some(cursor) if command.definition.is_none() && Offset::<T>::is_cursor(cursor) => {
                Strategy::by_offset(0, false, id)
            }
            _ => Strategy::new(command, id, by)?,
        };
        let resumed = match (&mut strategy, cursor) {
            (_, None) => true,
            (Strategy::Keyset(keyset), Some(cursor)) => keyset.resume(cursor),
            (Strategy::Offset(offset), Some(cursor)) => offset.resume(cursor),
        };
        if resumed {
            let rows = rows.or_else(|| rows_of(&command.name));
            return Ok(Self { strategy, rows, state: ListState::default() });
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
            Strategy::Keyset(keyset) => (keyset.pages_left(self.state.total), PAGE),
            Strategy::Offset(offset) => (offset.pages_left(self.state.total), offset.page_size()),
        };
        left.min(max_rows.div_ceil(page)).max(1)
    }

    /// Returns the parameters of the page `index_in_batch` pages after the next one in the same
    /// request, or of the next one as a separate request.
    pub(super) fn params(&self, params: &Map, index_in_batch: u32, single: bool) -> Map {
        let mut params = params.clone();
        match &self.strategy {
            Strategy::Keyset(keyset) => {
                let rows = self.rows.as_deref();
                keyset.params(&mut params, rows, index_in_batch, single);
            }
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
        let mut last = Ok(None);
        if let Strategy::Keyset(keyset) = &self.strategy {
            last = keyset.last_key(&rows);
            // The method ignores the order, or its rows have no such identifier.
            if last.is_err() && keyset.is_new() {
                self.strategy = Strategy::by_offset(0, false, None);
            }
        }
        match &mut self.strategy {
            Strategy::Keyset(keyset) => {
                Ok(keyset.accept(state, rows, last?, total.filter(|_| single), single))
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
    fn new(command: &Command, id: Option<String>, by: Option<String>) -> Result<Self> {
        let params = &command.params;
        let paging = command.definition.map(|known| known.paging);
        let key = match (by, paging) {
            (Some(field), _) => Some(Key::by(&field)),
            (None, Some(Paging::Keyset(field))) => {
                Some(Key::of(&command.name).unwrap_or_else(|| Key::by(field)))
            }
            (None, Some(_)) => None,
            (None, None) => Key::of(&command.name),
        };
        if let Some(mut key) = key
            && let Some(descending) = key.direction(params)
        {
            key.member = id.unwrap_or(key.member);
            return Ok(Self::Keyset(Keyset::new(key, descending)));
        }
        let limit = params.get("LIMIT").or_else(|| params.get("limit"));
        let limit = limit.and_then(php::integer).and_then(|limit| limit.try_into().ok());
        let (limit, limited) = match paging {
            Some(Paging::None) => return Err(at_once()),
            Some(Paging::Limit { max, .. }) => (limit.unwrap_or(max), true),
            _ => (limit.unwrap_or(0), false),
        };
        Ok(Self::by_offset(limit, limited, id))
    }

    fn by_offset(limit: u32, limited: bool, id: Option<String>) -> Self {
        Self::Offset(Box::new(Offset::new(limit, limited, id)))
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
