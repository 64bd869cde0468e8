//! Names with brackets, as a form writes nested values: `fields[TITLE]`, `select[]`.
//!
//! PHP nests the names of a form but not those of JSON, so that `{"fields[TITLE]":"x"}` would lose the
//! field silently. Here such names become the values that PHP makes of the form.

use crate::error::Result;
use crate::schema::invalid;
use crate::text;
use crate::wire::{Map, Value, php};

/// Parameters within which names are meant so, too. Elsewhere they may be an app's own keys.
const WITHIN: [&str; 2] = ["fields", "filter"];

/// Nests what has brackets in its name, in the order of the names and into what stands beside it. A list
/// under a name that ends with `[]` is several values for that name.
///
/// # Errors
///
/// `INVALID_PARAMETER` for brackets that PHP does not read as nesting, and for two values in one place.
pub(crate) fn nest(params: &mut Map) -> Result<()> {
    for (name, value) in params.entries_mut() {
        if let Value::Map(map) = value
            && WITHIN.iter().any(|within| within.eq_ignore_ascii_case(name))
        {
            nest(map)?;
        }
    }
    if !params.iter().any(|(name, _)| name.bytes().any(|byte| byte == b'[')) {
        return Ok(());
    }
    let mut nested = Map::new();
    for pass in 0..2 {
        for (name, value) in params.entries_mut() {
            let base = text::split(name, "[").map_or(name.as_str(), |(base, _)| base);
            let place = nested.get_or_add(base);
            // Without a base the path begins too late, so that it leads nowhere.
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

/// Puts a value at `[key]`, as often as there is one, within a place; `None` if that leads nowhere or to
/// another value.
fn put(place: Option<&mut Value>, mut path: &str, value: &mut Value) -> Option<()> {
    let mut place = place?;
    while !(path.is_empty() || path == "[]" && value.as_list().is_some()) {
        let (key, rest) = text::split(path.strip_prefix('[')?, "]")?;
        (place, path) = (at(place, key)?, rest);
    }
    let is_free = place.as_list().is_some_and(<[Value]>::is_empty);
    is_free.then(|| *place = std::mem::take(value))
}

/// The value under a key, an empty list where there was none; without a key, one more.
fn at<'a>(place: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    let is_next = |list: &[Value]| *key == list.len().to_string();
    match (key.is_empty() || place.as_list().is_some_and(is_next), place) {
        (false, place) => php::to_map(place)?.get_or_add(key),
        (true, Value::List(items)) => {
            items.push(Value::List(Vec::new()));
            items.last_mut()
        }
        _ => None,
    }
}
