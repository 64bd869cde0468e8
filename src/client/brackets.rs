//! Names with brackets, the form's notation of nested values: `fields[TITLE]`, `select[]`.
//!
//! PHP nests such names in a form but not in JSON, so `{"fields[TITLE]":"x"}` would silently lose
//! the field. This module converts them to the nested values that PHP would read from a form.

use crate::error::Result;
use crate::schema::invalid;
use crate::text;
use crate::wire::{MAX_NAMES, Map, Value, php};

/// Parameters in which nested names are converted, too. In others they may be an app's own keys.
const NESTED: [&str; 2] = ["fields", "filter"];

/// Converts names with brackets to nested values, in the order of the names, and merges them with
/// values without brackets. A list under a name that ends with `[]` is several values of that name.
///
/// # Errors
///
/// `INVALID_PARAMETER` for brackets that PHP does not read as nesting, for two values under one name,
/// and for brackets among more than 2,000 names.
pub(crate) fn nest(params: &mut Map) -> Result<()> {
    for (name, value) in params.entries_mut() {
        if let Value::Map(map) = value
            && NESTED.iter().any(|nested| nested.eq_ignore_ascii_case(name))
        {
            nest(map)?;
        }
    }
    let has_brackets = |name: &str| name.bytes().any(|byte| byte == b'[');
    let Some((name, _)) = params.iter().find(|(name, _)| has_brackets(name)) else {
        return Ok(());
    };
    if params.len() > MAX_NAMES {
        return Err(invalid(
            name,
            "has brackets beside more than 2,000 names; nest the values instead",
        ));
    }
    let mut nested = Map::new();
    for pass in 0..2 {
        for (name, value) in params.entries_mut() {
            let base = text::split(name, "[").map_or(name.as_str(), |(base, _)| base);
            let place = nested.get_or_add(base);
            // Without a base, the path starts inside the brackets, so it is malformed.
            let path = name.get(base.len().max(1)..).unwrap_or_default();
            if path.is_empty() == (pass == 0) && put(place, path, value).is_none() {
                return Err(invalid(
                    name,
                    "is malformed or given twice; write { filter: { ID: 5 } }",
                ));
            }
        }
    }
    *params = nested;
    Ok(())
}

/// Sets the value at a path of any number of `[key]`; returns `None` if the path is malformed or
/// has another value.
fn put(place: Option<&mut Value>, mut path: &str, value: &mut Value) -> Option<()> {
    let mut place = place?;
    while !(path.is_empty() || path == "[]" && value.as_list().is_some()) {
        let (key, rest) = text::split(path.strip_prefix('[')?, "]")?;
        (place, path) = (at(place, key)?, rest);
    }
    let is_empty = place.as_list().is_some_and(<[Value]>::is_empty);
    is_empty.then(|| *place = std::mem::take(value))
}

/// Returns the value under a key, or a new item if the key is empty; adds an empty list if there is
/// no such value.
fn at<'a>(place: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    let is_next = |list: &[Value]| *key == text::digits(list.len() as u64);
    match (key.is_empty() || place.as_list().is_some_and(is_next), place) {
        (false, place) => php::to_map(place)?.get_or_add(key),
        (true, Value::List(items)) => {
            items.push(Value::List(Vec::new()));
            items.last_mut()
        }
        _ => None,
    }
}
