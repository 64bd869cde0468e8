//! Which page of a list to ask for next, and what an answer means: no network, no clock.

use super::along::Along;
use super::count::Count;
use super::offset::Offset;
use super::rows::{says_more, take_rows};
use crate::error::{Error, Result};
use crate::schema::{Definition, Paging};
use crate::wire::envelope::Reply;
use crate::wire::{Map, Value, php};

/// Where a walk is, and what is known of the list.
#[derive(Debug)]
pub(super) struct Plan {
    way: Way,
    /// The member of the result that holds the rows, by the caller or by the first page.
    pub(super) rows: Option<String>,
    pub(super) count: Count,
}

#[derive(Debug)]
enum Way {
    Along(Along),
    Offset(Box<Offset>),
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
        let mut way = Way::of(definition, params)?;
        let resumed = match (&mut way, cursor) {
            (_, None) => true,
            (Way::Along(along), Some(cursor)) => along.resume(cursor),
            (Way::Offset(offset), Some(cursor)) => offset.resume(cursor),
        };
        if resumed {
            return Ok(Self { way, rows: None, count: Count::new() });
        }
        let problem = "the cursor is not of a list of this method in this order";
        Err(Error::input("INVALID_CURSOR", problem))
    }

    /// How many pages to ask for in the next request, where no more than `most` rows are wanted.
    pub(super) fn pages(&self, most: u32) -> u32 {
        if self.count.alone {
            return 1;
        }
        let (left, page) = match &self.way {
            Way::Along(along) => {
                let left = along.pages_left(self.count.total);
                (left.unwrap_or(u32::MAX), Along::page_size())
            }
            Way::Offset(offset) => (offset.pages_left(self.count.total), offset.page_size()),
        };
        left.min(most.div_ceil(page)).max(1)
    }

    /// Parameters of the page that stands `ahead` pages after the next one in the same request, or
    /// of the next one alone.
    pub(super) fn params(&self, params: &Map, ahead: u32, alone: bool) -> Map {
        let mut params = params.clone();
        match &self.way {
            Way::Along(along) => along.params(&mut params, ahead, alone),
            Way::Offset(offset) => offset.params(&mut params, ahead),
        }
        params
    }

    /// ParamKind the reply for the next page and returns its rows. Afterwards, the count says whether it
    /// was the last, and whether what came with it in the same request is in doubt.
    ///
    /// # Errors
    ///
    /// `NOT_A_LIST`, and `LIST_STALLED` for a page that does not go on. The plan is as before then.
    pub(super) fn accept(&mut self, reply: Reply<Value>, alone: bool) -> Result<Vec<Value>> {
        let Reply { mut result, total, next, .. } = reply;
        let more = says_more(&result);
        let rows = take_rows(&mut result, &mut self.rows)?;
        let count = &mut self.count;
        match &mut self.way {
            Way::Along(along) => along.accept(count, rows, total.filter(|_| alone), alone),
            Way::Offset(offset) => offset.accept(count, rows, (total, next, more)),
        }
    }

    /// Where to go on from.
    pub(super) fn cursor(&self) -> String {
        match &self.way {
            Way::Along(along) => along.cursor(),
            Way::Offset(offset) => offset.cursor(),
        }
    }
}

impl Way {
    fn of(definition: Option<&Definition>, params: &Map) -> Result<Self> {
        let limit = params.get("LIMIT").or_else(|| params.get("limit"));
        let limit = limit.and_then(php::integer).and_then(|limit| limit.try_into().ok());
        let (limit, limited) = match definition.map_or(Paging::Start, |known| known.paging) {
            Paging::None => return Err(at_once()),
            Paging::Along(column) if is_sorted_by(params, column) => {
                let descending = params.get("order") == Some(&Value::from("DESC"));
                return Ok(Self::Along(Along::new(column, descending)));
            }
            Paging::Start | Paging::Along(_) => (limit.unwrap_or(0), false),
            Paging::Limit { most, .. } => (limit.unwrap_or(most), true),
        };
        Ok(Self::Offset(Box::new(Offset::new(limit, limited))))
    }
}

/// Refuses methods that describe fields, and those that would take `start` for one of their
/// parameters, which they read by position.
pub(super) fn check_method(method: &str) -> Result<()> {
    let is = |part: Option<&str>, word| part.is_some_and(|part| part.eq_ignore_ascii_case(word));
    if is(method.get(method.len().saturating_sub(6)..), "fields") {
        return Err(at_once());
    }
    if is(method.get(..5), "task.") && !is(method.get(5..12), "stages.") {
        let problem = "the method reads parameters by position: call it, as \
            task.elapseditem.getlist with [5, { ID: 'asc' }, {}, ['*'], \
            { NAV_PARAMS: { nPageSize: 50, iNumPage: 1 } }]";
        return Err(Error::input("NOT_A_LIST", problem));
    }
    Ok(())
}

fn at_once() -> Error {
    Error::input("NOT_A_LIST", "the method hands out everything at once: call it")
}

/// The name of a page's command within its request.
pub(super) fn page_name(ahead: u32) -> String {
    format!("p{ahead}")
}

/// Whether the caller asks for no other order.
fn is_sorted_by(params: &Map, column: &str) -> bool {
    params.get("sort").is_none_or(|sort| sort.as_text() == Some(column))
}
