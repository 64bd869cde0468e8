//! Normalization of single input values for the portal.

use super::field::Type;
use crate::wire::{Value, json, php};

/// Normalizes an input value for the portal.
///
/// # Errors
///
/// A description of the expected value.
pub(crate) fn write(ty: Type, value: &mut Value) -> std::result::Result<(), &'static str> {
    let (fits, expected) = match ty {
        Type::Id => {
            let fits = php::to_integer(value) && php::integer(value).is_some_and(|id| id > 0);
            (fits, "an identifier above 0")
        }
        Type::Integer | Type::Reference => (php::to_integer(value), "a whole number"),
        Type::Flag | Type::OnlyTrue => match php::flag(value) {
            Some(on) => {
                *value = Value::from(if on { "Y" } else { "N" });
                return Ok(());
            }
            None => (false, "true or false"),
        },
        Type::Text | Type::NonEmptyText | Type::Picture => {
            (value.as_text().is_some() || matches!(value, Value::Number(_)), "a text")
        }
        Type::DateTime => (looks_like_date(value), "an ISO 8601 date"),
        Type::Ids => (to_ids(value), "identifiers above 0"),
        Type::Texts => {
            wrap_text(value);
            let texts = php::to_list(value)
                .is_some_and(|items| items.iter().all(|item| item.as_text().is_some()));
            (texts && *value != Value::List(Vec::new()), "one text or more")
        }
        Type::File => {
            let parts = value.as_list().unwrap_or_default();
            let named = parts.len() == 2 && parts.iter().all(|part| part.as_text().is_some());
            (named, "a file as [name, base64]")
        }
        _ => (true, ""),
    };
    if fits { Ok(()) } else { Err(expected) }
}

/// Returns whether the value may be a date. If the portal does not recognize a date, it silently
/// finds nothing.
pub(crate) fn looks_like_date(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let first = text.as_bytes().first();
    first.is_none_or(|first| first.is_ascii_digit() && text.len() >= 8)
}

/// Converts one identifier, a list, an array-like object (indices and `length`) or the text of a
/// JSON array to a list of identifiers; returns whether all are above 0 and there is at least one.
pub(crate) fn to_ids(value: &mut Value) -> bool {
    if let Value::Text(text) = value
        && text.starts_with('[')
        && let Ok(list) = json::read(text)
    {
        *value = list;
    }
    if let Value::Map(map) = value {
        map.remove("length");
    }
    let is_id = |id: &Value| php::integer(id).is_some_and(|id| id > 0);
    let are_ids = |ids: &[Value]| !ids.is_empty() && ids.iter().all(is_id);
    php::to_integers(value) && value.as_list().is_some_and(are_ids)
}

/// Wraps a single text in a list.
fn wrap_text(value: &mut Value) {
    if value.as_text().is_some() {
        *value = Value::List(vec![std::mem::take(value)]);
    }
}
