//! Single values: what comes folded into one clean type, and what goes put as the portal reads it.

use crate::error::Result;
use crate::methods::{Type, undecodable};
use crate::wire::{Map, Value, json, php};

/// Puts a value that came into its clean type.
///
/// # Errors
///
/// What was expected and what came.
pub(crate) fn clean(of: Type, value: &mut Value) -> Result<()> {
    let came = value.describe();
    let (fits, expected) = match of {
        Type::Record(fields) => return fields.clean(value),
        Type::Maybe(fields) => {
            if is_none(value) {
                *value = Value::Null;
                return Ok(());
            }
            return fields.clean(value);
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
        Type::Filled | Type::Picture => (to_filled(of, value), "a text"),
        Type::DateTime => (php::to_date_time(value), "a date"),
        Type::Ids => (php::to_integers(value), "a list of whole numbers"),
        Type::Texts => (all(to_list(value), php::to_text), "a list of texts"),
        Type::Map => (to_map(value).is_some(), "an object"),
        Type::Captions => (all_named(to_map(value), php::to_text), "an object of texts"),
        Type::Counts => (all_named(to_map(value), php::to_integer), "an object of numbers"),
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

/// Puts a value that goes as the portal reads it; otherwise says what is wanted.
pub(crate) fn write(of: Type, value: &mut Value) -> std::result::Result<(), &'static str> {
    let (fits, wanted) = match of {
        Type::Id => {
            let fits = php::to_integer(value) && php::integer(value).is_some_and(|id| id > 0);
            (fits, "an identifier above 0")
        }
        Type::Integer | Type::Reference => (php::to_integer(value), "a whole number"),
        Type::Flag | Type::True => match php::flag(value) {
            Some(on) => {
                *value = Value::from(if on { "Y" } else { "N" });
                return Ok(());
            }
            None => (false, "true or false"),
        },
        Type::Text | Type::Filled | Type::Picture => {
            (value.as_text().is_some() || matches!(value, Value::Number(_)), "a text")
        }
        Type::DateTime => (like_a_date(value), "an ISO 8601 date"),
        Type::Ids => (to_ids(value), "identifiers above 0"),
        Type::Texts => {
            to_several(value);
            let texts = all(to_list(value), |item| item.as_text().is_some());
            (texts && *value != Value::List(Vec::new()), "one text or more")
        }
        Type::File => {
            let parts = value.as_list().unwrap_or_default();
            let named = parts.len() == 2 && parts.iter().all(|part| part.as_text().is_some());
            (named, "a file as [name, base64]")
        }
        _ => (true, ""),
    };
    if fits { Ok(()) } else { Err(wanted) }
}

/// The portal finds nothing, and says nothing, where it does not recognise a date.
pub(crate) fn like_a_date(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let first = text.as_bytes().first();
    first.is_none_or(|first| first.is_ascii_digit() && text.len() >= 8)
}

/// Makes a list of identifiers of one, of a list, of what has indices and a length like a list, or
/// of a JSON array as text. Says whether it could and found any.
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
    let above_zero = |id: &Value| php::integer(id).is_some_and(|id| id > 0);
    let some = |ids: &[Value]| !ids.is_empty() && ids.iter().all(above_zero);
    php::to_integers(value) && value.as_list().is_some_and(some)
}

fn is_none(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

fn to_maybe_integer(value: &mut Value) -> bool {
    if is_none(value) {
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

fn to_filled(of: Type, value: &mut Value) -> bool {
    let fits = php::to_text(value);
    let text = value.as_text().unwrap_or_default();
    if text.is_empty() || (of == Type::Picture && text.ends_with(NO_PICTURE)) {
        *value = if fits { Value::Null } else { std::mem::take(value) };
    }
    fits
}

/// One value in place of several is a list of one.
fn to_several(value: &mut Value) {
    if value.as_text().is_some() {
        *value = Value::List(vec![std::mem::take(value)]);
    }
}

/// PHP sends a list whose indices have gaps as an object.
fn to_list(value: &mut Value) -> Option<&mut [Value]> {
    if let Value::Map(map) = value {
        let mut items = Vec::new();
        for (_, item) in std::mem::take(map) {
            items.push(item);
        }
        *value = Value::List(items);
    }
    match value {
        Value::List(items) => Some(items),
        _ => None,
    }
}

/// PHP sends an object whose keys are 0, 1 and so on as a list, an empty one too.
pub(crate) fn to_map(value: &mut Value) -> Option<&mut Map> {
    if let Value::List(items) = value {
        let mut map = Map::new();
        for (at, item) in std::mem::take(items).into_iter().enumerate() {
            map.push(at.to_string(), item);
        }
        *value = Value::Map(map);
    }
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

fn all(items: Option<&mut [Value]>, fits: fn(&mut Value) -> bool) -> bool {
    items.is_some_and(|items| items.iter_mut().all(fits))
}

fn all_named(map: Option<&mut Map>, fits: fn(&mut Value) -> bool) -> bool {
    map.is_some_and(|map| map.entries_mut().iter_mut().all(|(_, value)| fits(value)))
}
