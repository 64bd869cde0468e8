//! The actions of `crm.deal.*` and the other methods of its age: parameters in any case, records in
//! upper case, numbers as texts.

use super::{Query, changes, describe, missing};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};
use crate::store::entity::Entity;
use crate::store::field::Field;
use crate::store::style::CLASSIC;

/// Returns the methods `PREFIX.list`, `.get`, `.add`, `.update`, `.delete` and `.fields`, and others.
macro_rules! classic_methods {
    ($entity:ident, $prefix:literal $(, $other:expr)*) => {{
        use crate::methods::method;
        use crate::store::actions::{CRM, classic};
        &[
            method(concat!($prefix, ".add"), CRM, |call| classic::add(call, &$entity)),
            method(concat!($prefix, ".delete"), CRM, |call| classic::delete(call, &$entity)),
            method(concat!($prefix, ".fields"), CRM, |_| classic::fields(&$entity)),
            method(concat!($prefix, ".get"), CRM, |call| classic::get(call, &$entity)),
            method(concat!($prefix, ".list"), CRM, |call| classic::list(call, &$entity)),
            method(concat!($prefix, ".update"), CRM, |call| classic::update(call, &$entity)),
            $($other),*
        ]
    }};
}
pub(in crate::store) use classic_methods;

/// Handles `.list`: returns records by `filter`, in `order`, with the fields of `select`.
pub(in crate::store) fn list(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let listing = super::list(call, entity, CLASSIC, &query(&parameters))?;
    Ok(listing.reply(listing.format(CLASSIC)))
}

/// Handles a `.list` without pages.
pub(in crate::store) fn whole_list(
    call: &mut Call,
    entity: &'static Entity,
) -> Result<Reply, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let listing = super::whole_list(call, entity, CLASSIC, &query(&parameters))?;
    Ok(listing.reply(listing.format(CLASSIC)))
}

fn query(parameters: &Array) -> Query<'_> {
    Query {
        filter: parameters.get("FILTER"),
        order: parameters.get("ORDER"),
        select: parameters.get("SELECT"),
        within: None,
    }
}

/// Handles `.get`: returns the record `id` with all its fields.
pub(in crate::store) fn get(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let id = id(call)?;
    let row = call.portal.store().get(entity, id).ok_or_else(not_found)?;
    let fields: Vec<&Field> = entity.fields.iter().collect();
    Ok(Reply::new(CLASSIC.row(row, &fields)))
}

/// Handles `.add`: adds a record with `fields` and returns its identifier.
pub(in crate::store) fn add(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let row = changes(entity, CLASSIC, &fields_of(call)?, true);
    if let Some(name) = missing(entity, CLASSIC, &row).first() {
        let text = format!("Required field: {name}");
        return Err(Error::new("ERROR_CORE", text, 400));
    }
    let (user, now) = (call.caller.user, call.now as i64);
    Ok(Reply::new(call.portal.store().add(entity, row, user, now)))
}

/// Handles `.update`: changes the `fields` of the record `id` and returns true.
pub(in crate::store) fn update(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let id = id(call)?;
    let row = changes(entity, CLASSIC, &fields_of(call)?, false);
    let (user, now) = (call.caller.user, call.now as i64);
    match call.portal.store().update(entity, id, row, user, now) {
        true => Ok(Reply::new(true)),
        false => Err(not_found()),
    }
}

/// Handles `.delete`: removes the record `id` and returns true.
pub(in crate::store) fn delete(call: &mut Call, entity: &'static Entity) -> Result<Reply, Error> {
    let id = id(call)?;
    match call.portal.store().remove(entity, id) {
        true => Ok(Reply::new(true)),
        false => Err(not_found()),
    }
}

/// Handles `.fields`: returns the descriptions of the fields.
pub(in crate::store) fn fields(entity: &'static Entity) -> Result<Reply, Error> {
    let fields = entity.fields.iter().filter(|field| CLASSIC.has(field));
    let described: Array = fields.map(|field| (field.name, describe(field))).collect();
    Ok(Reply::new(described))
}

/// Returns the parameter `id`.
pub(in crate::store) fn id(call: &Call) -> Result<i64, Error> {
    let id = call.parameters.with_upper_case_keys().get("ID").map_or(0, Value::to_int);
    if id > 0 { Ok(id) } else { Err(core("ID is not defined or invalid.")) }
}

/// Returns the error of a record that does not exist.
pub(in crate::store) fn not_found() -> Error {
    core("Not found")
}

/// Returns the parameter `fields`.
pub(in crate::store) fn fields_of(call: &Call) -> Result<Array, Error> {
    let parameters = call.parameters.with_upper_case_keys();
    let fields = parameters.get("FIELDS").and_then(Value::as_array);
    fields.cloned().ok_or_else(|| core("Parameter 'fields' must be array."))
}

/// Returns the error with a text and no code.
pub(in crate::store) fn core(description: &str) -> Error {
    Error::new("", description, 400)
}
