//! Checks of conditions before they are sent.

use super::operator::{Family, PREFIXES, split};
use crate::error::{Error, Result};
use crate::schema::field::{Field, Fields, Type};
use crate::schema::input::looks_like_date;
use crate::suggest::Suggestion;
use crate::wire::batch_text::is_whole;
use crate::wire::{Map, Value, php};

/// Returns whether `key` is a condition: a known field, or any name after an operator.
pub(crate) fn is_condition(fields: &Fields, key: &str) -> bool {
    let (_, name) = split(key);
    name != key || fields.filterable(name).is_some() || fields.is_custom(name)
}

/// Checks the operator, field and value of each condition, and normalizes the values. A value may
/// be a reference to an earlier result of a batch.
///
/// # Errors
///
/// `UNKNOWN_FIELD` with a suggestion, `UNKNOWN_OPERATOR`, `INVALID_CONDITION`.
pub(crate) fn check(fields: &Fields, conditions: &mut Map) -> Result<()> {
    for (key, value) in conditions.entries_mut() {
        check_condition(fields, key, value)?;
    }
    match conditions.invalid_name() {
        Some((key, problem)) => Err(invalid(key, problem)),
        None => Ok(()),
    }
}

fn check_condition(fields: &Fields, key: &str, value: &mut Value) -> Result<()> {
    let (family, name) = split(key);
    let ty = match fields.filterable(name) {
        Some(Field { ty, .. }) => *ty,
        None if fields.is_custom(name) => Type::Any,
        None => return Err(unknown(fields, key, name)),
    };
    let has_prefixes = fields.rules.operators && supports_prefixes(ty);
    if !supports(ty, family) || (!has_prefixes && key != name) {
        return Err(invalid(key, "has an operator unsupported by the field"));
    }
    if is_whole(value) {
        return Ok(());
    }
    let lists = takes_lists(ty) && (fields.rules.operators || !is_text(ty));
    match (family, value) {
        (Family::Equality | Family::List, Value::List(items)) if lists => {
            // Only for identifiers is it known that an empty list matches nothing.
            if items.is_empty() && ty != Type::Id {
                return Err(invalid(key, "takes a list that is not empty"));
            }
            for item in items {
                scalar(ty, key, item)?;
            }
            Ok(())
        }
        (Family::List, _) => Err(invalid(key, "takes a list")),
        (_, value) => scalar(ty, key, value),
    }
}

/// Returns whether a field supports operators with a prefix.
pub(crate) fn supports_prefixes(ty: Type) -> bool {
    !matches!(ty, Type::Search | Type::OnlyTrue)
}

/// Returns whether a field supports the operators of a family.
pub(crate) fn supports(ty: Type, family: Family) -> bool {
    match family {
        Family::Equality => true,
        Family::List => takes_lists(ty),
        Family::Range => {
            let is_ordered = matches!(ty, Type::Id | Type::Integer | Type::Reference);
            is_text(ty) || is_ordered || matches!(ty, Type::DateTime | Type::Any)
        }
        Family::Pattern => is_text(ty) || ty == Type::Any,
    }
}

fn is_text(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::NonEmptyText | Type::Picture | Type::File)
}

/// Returns whether a condition may have a list. For the other types, the portal reads a list as
/// true, or searches for the word "Array".
fn takes_lists(ty: Type) -> bool {
    !matches!(ty, Type::Flag | Type::OnlyTrue | Type::Search)
}

fn scalar(ty: Type, key: &str, value: &mut Value) -> Result<()> {
    let expected = match (ty, &*value) {
        (_, Value::List(_) | Value::Map(_)) => "a single value",
        (_, Value::Null) => "a value, not null or undefined; \"\" matches an empty field",
        (Type::Flag, _) => {
            if let Some(on) = php::flag(value) {
                *value = Value::from(if on { "Y" } else { "N" });
                return Ok(());
            }
            "true or false"
        }
        (Type::OnlyTrue, _) => {
            if php::flag(value) == Some(true) {
                *value = Value::from("Y");
                return Ok(());
            }
            "only true"
        }
        (Type::Id | Type::Ids | Type::Integer | Type::Reference, value)
            if php::integer(value).is_none() =>
        {
            "a whole number"
        }
        (ty, Value::Bool(_)) if is_text(ty) => "a text",
        (Type::DateTime, value) if !looks_like_date(value) => "an ISO 8601 date",
        (Type::Search, value) if !is_searchable(value) => {
            "a number or a word of three characters or more; the portal ignores shorter ones and \
             would return everybody"
        }
        _ => return Ok(()),
    };
    Err(invalid(key, &text!("takes {}", expected)))
}

fn is_searchable(value: &Value) -> bool {
    let mut characters = 0;
    let text = value.as_text().unwrap_or_default();
    let has_long_word = text.bytes().any(|byte| {
        let is_separator = byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let starts_character = byte & 0xC0 != 0x80;
        characters = if is_separator { 0 } else { characters + i32::from(starts_character) };
        characters >= 3
    });
    has_long_word || php::integer(value).is_some()
}

fn unknown(fields: &Fields, key: &str, name: &str) -> Error {
    if name.as_bytes().first().is_some_and(|first| !first.is_ascii_alphanumeric()) {
        let problem = text!("\"{}\" has an unknown operator; use {}", key, PREFIXES);
        return Error::input("UNKNOWN_OPERATOR", problem);
    }
    let mut suggestion = Suggestion::new(name);
    fields.offer_columns(&mut suggestion);
    for field in fields.filter_only {
        suggestion.offer(field.name);
    }
    let problem = text!("filter field \"{}\" is unknown{}", name, suggestion.text());
    Error::input("UNKNOWN_FIELD", problem)
}

fn invalid(key: &str, problem: &str) -> Error {
    Error::input("INVALID_CONDITION", text!("condition \"{}\" {}", key, problem))
}
