//! Values that came, folded into one clean type.

use super::field::{Fields, Type};
use crate::error::{Error, ErrorKind, Result};
use crate::wire::{Map, Value, php};

/// Puts a value that came into its clean type.
///
/// # Errors
///
/// What was expected and what came.
pub(crate) fn normalize(ty: Type, value: &mut Value) -> Result<()> {
    let came = value.describe();
    let (fits, expected) = match ty {
        Type::Record(fields) => return normalize_row(fields, value),
        Type::OptionalRecord(fields) => {
            if php::is_none(value) {
                *value = Value::Null;
                return Ok(());
            }
            return normalize_row(fields, value);
        }
        Type::Id => (php::to_integer(value), "a whole number"),
        Type::Integer => (to_maybe_integer(value), "a whole number"),
        Type::Reference => {
            let fits = to_maybe_integer(value);
            if php::integer(value) == Some(0) {
                *value = Value::Null;
            }
            (fits, "an identifier")
        }
        Type::Flag | Type::True => (to_flag(value), "a boolean"),
        Type::Text | Type::Search | Type::File => (php::to_text(value), "a text"),
        Type::NonEmptyText | Type::Picture => (to_filled(ty, value), "a text"),
        Type::DateTime => (php::to_date_time(value), "a date"),
        Type::Ids => (php::to_integers(value), "a list of whole numbers"),
        Type::Texts => (all(php::to_list(value), php::to_text), "a list of texts"),
        Type::Map => (php::to_map(value).is_some(), "an object"),
        Type::Labels => (all_named(php::to_map(value), php::to_text), "an object of texts"),
        Type::CountsById => {
            (all_named(php::to_map(value), php::to_integer), "an object of numbers")
        }
        Type::Any => (true, ""),
    };
    match fits {
        true => Ok(()),
        false => {
            let came = if let Value::Number(number) = value { number.as_str() } else { came };
            Err(undecodable(format!("expected {expected}, got {came}")))
        }
    }
}

/// Puts every known field of a row into its clean type; the others stay as they came.
///
/// # Errors
///
/// What was expected and what came, for the first field that cannot be read.
fn normalize_row(fields: &Fields, row: &mut Value) -> Result<()> {
    let Value::Map(row) = row else {
        return Err(undecodable(format!("expected an object, got {}", row.describe())));
    };
    complete(fields, row)?;
    for (name, value) in row.entries_mut() {
        let Some(field) = fields.column(name) else { continue };
        normalize(field.ty, value).map_err(|error| error.context("field", name))?;
    }
    Ok(())
}

fn complete(fields: &Fields, row: &mut Map) -> Result<()> {
    for field in fields.columns {
        if row.get(field.name).is_some() {
            continue;
        }
        if field.ty == Type::Id {
            return Err(undecodable(format!("field {} is missing", field.name)));
        }
        if !fields.rules.sparse {
            row.push(field.name.to_owned(), field.ty.nothing());
        }
    }
    Ok(())
}

fn to_maybe_integer(value: &mut Value) -> bool {
    if php::is_none(value) {
        *value = Value::Null;
    }
    *value == Value::Null || php::to_integer(value)
}

fn to_flag(value: &mut Value) -> bool {
    match php::flag(value) {
        Some(flag) => {
            *value = flag.into();
            true
        }
        None => *value == Value::Null,
    }
}

/// What the portal shows where a user has no picture.
const NO_PICTURE: &str = "/blank.gif";

fn to_filled(ty: Type, value: &mut Value) -> bool {
    let fits = php::to_text(value);
    let text = value.as_text().unwrap_or_default();
    if text.is_empty() || (ty == Type::Picture && text.ends_with(NO_PICTURE)) {
        *value = if fits { Value::Null } else { std::mem::take(value) };
    }
    fits
}

fn all(items: Option<&mut [Value]>, fits: fn(&mut Value) -> bool) -> bool {
    items.is_some_and(|items| items.iter_mut().all(fits))
}

fn all_named(map: Option<&mut Map>, fits: fn(&mut Value) -> bool) -> bool {
    map.is_some_and(|map| map.entries_mut().iter_mut().all(|(_, value)| fits(value)))
}

/// The error of an answer whose result is not what its method hands out.
pub(crate) fn undecodable(description: String) -> Error {
    Error::new(ErrorKind::Response, "INVALID_RESULT", description)
}
