//! The position in a list, by each kind of paging.

use super::condition::invalid;
use crate::error::Result;
use crate::text;
use crate::wire::{Map, Value, json};

/// What the plan needs to know of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageFacts {
    /// The identifiers of the rows, those that have one.
    pub(crate) ids: Vec<Option<i64>>,
    /// A text of the page by which it is recognized, if no row has an identifier.
    pub(crate) text: String,
    /// The last row's value of the list's key.
    pub(crate) last: Value,
    /// Whether more rows follow, if the portal says so.
    pub(crate) more: Option<bool>,
    /// The position after the page, if the portal sends one: the member that the plan names.
    pub(crate) next: Value,
}

/// Where the next page begins.
#[derive(Clone, Debug)]
pub(super) enum Position {
    /// After an identifier.
    Keyset { field: String, descending: bool, bound: Option<i64> },
    /// After a number of rows.
    Offset { rows: u32, last_page: LastPage },
    /// At the portal's own position.
    After { member: &'static str, next: Value },
    /// After a value of a field.
    Tail { field: String, descending: bool, value: Value },
    /// There is one page.
    Single,
}

/// What a list by offset remembers of its last page.
#[derive(Clone, Debug, Default)]
pub(super) struct LastPage {
    ids: Vec<Option<i64>>,
    text: String,
    /// The pages without a new row, one after the other.
    empty_pages: u32,
}

/// How a page was accepted.
#[derive(Debug)]
pub(super) struct Accepted {
    /// Which rows are new; rows beyond are not part of the page.
    pub(super) marks: Vec<bool>,
    /// Whether rows may be missing.
    pub(super) changed: bool,
    /// Whether no rows follow.
    pub(super) is_last: bool,
}

/// The rows of a tail's page if none are asked for.
const MAX_TAIL: u32 = 50;

/// The most pages without a new row, one after the other.
const MAX_EMPTY_PAGES: u32 = 3;

impl LastPage {
    /// Accepts the next page, whose first row should be the last of this one if it `overlaps`; at most `max` rows
    /// may be new. Returns nothing if the list makes no progress.
    fn accept(
        &mut self,
        page: &PageFacts,
        overlaps: bool,
        asked: u32,
        max: u32,
    ) -> Option<Accepted> {
        let is_expected = overlaps && page.ids.first() == self.ids.last();
        let mut marks: Vec<_> =
            page.ids.iter().map(|id| id.is_none() || !self.ids.contains(id)).collect();
        let mut new = 0;
        // A row was removed, so that the first one is new, too.
        marks.retain(|is_new| {
            new += u32::from(*is_new);
            new <= max
        });
        let first = usize::from(is_expected);
        let changed = overlaps && !is_expected || marks.iter().skip(first).any(|is_new| !is_new);
        let has_ids = page.ids.iter().any(Option::is_some);
        let is_same = !page.ids.is_empty()
            && if has_ids {
                page.ids == self.ids
            } else {
                !page.text.is_empty() && page.text == self.text
            };
        let is_last =
            is_expected && page.ids.len() == 1 || is_same && (page.ids.len() as u32) < asked;
        self.empty_pages = if new == 0 || is_same { self.empty_pages + 1 } else { 0 };
        let is_stalled =
            is_same && has_ids && page.ids.len() > 1 || self.empty_pages >= MAX_EMPTY_PAGES;
        if is_stalled && !is_last && !page.ids.is_empty() {
            return None;
        }
        self.ids = page.ids.get(..marks.len()).unwrap_or_default().to_vec();
        self.text.clone_from(&page.text);
        Some(Accepted { marks, changed, is_last })
    }
}

impl Position {
    /// Creates the start of a list by identifier, or by offset if the caller wants another order.
    pub(super) fn keyset(params: &Map, field: &str) -> Self {
        let order = params.get("order").and_then(Value::as_map);
        let descending = match order.filter(|order| !order.is_empty()) {
            None => false,
            Some(order) => match order.get(field).filter(|_| order.len() == 1) {
                Some(direction) => is_descending(direction),
                None => return Self::offset(),
            },
        };
        Self::Keyset { field: field.to_owned(), descending, bound: None }
    }

    /// Creates the start of a list by offset.
    pub(super) fn offset() -> Self {
        Self::Offset { rows: 0, last_page: LastPage::default() }
    }

    /// Creates the start of a tail by the caller's `cursor`.
    pub(super) fn tail(params: &mut Map) -> Result<Self> {
        let cursor = match params.get("cursor") {
            Some(Value::Map(cursor)) => cursor.clone(),
            _ => Map::new(),
        };
        let field = cursor.get("field").and_then(Value::as_text).unwrap_or("id").to_owned();
        let descending = cursor.get("order").is_some_and(is_descending);
        let value = cursor.get("value").cloned().unwrap_or_default();
        if let Some(Value::List(filter)) = params.get("filter") {
            check_tail_filter(&Value::List(filter.clone()), &field)?;
            // Older portals read no list of conditions here, and no pair.
            if let [Value::List(condition)] = &filter[..] {
                let mut condition = condition.clone();
                if let [_, value] = &condition[..] {
                    let operator = if value.as_list().is_some() { "in" } else { "=" };
                    condition.insert(1, operator.into());
                }
                params.insert("filter", Value::List(condition));
            }
        }
        Ok(Self::Tail { field, descending, value })
    }

    /// Returns whether rows with equal values of the field may be missing.
    pub(super) fn may_skip(&self) -> bool {
        matches!(self, Self::Tail { field, .. } if field != "id")
    }

    /// Sets the parameters of a page with a number of rows; returns the rows of a full page.
    pub(super) fn set(&self, params: &mut Map, limit: u32) -> u32 {
        match self {
            Self::Keyset { field, descending, bound } => {
                set_in(params, "pagination", "limit", limit.into());
                let way = if *descending { "DESC" } else { "ASC" };
                let mut order = Map::new();
                order.insert(field.as_str(), way);
                params.insert("order", order);
                if let Some(bound) = bound {
                    let operator = if *descending { "<" } else { ">" };
                    let mut conditions = match params.get("filter") {
                        Some(Value::List(conditions)) => conditions.clone(),
                        _ => Vec::new(),
                    };
                    let condition = vec![field.as_str().into(), operator.into(), (*bound).into()];
                    conditions.push(Value::List(condition));
                    params.insert("filter", Value::List(conditions));
                }
            }
            Self::Offset { rows, .. } => {
                set_in(params, "pagination", "limit", limit.into());
                let offset = rows - u32::from(self.overlaps());
                if offset > 0 {
                    set_in(params, "pagination", "offset", offset.into());
                }
            }
            Self::After { next, .. } => {
                set_in(params, "pagination", "limit", limit.into());
                if *next != Value::Null {
                    set_in(params, "pagination", "afterCursor", next.clone());
                }
            }
            Self::Tail { field, descending, value } => {
                let is_given = params.get("cursor").is_some() || params.get("filter").is_some();
                if *value != Value::Null || is_given {
                    // Older portals refuse the value 0.
                    let start = if *value == Value::Null { (-1).into() } else { value.clone() };
                    let way = if *descending { "DESC" } else { "ASC" };
                    set_in(params, "cursor", "field", field.as_str().into());
                    set_in(params, "cursor", "value", start);
                    set_in(params, "cursor", "order", way.into());
                }
                let cursor = params.get("cursor").and_then(Value::as_map);
                let given =
                    cursor.and_then(|cursor| crate::wire::php::integer(cursor.get("limit")?));
                let given = given.and_then(|given| u32::try_from(given).ok());
                if let Some(given) = given.filter(|given| *given <= limit) {
                    return given;
                }
                if params.get("cursor").is_some() && limit < MAX_TAIL {
                    set_in(params, "cursor", "limit", limit.into());
                }
            }
            Self::Single => {}
        }
        limit
    }

    /// Returns whether the next page begins with the last row of the one before, which shows whether rows
    /// were removed in between.
    pub(super) fn overlaps(&self) -> bool {
        match self {
            Self::Offset { rows, last_page } => {
                *rows > 0 && last_page.ids.last().is_some_and(Option::is_some)
            }
            _ => false,
        }
    }

    /// Accepts a page of `asked` rows, of which at most `max` are new, and returns which are; `None` if it
    /// repeats rows.
    pub(super) fn accept(&mut self, page: &PageFacts, asked: u32, max: u32) -> Option<Accepted> {
        let overlaps = self.overlaps();
        match self {
            Self::Keyset { descending, bound, .. } => {
                match last_in_order(&page.ids, *bound, *descending) {
                    Ok(last) => *bound = last,
                    // The method ignores the order, or the rows have no such identifier.
                    Err(()) if bound.is_none() => {
                        *self = Self::offset();
                        return self.accept(page, asked, max);
                    }
                    Err(()) => return None,
                }
            }
            Self::Offset { rows, last_page } => {
                let accepted = last_page.accept(page, overlaps, asked, max)?;
                let count = accepted.marks.len() as u32;
                *rows = (*rows - u32::from(overlaps)).saturating_add(count);
                return Some(accepted);
            }
            Self::After { next, .. } => {
                if page.next != Value::Null && *next == page.next {
                    return None;
                }
                next.clone_from(&page.next);
            }
            Self::Tail { value, .. } => {
                if !page.ids.is_empty() {
                    if page.last == Value::Null || *value == page.last {
                        return None;
                    }
                    value.clone_from(&page.last);
                }
            }
            Self::Single => {}
        }
        Some(Accepted { marks: vec![true; page.ids.len()], changed: false, is_last: false })
    }

    /// Returns the text of the position; empty at the beginning.
    pub(super) fn cursor(&self) -> String {
        match self {
            Self::Keyset { field, descending, bound: Some(bound) } => {
                let operator = if *descending { " < " } else { " > " };
                text!("{}{}{}", field, operator, json::write(&(*bound).into()))
            }
            Self::Offset { rows, .. } if *rows > 0 => {
                text!("offset {}", text::digits((*rows).into()))
            }
            Self::After { next: value, .. } | Self::Tail { value, .. } if *value != Value::Null => {
                text!("after {}", json::write(value))
            }
            _ => String::new(),
        }
    }

    /// Returns the position that a cursor describes, if it is one of this kind.
    pub(super) fn resume(self, cursor: &str) -> Option<Self> {
        let rest = |start: &str| cursor.strip_prefix(start);
        match self {
            Self::Keyset { field, descending, .. } => {
                let start = text!("{}{}", field, if descending { " < " } else { " > " });
                match rest(&start) {
                    Some(bound) => {
                        let bound = Some(text::integer(bound)?);
                        Some(Self::Keyset { field, descending, bound })
                    }
                    // The method ignored the order.
                    None => Self::offset().resume(cursor),
                }
            }
            Self::Offset { last_page, .. } => {
                let rows = text::integer(rest("offset ")?)?.try_into().ok()?;
                Some(Self::Offset { rows, last_page })
            }
            Self::After { member, .. } => {
                Some(Self::After { member, next: json::read(rest("after ")?).ok()? })
            }
            Self::Tail { field, descending, .. } => {
                let value = json::read(rest("after ")?).ok()?;
                Some(Self::Tail { field, descending, value })
            }
            Self::Single => None,
        }
    }
}

fn is_descending(direction: &Value) -> bool {
    direction.as_text().is_some_and(|direction| direction.eq_ignore_ascii_case("desc"))
}

/// Sets a member of a parameter that is an object.
fn set_in(params: &mut Map, param: &str, name: &str, value: Value) {
    let mut object = match params.remove(param) {
        Some(Value::Map(object)) => object,
        _ => Map::new(),
    };
    object.insert(name, value);
    params.insert(param, object);
}

/// Returns the last identifier of rows that are in order after `bound`; `bound` if there are none.
fn last_in_order(
    ids: &[Option<i64>],
    bound: Option<i64>,
    descending: bool,
) -> std::result::Result<Option<i64>, ()> {
    let mut last = bound;
    for id in ids {
        let id = id.ok_or(())?;
        let follows = |last: i64| if descending { id < last } else { id > last };
        if !last.is_none_or(follows) {
            return Err(());
        }
        last = Some(id);
    }
    Ok(last)
}

/// Rejects a condition on the field of a tail, which the portal refuses.
fn check_tail_filter(filter: &Value, field: &str) -> Result<()> {
    match filter {
        Value::List(items) if items.first().and_then(Value::as_text) == Some(field) => {
            Err(invalid(text!(
                "a tail reads the rows after a value of \"{}\": filter by other fields",
                field
            )))
        }
        Value::List(items) => items.iter().try_for_each(|item| check_tail_filter(item, field)),
        Value::Map(group) => {
            group.get("conditions").map_or(Ok(()), |items| check_tail_filter(items, field))
        }
        _ => Ok(()),
    }
}
