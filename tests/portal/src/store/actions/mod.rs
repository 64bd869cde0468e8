//! The actions of methods on any kind of record, in the families' formats.

pub(super) mod classic;
pub(super) mod controller;
pub(super) mod keyed;

use super::entity::Entity;
use super::field::{Access, Field, Kind};
use super::filter::Filter;
use super::order::Order;
use super::row::Row;
use super::select::select;
use super::style::Style;
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::navigation::PAGE_SIZE;
use crate::rest::{Error, Reply};

/// The scope of `crm.*`.
pub(super) const CRM: &[&str] = &["crm"];

/// The parameters of a list.
pub(super) struct Query<'a> {
    pub(super) filter: Option<&'a Value>,
    pub(super) order: Option<&'a Value>,
    pub(super) select: Option<&'a Value>,
    /// A field and the integer that it has in all records of the list.
    pub(super) within: Option<(&'static str, i64)>,
}

/// A page of a list.
pub(super) struct Listing {
    pub(super) rows: Vec<Row>,
    pub(super) fields: Vec<&'static Field>,
    next: Option<i64>,
    total: Option<i64>,
}

impl Listing {
    /// Returns the reply with this result.
    pub(super) fn reply(&self, result: impl Into<Value>) -> Reply {
        Reply { result: result.into(), next: self.next, total: self.total }
    }

    /// Returns the rows in the format of a family.
    pub(super) fn format(&self, style: Style) -> Vec<Array> {
        self.rows.iter().map(|row| style.row(row, &self.fields)).collect()
    }
}

/// Returns the page of a list that contains `start`, 50 records each.
pub(super) fn list(
    call: &mut Call,
    entity: &'static Entity,
    style: Style,
    query: &Query,
) -> Result<Listing, Error> {
    let start = call.start;
    let first = usize::try_from(start).unwrap_or(0) / PAGE_SIZE * PAGE_SIZE;
    let mut listing = part(call, entity, style, query, first, PAGE_SIZE)?;
    let end = i64::try_from(first + listing.rows.len()).unwrap_or(i64::MAX);
    if start < 0 {
        listing.total = style.uncounted;
    } else if !listing.rows.is_empty() && listing.total.is_some_and(|total| end < total) {
        listing.next = Some(end);
    }
    call.portal.churn_records(entity);
    Ok(listing)
}

/// Returns all records of a list.
pub(super) fn whole_list(
    call: &mut Call,
    entity: &'static Entity,
    style: Style,
    query: &Query,
) -> Result<Listing, Error> {
    part(call, entity, style, query, 0, usize::MAX)
}

fn part(
    call: &mut Call,
    entity: &'static Entity,
    style: Style,
    query: &Query,
    first: usize,
    count: usize,
) -> Result<Listing, Error> {
    let array = |value: Option<&Value>| value.and_then(Value::as_array).cloned();
    let filter = Filter::read(entity, &array(query.filter).unwrap_or_default(), style)?;
    let order = Order::read(entity, &array(query.order).unwrap_or_default(), style)?;
    let is_within =
        |row: &&Row| query.within.is_none_or(|(field, value)| row.get(field).int() == value);
    let store = call.portal.store();
    let mut found: Vec<&Row> =
        store.rows(entity).filter(is_within).filter(|row| filter.matches(row)).collect();
    order.apply(&mut found);
    let total = i64::try_from(found.len()).ok();
    let rows: Vec<Row> = found.into_iter().skip(first).take(count).cloned().collect();
    Ok(Listing { rows, fields: select(entity, query.select, style), next: None, total })
}

/// Reads the fields that a caller may set. Others are ignored.
pub(super) fn changes(entity: &Entity, style: Style, fields: &Array, adding: bool) -> Row {
    let is_settable = |field: &&Field| match field.access {
        Access::Writable => true,
        Access::Immutable => adding,
        Access::ReadOnly => false,
    };
    let mut row = Row::default();
    for (name, value) in fields.iter() {
        let name = name.to_text();
        for field in entity.fields.iter().filter(is_settable) {
            if style.accepts(field, &name) {
                row.set(field.name, field.read(value));
            }
        }
    }
    row
}

/// Returns the names of the required fields that a new record lacks.
pub(super) fn missing(entity: &Entity, style: Style, row: &Row) -> Vec<String> {
    let required = entity.fields.iter().filter(|field| field.required);
    required.filter(|field| row.get(field.name).is_empty()).map(|field| style.name(field)).collect()
}

/// Returns the description of a field.
pub(super) fn describe(field: &Field) -> Array {
    let mut description = Array::new();
    description.insert("type", field.kind.type_name());
    description.insert("isRequired", field.required);
    description.insert("isReadOnly", field.access == Access::ReadOnly);
    description.insert("isImmutable", field.access == Access::Immutable);
    description.insert("isMultiple", field.kind.is_multiple());
    description.insert("isDynamic", field.is_custom());
    match field.kind {
        Kind::Status(dictionary) => description.insert("statusType", dictionary),
        Kind::Enumeration(values) => {
            let item = |(id, value): &(i64, &str)| -> Array {
                [("ID", id.to_string()), ("VALUE", (*value).to_owned())].into_iter().collect()
            };
            description.insert("items", values.iter().map(item).collect::<Vec<_>>());
        }
        _ => {}
    }
    if field.is_custom() {
        description.insert("title", field.name);
        for label in ["listLabel", "formLabel", "filterLabel"] {
            description.insert(label, field.title());
        }
    } else {
        description.insert("title", field.title());
    }
    description
}
