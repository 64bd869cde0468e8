//! The plan of a list: the parameters of the next page, and the effect of its rows. The rows themselves are
//! not needed.

use super::paging::{self, Paging, Sizes};
use super::position::{PageFacts, Position};
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::wire::{Map, Value};

/// The most rows of a page whose `select` has fields of related objects: the portal fills in at most 50 of
/// them.
const MAX_RELATED: u32 = 50;

/// What the caller of a list chooses.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListOptions {
    /// The field by which the method filters and orders, if the SDK does not know it.
    pub(crate) by: Option<String>,
    /// Whether the pages follow by `cursor`.
    pub(crate) tail: bool,
}

/// The position in a list.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    params: Map,
    position: Position,
    /// The most rows to ask for.
    limit: u32,
    /// The fewest rows of a full page.
    least: u32,
    /// The rows of the largest page so far.
    largest: u32,
    /// The rows that the last request asked for.
    asked: u32,
    /// The most rows that the next page may add.
    max_rows: u32,
    /// Whether the caller has chosen the field of the order.
    is_by: bool,
    is_done: bool,
    /// Whether rows may be missing.
    changed: bool,
}

impl Plan {
    /// Creates the plan of a list with checked parameters, at its beginning or at a cursor.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER` for a parameter that the list sets itself, `INVALID_FILTER`, `INVALID_CURSOR`.
    pub(crate) fn new(
        method: &str,
        mut params: Map,
        options: ListOptions,
        cursor: Option<&str>,
    ) -> Result<Self> {
        let Sizes { mut paging, max, least } = paging::of(method);
        // The caller of an unknown method has chosen its paging, which the cursor shows.
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        let chosen = cursor.filter(|_| !paging::is_known(method));
        let by = options.by.or_else(|| chosen.and_then(field_of));
        if options.tail || chosen.is_some_and(is_of_tail) {
            paging = Paging::Tail;
        }
        let mut limit = max;
        let pagination = params.get("pagination").and_then(Value::as_map);
        if let Some(pagination) = pagination.filter(|_| paging != Paging::Single) {
            for name in ["page", "offset", "afterCursor"] {
                if pagination.get(name).is_some() {
                    let problem = text!(
                        "a list sets \"pagination.{}\" itself; to resume, give a cursor",
                        name
                    );
                    return Err(Error::input("INVALID_PARAMETER", problem));
                }
            }
            let given = pagination.get("limit").and_then(crate::wire::php::integer);
            limit = given.and_then(|limit| limit.try_into().ok()).unwrap_or(limit);
        }
        let select = params.get("select").and_then(Value::as_list).unwrap_or_default();
        let is_related = |name: &Value| name.as_text().is_some_and(|name| name.contains('.'));
        if select.iter().any(is_related) {
            limit = limit.min(MAX_RELATED);
        }
        if paging::selects_id(method) || paging == Paging::Keyset {
            select_field(&mut params, "id");
        }
        let is_by = by.is_some();
        let position = match (paging, by) {
            (Paging::Tail, _) => Position::tail(&mut params)?,
            (_, Some(field)) => Position::keyset(&params, &field),
            (Paging::Keyset, None) => Position::keyset(&params, "id"),
            (Paging::Offset, None) => Position::offset(),
            (Paging::After(member), None) => Position::After { member, next: Value::Null },
            (Paging::Single, None) => Position::Single,
        };
        if let Position::Keyset { field, .. } | Position::Tail { field, .. } = &position {
            select_field(&mut params, field);
        }
        let changed = position.may_skip();
        let position = match cursor {
            None => position,
            Some(cursor) => position.resume(cursor).ok_or_else(|| {
                let problem = "the cursor is not that of this method and order";
                Error::input("INVALID_CURSOR", problem)
            })?,
        };
        let plan = Self {
            params,
            position,
            limit,
            least,
            largest: 0,
            asked: 0,
            max_rows: 0,
            is_by,
            is_done: false,
            changed,
        };
        Ok(plan)
    }

    /// Returns the parameters of the next page, with at most `max_rows` rows; `None` after the last page.
    pub(crate) fn next(&mut self, max_rows: u32) -> Option<Map> {
        if self.is_done {
            return None;
        }
        let overlap = u32::from(self.position.overlaps());
        self.max_rows = max_rows.max(1);
        self.asked = self.limit.min(self.max_rows.saturating_add(overlap)).max(1 + overlap);
        let mut params = self.params.clone();
        self.asked = self.position.set(&mut params, self.asked);
        Some(params)
    }

    /// Accepts a page, and returns which of its rows are new.
    ///
    /// # Errors
    ///
    /// `LIST_STALLED` for a page that repeats the rows before it, and for rows that are not in the order that the
    /// caller has chosen.
    pub(crate) fn accept(&mut self, page: PageFacts) -> Result<Vec<bool>> {
        let count = page.ids.len() as u32;
        // A portal may send fewer rows than asked for: only a page that is shorter than others is the last.
        let full = self.largest.max(self.least).min(self.asked);
        let more = count > 0 && page.more.unwrap_or(count >= full);
        self.largest = self.largest.max(count);
        let before = self.position.clone();
        let accepted =
            self.position.accept(&page, self.asked, self.max_rows).ok_or_else(stalled)?;
        if let (Position::Keyset { field, descending, .. }, Position::Offset { .. }) =
            (before, &self.position)
        {
            if self.is_by {
                return Err(unordered(&field));
            }
            // The method ignores the order, but every page is asked for in the same one.
            let mut order = Map::new();
            order.insert(field, if descending { "DESC" } else { "ASC" });
            self.params.insert("order", order);
        }
        self.changed |= accepted.changed;
        self.is_done = accepted.is_last
            || match &self.position {
                Position::Single => true,
                Position::After { next, .. } => page.more == Some(false) || *next == Value::Null,
                _ => !more,
            };
        // The portal has more rows than it sends.
        self.changed |= self.is_done && !accepted.is_last && page.more == Some(true);
        Ok(accepted.marks)
    }

    /// Returns how many rows of the next page are read.
    pub(crate) fn max_rows(&self) -> u32 {
        self.max_rows.saturating_add(self.position.overlaps().into())
    }

    /// Returns the member of a row whose last value the plan needs.
    pub(crate) fn key(&self) -> &str {
        match &self.position {
            Position::Keyset { field, .. } | Position::Tail { field, .. } => field,
            _ => "id",
        }
    }

    /// Returns the member of the result that is the next position.
    pub(crate) fn next_member(&self) -> &'static str {
        match self.position {
            Position::After { member, .. } => member,
            _ => "",
        }
    }

    /// Returns the cursor after the accepted pages; empty at the beginning.
    pub(crate) fn cursor(&self) -> String {
        self.position.cursor()
    }

    /// Returns whether rows may be missing: others were inserted or deleted in between, the portal has more
    /// than it sends, or the field of a tail may have one value in several rows.
    pub(crate) fn changed(&self) -> bool {
        self.changed
    }
}

/// Adds a field to the caller's `select`.
fn select_field(params: &mut Map, field: &str) {
    if let Some(Value::List(names)) = params.get("select") {
        let is_selected =
            names.is_empty() || names.iter().any(|name| name.as_text() == Some(field));
        if !is_selected {
            let mut names = names.clone();
            names.push(field.into());
            params.insert("select", Value::List(names));
        }
    }
}

/// Returns the field of a cursor by identifier.
fn field_of(cursor: &str) -> Option<String> {
    let (field, bound) = text::split(cursor, " > ").or_else(|| text::split(cursor, " < "))?;
    text::integer(bound).map(|_| field.to_owned())
}

/// Returns whether a cursor is that of a tail.
fn is_of_tail(cursor: &str) -> bool {
    cursor.starts_with("after ")
}

fn stalled() -> Error {
    let problem = "the portal sent the same rows again; if rows may be equal, select a field with an identifier";
    Error::new(ErrorKind::Response, "LIST_STALLED", problem)
}

fn unordered(field: &str) -> Error {
    let problem = text!("the rows are not in the order of unique whole numbers in \"{}\"", field);
    Error::new(ErrorKind::Response, "LIST_STALLED", problem).advise("List them without that field")
}
