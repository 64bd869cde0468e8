//! References of one command of a batch to what an earlier one came to.

use std::fmt::Display;

use super::value::{Map, Value};
use crate::text;

/// What the server resolves inside a parameter of a command.
const WORDS: [&str; 5] = ["$result[", "$next[", "$total[", "$error[", "$time["];

/// What an earlier command of the same batch came to, or a part of it, as a parameter.
///
/// ```
/// use b24_wasm::wire::{Value, reference::Reference};
///
/// let first_department = Reference::to("me").at("UF_DEPARTMENT").at(0);
/// assert_eq!(Value::from(first_department), Value::from("$result[me][UF_DEPARTMENT][0]"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// The whole result of the command with this name.
    #[must_use]
    pub fn to(command: impl Display) -> Self {
        Self(format!("$result[{command}]"))
    }

    /// The part under this key or, of a list, at this index.
    #[must_use]
    pub fn at(self, key: impl Display) -> Self {
        Self(format!("{}[{key}]", self.0))
    }
}

impl From<Reference> for Value {
    fn from(reference: Reference) -> Self {
        Self::Text(reference.0)
    }
}

/// Whether the value is a reference and nothing else.
pub(crate) fn is_whole(value: &Value) -> bool {
    let text = value.as_text().unwrap_or_default();
    WORDS.iter().any(|word| text.starts_with(word)) && token(text) == text
}

/// Checks every reference in the parameters: whether the server would read it as it is meant, and
/// whether the command that it names is `known` by then.
///
/// # Errors
///
/// The text around the reference, and what is wrong with it.
pub(crate) fn check(params: &Map, known: &[&str]) -> Result<(), (String, &'static str)> {
    params.iter().try_for_each(|(_, value)| check_value(value, known))
}

fn check_value(value: &Value, known: &[&str]) -> Result<(), (String, &'static str)> {
    match value {
        Value::Text(text) => check_text(text, known).map_err(|problem| (text.clone(), problem)),
        Value::List(items) => items.iter().try_for_each(|item| check_value(item, known)),
        Value::Map(map) => check(map, known),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn check_text(text: &str, known: &[&str]) -> Result<(), &'static str> {
    for (at, byte) in text.bytes().enumerate() {
        let rest = text.get(at..).filter(|_| byte == b'$').unwrap_or_default();
        for word in WORDS {
            let Some(path) = token(rest).strip_prefix(word) else { continue };
            let name = text::split(path, "]").map_or(path, |(name, _)| name);
            if !is_path(path) {
                return Err("needs white space after it, and brackets around every key");
            }
            if !known.contains(&name) {
                return Err("names no earlier command of the same request of up to 50");
            }
        }
    }
    Ok(())
}

/// The server takes all up to the next white space for one reference.
fn token(text: &str) -> &str {
    let end = text.bytes().position(|byte| byte.is_ascii_whitespace());
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// `name]`, then any number of `[key]`.
fn is_path(path: &str) -> bool {
    let (mut inside, mut length) = (true, 0);
    for byte in path.bytes() {
        match byte {
            b'[' if !inside => (inside, length) = (true, 0),
            b']' if inside && length > 0 => inside = false,
            b'[' | b']' => return false,
            _ if inside => length += 1,
            _ => return false,
        }
    }
    !inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        check(&Map::from_iter([("ID", text)]), &["me", "it"]).is_err()
    }

    #[test]
    fn takes_what_the_server_reads_as_it_is_meant() {
        for text in
            ["$result[me]", "$result[me][ID]", "No $result[me][0][ID] of $total[it]", "$5", ""]
        {
            assert!(!refused(text), "{text}");
        }
    }

    #[test]
    fn refuses_what_the_server_would_misread() {
        for text in [
            "$result[me][ID],$result[it][ID]",
            "$result[me][ID]$result[it][ID]",
            "$result[me][ID].",
            "$result[me",
            "$result[]",
            "$result[me]ID",
            "$result[me][[ID]]",
            "$result[other][ID]",
            "$next[other]",
        ] {
            assert!(refused(text), "{text}");
        }
    }

    #[test]
    fn only_a_reference_alone_stands_for_a_value_of_another_type() {
        assert!(is_whole(&Value::from("$result[me][ID]")));
        for other in ["", "$result[me][ID] ", "ID $result[me][ID]", "$results"] {
            assert!(!is_whole(&Value::from(other)), "{other}");
        }
    }
}
