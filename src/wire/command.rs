//! Encoding of one command of a batch: a method and its parameters as a query.

use super::form::{self, EncodeError};
use super::value::Map;

/// Encodes `method?query`, one value of the `cmd` parameter of `batch`.
///
/// # Errors
///
/// [`EncodeError`] for values that a form cannot encode, since a batch has no JSON fallback, and
/// for text that the portal would read as a reference.
///
/// ```
/// use b24_wasm::wire::{Map, command};
///
/// let command = command::encode("user.get", &Map::from_iter([("sort", "ID"), ("order", "ASC")]));
/// assert_eq!(command.unwrap(), "user.get?sort=ID&order=ASC");
/// ```
pub fn encode(method: &str, params: &Map) -> Result<String, EncodeError> {
    let query = form::encode_with(None, params, true)?;
    Ok(if query.is_empty() { method.to_owned() } else { text!("{}?{}", method, query) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_query_delimiters() {
        let command = encode("user.get", &Map::from_iter([("FIND", "a#b&c=d?e")])).unwrap();
        assert_eq!(command, "user.get?FIND=a%23b%26c%3Dd%3Fe");
    }
}
