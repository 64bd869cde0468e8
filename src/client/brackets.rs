//! Names with brackets, as a form writes nested values: `fields[TITLE]`, `select[]`.
//!
//! PHP nests the names of a form but not those of JSON, so that `{"fields[TITLE]":"x"}` would lose the
//! field in silence. Here such names become the values that PHP makes of the form.

use crate::error::{Error, Result};
use crate::methods::to_map;
use crate::text;
use crate::wire::{Map, Value};

/// Nests what has brackets in its name, in the order of the names and into what stands beside it. A list
/// under a name that ends with `[]` is several values for that name.
///
/// # Errors
///
/// `INVALID_PARAMETER` for brackets that PHP does not read as nesting, and for two values in one place.
pub(crate) fn nest(params: &mut Map) -> Result<()> {
    if !params.iter().any(|(name, _)| text::find(name, "[").is_some()) {
        return Ok(());
    }
    let mut bracketed = Vec::new();
    for (name, value) in std::mem::take(params) {
        if let Some((base, _)) = text::split(&name, "[") {
            params.get_or_add(base);
            bracketed.push((name, value));
        } else {
            params.insert(name, value);
        }
    }
    for (name, value) in bracketed {
        let (base, path) = text::split(&name, "[").unwrap_or_default();
        let place = params.get_or_add(base).filter(|_| !base.is_empty());
        if !place.is_some_and(|place| put(place, path, value)) {
            return Err(refused(&name));
        }
    }
    Ok(())
}

/// Puts a value at `key]`, followed by any number of `[key]`, within another. Says whether it could.
fn put(place: &mut Value, path: &str, mut value: Value) -> bool {
    let Some((key, rest)) = text::split(path, "]") else { return false };
    if let (Value::List(items), Value::List(more), "", "") = (&mut *place, &mut value, key, rest) {
        items.append(more);
        return true;
    }
    let Some(inner) = at(place, key) else { return false };
    match (rest.strip_prefix('['), inner) {
        (Some(path), inner) => put(inner, path, value),
        (None, inner @ Value::List(_)) if rest.is_empty() && *inner == Value::List(Vec::new()) => {
            *inner = value;
            true
        }
        _ => false,
    }
}

/// The value under a key, an empty list where there was none; without a key, one more.
fn at<'a>(place: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    let is_next = |list: &[Value]| key.is_empty() || *key == list.len().to_string();
    if place.as_list().is_some_and(is_next) {
        let Value::List(items) = place else { return None };
        items.push(Value::List(Vec::new()));
        return items.last_mut();
    }
    if key.is_empty() { None } else { to_map(place)?.get_or_add(key) }
}

/// Says how the name `a[b]` is written as a value: `a: { b: … }`.
fn refused(name: &str) -> Error {
    let mut nested = String::new();
    let mut closing = String::new();
    for character in name.strip_suffix("[]").unwrap_or(name).chars() {
        match character {
            '[' => {
                nested.push_str(": { ");
                closing.push_str(" }");
            }
            ']' => {}
            other => nested.push(other),
        }
    }
    let problem = format!(
        "parameter \"{name}\" is given twice or has brackets that do not nest; write {nested}: …{closing}"
    );
    Error::input("INVALID_PARAMETER", problem)
}
