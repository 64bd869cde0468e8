//! The check of where a tail begins.

use super::field::Fields;
use crate::error::{Error, Result};
use crate::suggest::near_unknown;
use crate::text;
use crate::wire::{Map, Value, php};

/// The members of a cursor.
const MEMBERS: [&str; 4] = ["field", "value", "order", "limit"];

/// The most rows of a page.
const MAX_LIMIT: i64 = 1_000;

/// Checks the parameter `cursor`, and gives its value the type of the method's field.
///
/// # Errors
///
/// `UNKNOWN_PARAMETER` with a suggestion, `INVALID_PARAMETER`.
pub(super) fn check_cursor(method: &str, params: &mut Map) -> Result<()> {
    let Some(cursor) = params.remove("cursor") else { return Ok(()) };
    let Value::Map(mut cursor) = cursor else {
        return Err(invalid("\"cursor\" is an object: { value: 7 }"));
    };
    for (name, _) in cursor.iter() {
        if let Some(near) = near_unknown(name, &MEMBERS) {
            let problem = text!("parameter \"cursor.{}\" is unknown{}", name, near);
            return Err(Error::input("UNKNOWN_PARAMETER", problem));
        }
    }
    let field = match cursor.get("field") {
        None => "id",
        Some(Value::Text(field)) => field,
        Some(_) => return Err(invalid("\"cursor.field\" is the name of a field")),
    };
    let ty = Fields::of(method).type_of(field);
    if cursor.get("order").is_some_and(|order| !is_direction(order)) {
        return Err(invalid("\"cursor.order\" is \"ASC\" or \"DESC\""));
    }
    let is_limit =
        |limit: &Value| php::integer(limit).is_some_and(|limit| (1..=MAX_LIMIT).contains(&limit));
    if cursor.get("limit").is_some_and(|limit| !is_limit(limit)) {
        return Err(invalid("\"cursor.limit\" is a whole number from 1 to 1,000"));
    }
    let mut value = match cursor.remove("value").unwrap_or_default() {
        Value::Null => {
            let problem = "\"cursor.value\" is missing: the value after which the rows begin; \
                           omit \"cursor\" to read all rows";
            return Err(invalid(problem));
        }
        Value::List(_) | Value::Map(_) | Value::Keyed(_) => {
            return Err(invalid("\"cursor.value\" is a single value"));
        }
        // The digits of an identifier.
        Value::Text(digits) if ty == super::field::FieldType::Integer => {
            match text::integer(&digits) {
                Some(number) => number.into(),
                None => Value::Text(digits),
            }
        }
        value => value,
    };
    ty.check(&mut value).map_err(|problem| invalid(&text!("\"cursor.value\" {}", problem)))?;
    cursor.insert("value", value);
    params.insert("cursor", cursor);
    Ok(())
}

/// Returns whether a value is a direction of an order.
pub(super) fn is_direction(value: &Value) -> bool {
    let text = value.as_text().unwrap_or_default();
    text.eq_ignore_ascii_case("asc") || text.eq_ignore_ascii_case("desc")
}

fn invalid(problem: &str) -> Error {
    Error::input("INVALID_PARAMETER", problem)
}
