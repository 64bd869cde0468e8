//! The actions of methods on any kind of record.

use super::changes;
use super::error::Failure;
use super::filter::Filter;
use super::kind::Records;
use super::method::{Call, member};
use super::order::Order;
use super::pagination::Page;
use super::select::Selection;
use crate::php::Value;
use crate::store::{Entity, Row};

/// Handles `.get`: returns the record `id` with the fields of `select`, by default all scalar ones.
pub(super) fn get(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    let selection = Selection::read(&call.rules, call.parameters.get("select"), None)?;
    item(call, id, &selection)
}

/// Handles `.list`: returns a page of the records that `filter` matches, in `order`.
pub(super) fn list(call: &mut Call) -> Result<Value, Failure> {
    let kind = call.kind();
    let filter = read_filter(call)?;
    let selection = Selection::read(&call.rules, call.parameters.get("select"), kind.listed)?;
    let order = Order::read(&call.rules, call.parameters.get("order"))?;
    let page = Page::read(kind.limits, call.parameters.get("pagination"))?;
    let rows = page_of(call, |row| filter.matches(row), &order, page);
    Ok(member("items", selection.format(call.portal, &call.rules, &rows)))
}

/// Handles `.add`: adds a record with `fields` and returns it.
pub(super) fn add(call: &mut Call) -> Result<Value, Failure> {
    let row = changes::new_record(&call.rules, &call.array("fields")?)?;
    let id = insert(call, row)?;
    item(call, id, &Selection::plain(&call.rules, None))
}

/// Handles `.update`: changes the record `id` and returns true.
pub(super) fn update(call: &mut Call) -> Result<Value, Failure> {
    change(call)?;
    Ok(member("result", true))
}

/// Handles `.update`: changes the record `id` and returns it.
pub(super) fn update_and_get(call: &mut Call) -> Result<Value, Failure> {
    let id = change(call)?;
    item(call, id, &Selection::plain(&call.rules, None))
}

/// Handles `.delete`: removes the record `id`.
pub(super) fn delete(call: &mut Call) -> Result<Value, Failure> {
    let id = call.id("id")?;
    let entity = entity(call)?;
    if !call.portal.store().remove(entity, id) {
        return Err(Failure::not_found(id));
    }
    Ok(member("result", true))
}

/// Reads `filter`, with the condition that the kind requires.
pub(super) fn read_filter(call: &Call) -> Result<Filter, Failure> {
    let filter = Filter::read(&call.rules, call.parameters.get("filter"))?;
    match call.kind().required_filter {
        Some(name) if !filter.fixes(name) => Err(Failure::required(&format!("filter.{name}"))),
        _ => Ok(filter),
    }
}

/// Returns the rows of a page.
pub(super) fn page_of(
    call: &mut Call,
    matches: impl Fn(&Row) -> bool,
    order: &Order,
    page: Page,
) -> Vec<Row> {
    let kind = call.kind();
    let rows = kind.with_rows(call.portal, |rows| {
        let mut found: Vec<&Row> = rows.filter(|row| matches(row)).collect();
        order.apply(&mut found);
        found.into_iter().skip(page.offset).take(page.limit).cloned().collect()
    });
    if let Records::Stored(entity) = kind.records {
        call.portal.churn_records(entity);
    }
    rows
}

/// Returns a record as `{item}`.
pub(super) fn item(call: &mut Call, id: i64, selection: &Selection) -> Result<Value, Failure> {
    let row = find(call, id)?;
    Ok(member("item", selection.format_one(call.portal, &call.rules, &row)))
}

/// Returns the record with this identifier.
pub(super) fn find(call: &mut Call, id: i64) -> Result<Row, Failure> {
    call.kind().find(call.portal, id).ok_or_else(|| Failure::not_found(id))
}

/// Adds a record and returns its identifier.
pub(super) fn insert(call: &mut Call, row: Row) -> Result<i64, Failure> {
    let entity = entity(call)?;
    let (user, now) = (call.caller.user, call.now as i64);
    Ok(call.portal.store().add(entity, row, user, now))
}

fn change(call: &mut Call) -> Result<i64, Failure> {
    let id = call.id("id")?;
    let row = changes::update(&call.rules, &call.array("fields")?)?;
    let entity = entity(call)?;
    let (user, now) = (call.caller.user, call.now as i64);
    match call.portal.store().update(entity, id, row, user, now) {
        true => Ok(id),
        false => Err(Failure::not_found(id)),
    }
}

/// Returns the table of the records. The others are changed by methods of their own.
fn entity(call: &Call) -> Result<&'static Entity, Failure> {
    match call.kind().records {
        Records::Stored(entity) => Ok(entity),
        Records::View { .. } | Records::None => Err(Failure::internal()),
    }
}
