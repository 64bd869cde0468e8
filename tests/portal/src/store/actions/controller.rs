//! The actions of the newer families: names in camel case, and a reply with one member.

use super::{Query, changes, describe, missing};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::portal::Portal;
use crate::rest::{Error, Reply};
use crate::store::entity::Entity;
use crate::store::field::Field;
use crate::store::row::Row;
use crate::store::style::Style;

/// What distinguishes a family of methods from the others.
#[derive(Clone, Copy)]
pub(in crate::store) struct Family {
    pub(in crate::store) style: Style,
    /// The member of a list's reply.
    pub(in crate::store) many: &'static str,
    /// The member of the reply to `get`.
    pub(in crate::store) one: &'static str,
    /// The member of the reply to `add` and `update`.
    pub(in crate::store) changed: &'static str,
    /// The parameter with the identifier of a record.
    pub(in crate::store) id: &'static str,
    /// Returns the error of a record that does not exist.
    pub(in crate::store) not_found: fn() -> Error,
    /// Returns the error of a new record without these required fields.
    pub(in crate::store) lacking: fn(&[String]) -> Error,
    /// Adds members to a record that come from elsewhere.
    pub(in crate::store) extend: Extend,
    /// Adds members to a record that lists do not have.
    pub(in crate::store) detail: Extend,
}

/// Adds members to the reply of a record with these fields.
pub(in crate::store) type Extend = fn(&Portal, &Row, &[&Field], &mut Array);

/// The records that a call is about.
#[derive(Clone, Copy)]
pub(in crate::store) struct Scope {
    pub(in crate::store) entity: &'static Entity,
    /// A field and the integer that it has in all of them.
    pub(in crate::store) within: Option<(&'static str, i64)>,
}

impl Scope {
    /// Returns all records of a kind.
    pub(in crate::store) const fn all(entity: &'static Entity) -> Self {
        Self { entity, within: None }
    }
}

/// Adds nothing to a record.
pub(in crate::store) fn no_extension(_: &Portal, _: &Row, _: &[&Field], _: &mut Array) {}

/// Handles `.list`: returns records by `filter`, in `order`, with the fields of `select`.
pub(in crate::store) fn list(
    call: &mut Call,
    family: Family,
    scope: Scope,
) -> Result<Reply, Error> {
    let parameters = call.parameters.clone();
    let query = Query {
        filter: parameters.get("filter"),
        order: parameters.get("order"),
        select: parameters.get("select"),
        within: scope.within,
    };
    let listing = super::list(call, scope.entity, family.style, &query)?;
    let mut rows = listing.format(family.style);
    for (row, reply) in listing.rows.iter().zip(&mut rows) {
        (family.extend)(call.portal, row, &listing.fields, reply);
    }
    Ok(listing.reply(member(family.many, rows)))
}

/// Handles `.get`: returns a record with the fields of `select`, by default all.
pub(in crate::store) fn get(call: &mut Call, family: Family, scope: Scope) -> Result<Reply, Error> {
    let id = id(call, family)?;
    let fields = match call.parameters.get("select") {
        Some(names) => super::select(scope.entity, Some(names), family.style),
        None => scope.entity.fields.iter().collect(),
    };
    respond_with(call, family, scope, family.one, id, &fields)
}

/// Handles `.add`: adds a record with `fields` and returns it.
pub(in crate::store) fn add(call: &mut Call, family: Family, scope: Scope) -> Result<Reply, Error> {
    let fields = fields_of(call)?;
    let mut row = changes(scope.entity, family.style, &fields, true);
    if let Some((field, value)) = scope.within {
        row.set(field, value);
    }
    let lacking = missing(scope.entity, family.style, &row);
    if !lacking.is_empty() {
        return Err((family.lacking)(&lacking));
    }
    let (user, now) = (call.caller.user, call.now as i64);
    let id = call.portal.store().add(scope.entity, row, user, now);
    respond_with(call, family, scope, family.changed, id, &all(scope))
}

/// Handles `.update`: changes the `fields` of a record and returns it.
pub(in crate::store) fn update(
    call: &mut Call,
    family: Family,
    scope: Scope,
) -> Result<Reply, Error> {
    let id = id(call, family)?;
    find(call, family, scope, id)?;
    let row = changes(scope.entity, family.style, &fields_of(call)?, false);
    let (user, now) = (call.caller.user, call.now as i64);
    call.portal.store().update(scope.entity, id, row, user, now);
    respond_with(call, family, scope, family.changed, id, &all(scope))
}

/// Handles `.delete`: removes a record and returns `deleted`.
pub(in crate::store) fn delete(
    call: &mut Call,
    family: Family,
    scope: Scope,
    deleted: impl Into<Value>,
) -> Result<Reply, Error> {
    let id = id(call, family)?;
    find(call, family, scope, id)?;
    call.portal.store().remove(scope.entity, id);
    Ok(Reply::new(deleted))
}

/// Handles `.fields`: returns the descriptions of the fields.
pub(in crate::store) fn fields(family: Family, entity: &Entity) -> Array {
    let described = entity.fields.iter().map(|field| {
        let mut description = describe(field);
        description.insert("upperName", field.name);
        (family.style.name(field), description)
    });
    member("fields", described.collect::<Array>())
}

/// Handles `.getFields` of the catalog: returns the descriptions in the member of `get`.
pub(in crate::store) fn named_fields(family: Family, entity: &Entity) -> Array {
    let described = entity.fields.iter().map(|field| {
        let mut description = describe(field);
        description.insert("name", field.name);
        (family.style.name(field), description)
    });
    member(family.one, described.collect::<Array>())
}

/// Returns an object with one member.
pub(in crate::store) fn member(name: &str, value: impl Into<Value>) -> Array {
    [(name, value.into())].into_iter().collect()
}

/// Returns the error of a parameter that is missing.
pub(in crate::store) fn no_parameter(name: &str) -> Error {
    Error::new("100", format!("Could not find value for parameter {{{name}}}"), 400)
}

/// Returns a record of the scope.
pub(in crate::store) fn find(
    call: &mut Call,
    family: Family,
    scope: Scope,
    id: i64,
) -> Result<Row, Error> {
    let row = call.portal.store().get(scope.entity, id).cloned();
    let is_within =
        |row: &Row| scope.within.is_none_or(|(field, value)| row.get(field).int() == value);
    row.filter(is_within).ok_or_else(family.not_found)
}

fn all(scope: Scope) -> Vec<&'static Field> {
    scope.entity.fields.iter().collect()
}

fn respond_with(
    call: &mut Call,
    family: Family,
    scope: Scope,
    name: &str,
    id: i64,
    fields: &[&Field],
) -> Result<Reply, Error> {
    let row = find(call, family, scope, id)?;
    let mut reply = family.style.row(&row, fields);
    (family.extend)(call.portal, &row, fields, &mut reply);
    (family.detail)(call.portal, &row, fields, &mut reply);
    Ok(Reply::new(member(name, reply)))
}

fn id(call: &Call, family: Family) -> Result<i64, Error> {
    call.parameters.get(family.id).map(Value::to_int).ok_or_else(|| no_parameter(family.id))
}

fn fields_of(call: &Call) -> Result<Array, Error> {
    let fields = call.parameters.get("fields").and_then(Value::as_array);
    fields.cloned().ok_or_else(|| no_parameter("fields"))
}
