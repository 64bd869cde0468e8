//! Normalization of a reply's values: each shape that PHP sends becomes one type.

use super::column_search::ColumnSearch;
use super::field::{Fields, Type};
use crate::error::{Error, ErrorKind, Result};
use crate::wire::{Map, Value, php};

/// Normalizes a value of a reply.
///
/// # Errors
///
/// `INVALID_RESULT` with the expected and the received type.
pub(crate) fn normalize(ty: Type, value: &mut Value) -> Result<()> {
    let received = value.describe();
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
        Type::Integer => (to_optional_integer(value), "a whole number"),
        Type::Reference => {
            let fits = to_optional_integer(value);
            if php::integer(value) == Some(0) {
                *value = Value::Null;
            }
            (fits, "an identifier")
        }
        Type::Flag | Type::OnlyTrue => (to_flag(value), "a boolean"),
        Type::Text | Type::Search | Type::File => (php::to_text(value), "a text"),
        Type::NonEmptyText | Type::Picture => (to_non_empty(ty, value), "a text"),
        Type::DateTime => (php::to_date_time(value), "a date"),
        Type::Ids => (php::to_integers(value), "a list of whole numbers"),
        Type::Texts => (all(php::to_list(value), php::to_text), "a list of texts"),
        Type::Map => (php::to_map(value).is_some(), "an object"),
        Type::Labels => (all_named(php::to_map(value), php::to_text), "an object of texts"),
        Type::CountsById => {
            php::to_map(value);
            let fits = |(_, count): &mut (String, Value)| php::to_integer(count);
            let counts = php::to_keyed(value);
            (counts.is_ok_and(|counts| counts.iter_mut().all(fits)), "an object of numbers")
        }
        Type::Any => (true, ""),
    };
    match fits {
        true => Ok(()),
        false => {
            let got = if let Value::Number(number) = value { number.as_str() } else { received };
            Err(invalid_result(format!("expected {expected}, got {got}")))
        }
    }
}

/// Normalizes every known field of a row; the others stay unchanged.
///
/// # Errors
///
/// As `normalize`, with the name of the field.
fn normalize_row(fields: &Fields, row: &mut Value) -> Result<()> {
    let Value::Map(row) = row else {
        return Err(invalid_result(format!("expected an object, got {}", row.describe())));
    };
    add_missing(fields, row)?;
    let mut search = ColumnSearch::new(fields);
    for (name, value) in row.entries_mut() {
        let Some((_, field)) = search.find(name) else { continue };
        normalize(field.ty, value).map_err(|error| error.context("field", name))?;
    }
    Ok(())
}

fn add_missing(fields: &Fields, row: &mut Map) -> Result<()> {
    for field in fields.columns {
        let is_required = matches!(field.ty, Type::Id);
        if fields.rules.sparse && !is_required || row.get(field.name).is_some() {
            continue;
        }
        if is_required {
            return Err(invalid_result(format!("field {} is missing", field.name)));
        }
        row.push(field.name.to_owned(), field.ty.empty());
    }
    Ok(())
}

fn to_optional_integer(value: &mut Value) -> bool {
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

/// The end of the picture's address for users without a picture.
const NO_PICTURE: &str = "/blank.gif";

fn to_non_empty(ty: Type, value: &mut Value) -> bool {
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

/// Returns the error of a result that does not have its method's type.
pub(crate) fn invalid_result(description: String) -> Error {
    Error::new(ErrorKind::Response, "INVALID_RESULT", description)
}
