//! The position in a list, by each kind of paging.

use super::condition::invalid;
use crate::error::{Error, Result};
use crate::text;
use crate::wire::{Map, Value, json};

/// What the plan needs to know of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageFacts {
    /// The identifiers of the rows, those that have one.
    pub(crate) ids: Vec<Option<i64>>,
    /// Anything by which the first row can be recognized.
    pub(crate) first: String,
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
    /// After a number of rows, the last page of which had these identifiers and this first row.
    Offset { rows: u32, ids: Vec<i64>, first: String },
    /// At the portal's own position.
    After { member: &'static str, next: Value },
    /// After a value of a field.
    Tail { field: String, descending: bool, value: Value },
    /// There is one page.
    Single,
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
        Self::Offset { rows: 0, ids: Vec::new(), first: String::new() }
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
        if value == Value::Null && (descending || field != "id") {
            let problem = "\"cursor.value\" is the value after which the rows begin; only by \"id\" \
                           ascending it may be missing";
            return Err(Error::input("INVALID_PARAMETER", problem));
        }
        if let Some(Value::List(filter)) = params.get("filter") {
            check_tail_filter(&Value::List(filter.clone()), &field)?;
            // Older portals read no list of conditions here.
            if let [Value::List(condition)] = &filter[..] {
                params.insert("filter", Value::List(condition.clone()));
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
                if *rows > 0 {
                    set_in(params, "pagination", "offset", (*rows).into());
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
                // Older portals refuse the value 0.
                if *value != Value::Null || is_given {
                    let start = if *value == Value::Null { 0.into() } else { value.clone() };
                    let way = if *descending { "DESC" } else { "ASC" };
                    set_in(params, "cursor", "field", field.as_str().into());
                    set_in(params, "cursor", "value", start);
                    set_in(params, "cursor", "order", way.into());
                }
                let cursor = params.get("cursor").and_then(Value::as_map);
                let given =
                    cursor.and_then(|cursor| crate::wire::php::integer(cursor.get("limit")?));
                return given.and_then(|given| given.try_into().ok()).unwrap_or(limit);
            }
            Self::Single => {}
        }
        limit
    }

    /// Accepts a page, and returns which rows are new; `None` if it repeats rows.
    pub(super) fn accept(&mut self, page: &PageFacts) -> Option<Vec<bool>> {
        let mut marks = vec![true; page.ids.len()];
        match self {
            Self::Keyset { descending, bound, .. } => {
                match last_in_order(&page.ids, *bound, *descending) {
                    Ok(last) => *bound = last,
                    // The method ignores the order, or the rows have no such identifier.
                    Err(()) if bound.is_none() => {
                        *self = Self::offset();
                        return self.accept(page);
                    }
                    Err(()) => return None,
                }
            }
            Self::Offset { rows, ids, first } => {
                for (mark, id) in marks.iter_mut().zip(&page.ids) {
                    *mark = id.is_none_or(|id| !ids.contains(&id));
                }
                let has_ids = page.ids.iter().any(Option::is_some);
                let is_same = !has_ids && *rows > 0 && *first == page.first;
                if !page.ids.is_empty() && (is_same || !marks.contains(&true)) {
                    return None;
                }
                *rows = rows.saturating_add(page.ids.len() as u32);
                *ids = page.ids.iter().flatten().copied().collect();
                first.clone_from(&page.first);
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
        Some(marks)
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
            Self::Offset { ids, first, .. } => {
                let rows = text::integer(rest("offset ")?)?.try_into().ok()?;
                Some(Self::Offset { rows, ids, first })
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
