//! One command of a batch: a method and its parameters as a query.

use super::form::{self, EncodeError};
use super::value::Map;

/// Writes `method?query`, one value of the `cmd` parameter of `batch`.
///
/// # Errors
///
/// [`EncodeError`] for what a form cannot say, since JSON is no way out inside a batch, and for text that
/// the portal would take for a reference.
///
/// ```
/// use b24_wasm::wire::{Map, command};
///
/// let command = command::encode("user.get", &Map::from_iter([("sort", "ID"), ("order", "ASC")]));
/// assert_eq!(command.unwrap(), "user.get?sort=ID&order=ASC");
/// ```
pub fn encode(method: &str, params: &Map) -> Result<String, EncodeError> {
    let query = form::encode_with(None, params, true)?;
    Ok(if query.is_empty() { method.to_owned() } else { format!("{method}?{query}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_would_end_the_query() {
        let command = encode("user.get", &Map::from_iter([("FIND", "a#b&c=d?e")])).unwrap();
        assert_eq!(command, "user.get?FIND=a%23b%26c%3Dd%3Fe");
    }
}
