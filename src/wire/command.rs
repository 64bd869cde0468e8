//! One command of a batch: a method and its parameters as a query.

use super::form::{self, Reason, Unsayable};
use super::value::{Map, Value};
use crate::text;

/// What the server resolves inside a parameter of a command.
const REFERENCES: [&str; 5] = ["$result[", "$next[", "$total[", "$error[", "$time["];

/// Writes `method?query`, one value of the `cmd` parameter of `batch`.
///
/// # Errors
///
/// [`Unsayable`] for what a form cannot say, since JSON is no way out inside a batch, and for text
/// that the server would take for a reference to an earlier command's result.
///
/// ```
/// use b24_wasm::wire::{Map, command};
///
/// let command = command::encode("user.get", &Map::from_iter([("sort", "ID"), ("order", "ASC")]));
/// assert_eq!(command.unwrap(), "user.get?sort=ID&order=ASC");
/// ```
pub fn encode(method: &str, params: &Map) -> Result<String, Unsayable> {
    for (name, value) in params.iter() {
        if holds_reference(value) {
            return Err(Unsayable { name: name.to_owned(), reason: Reason::Reference });
        }
    }
    let query = form::encode(params)?;
    Ok(if query.is_empty() { method.to_owned() } else { format!("{method}?{query}") })
}

fn holds_reference(value: &Value) -> bool {
    match value {
        Value::Text(text) => REFERENCES.iter().any(|word| text::find(text, word).is_some()),
        Value::List(list) => list.iter().any(holds_reference),
        Value::Map(map) => map.iter().any(|(_, value)| holds_reference(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_the_server_would_resolve() {
        let filter = Map::from_iter([("NAME", "see $result[me][ID]")]);
        let refused = encode("user.get", &Map::from_iter([("filter", filter)])).unwrap_err();
        assert_eq!(refused.reason, Reason::Reference);
    }

    #[test]
    fn escapes_what_would_end_the_query() {
        let command = encode("user.get", &Map::from_iter([("FIND", "a#b&c=d?e")])).unwrap();
        assert_eq!(command, "user.get?FIND=a%23b%26c%3Dd%3Fe");
    }
}
