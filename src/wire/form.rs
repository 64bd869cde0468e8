//! Encoding of parameters as a form, as in PHP's `http_build_query` and `parse_str`.

use std::fmt;

use super::batch_text;
use super::value::{Map, Value};
use crate::error::Error;
use crate::text;

/// The most values in one form. PHP silently drops values beyond `max_input_vars` (1,000 by
/// default); the difference is a reserve for the credentials and for a lower setting.
pub const MAX_VALUES: usize = 900;

/// The most levels of brackets. PHP silently drops a variable beyond 64.
pub const MAX_DEPTH: usize = 60;

/// A parameter that a form or a batch cannot encode.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EncodeError {
    /// The parameter, with its brackets.
    pub name: String,
    /// Why it is unencodable.
    pub reason: Reason,
}

/// Why a parameter is unencodable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The value is null.
    Null,
    /// The value is an empty list or an empty map.
    Empty,
    /// PHP would change or drop the name.
    Name,
    /// PHP would drop the value because of `max_input_vars`.
    TooMany,
    /// PHP would drop the value because of `max_input_nesting_level`.
    TooDeep,
    /// In a batch, the portal would read the text as a reference.
    Reference,
}

impl EncodeError {
    /// Describes the parameter and the reason.
    #[must_use]
    pub fn describe(&self) -> String {
        let reason = match self.reason {
            Reason::Null => " is null, unencodable in a form",
            Reason::Empty => " is an empty list, unencodable in a form",
            Reason::Name => " has a name that PHP would change",
            Reason::TooMany => " comes after the 900th value; PHP would drop it",
            Reason::TooDeep => " is nested deeper than 60 levels; PHP would drop it",
            Reason::Reference => " has text that a batch reads as a reference",
        };
        let mut text = self.name.clone();
        text.push_str(reason);
        text
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.describe())
    }
}

impl From<EncodeError> for Error {
    fn from(unencodable: EncodeError) -> Self {
        Self::input("UNENCODABLE_PARAMETER", unencodable.describe())
    }
}

/// Encodes parameters as `application/x-www-form-urlencoded`, with brackets for nested values.
///
/// PHP reads the same names and values back, all of them as text.
///
/// # Errors
///
/// [`EncodeError`] for parameters that PHP would not read back: null, an empty list or map, an
/// empty name, a name with a NUL, a top-level name with a space, a dot or `[`, a nested name that
/// contains `]` or is a single white-space character, too many values, too deep nesting.
///
/// ```
/// use b24_wasm::wire::{Map, Value, form};
///
/// let filter = Map::from_iter([("!%LAST_NAME", Value::from("an")), ("@ID", Value::from([3, 7]))]);
/// let form = form::encode(&Map::from_iter([("filter", filter)])).unwrap();
/// assert_eq!(form, "filter%5B%21%25LAST_NAME%5D=an&filter%5B%40ID%5D%5B0%5D=3&filter%5B%40ID%5D%5B1%5D=7");
/// ```
pub fn encode(params: &Map) -> Result<String, EncodeError> {
    encode_with(None, params, false)
}

/// Encodes an optional token and the parameters. In a batch, text that looks like a reference is
/// unencodable.
pub(super) fn encode_with(
    token: Option<&str>,
    params: &Map,
    in_batch: bool,
) -> Result<String, EncodeError> {
    let mut form = Form { out: String::new(), values: 0, in_batch };
    if let Some(token) = token {
        form.pair("auth", token)?;
    }
    for (name, value) in params.iter() {
        form.add_param(name, value).map_err(|EncodeError { name: rest, reason }| EncodeError {
            name: name.to_owned() + &rest,
            reason,
        })?;
    }
    Ok(form.out)
}

struct Form {
    out: String,
    values: usize,
    in_batch: bool,
}

/// Returns the error of a value, to whose name the callers add theirs.
const fn unencodable(reason: Reason) -> Result<(), EncodeError> {
    Err(EncodeError { name: String::new(), reason })
}

impl Form {
    fn add_param(&mut self, name: &str, value: &Value) -> Result<(), EncodeError> {
        if name.is_empty() || name.bytes().any(|byte| b" .[\0".contains(&byte)) {
            return unencodable(Reason::Name);
        }
        let mut path = String::new();
        escape(name, &mut path);
        self.add(&mut path, value, 0)
    }

    /// Adds a value under an escaped name, which has its old length afterwards.
    fn add(&mut self, path: &mut String, value: &Value, depth: usize) -> Result<(), EncodeError> {
        if depth > MAX_DEPTH {
            return unencodable(Reason::TooDeep);
        }
        match value {
            Value::Null => unencodable(Reason::Null),
            Value::Bool(flag) => self.pair(path, if *flag { "1" } else { "0" }),
            Value::Number(number) => self.pair(path, number.as_str()),
            Value::Text(_) | Value::Reference(_) => {
                if self.in_batch && batch_text::looks_like_reference(value) {
                    return unencodable(Reason::Reference);
                }
                self.pair(path, value.as_text().unwrap_or_default())
            }
            Value::List(list) if list.is_empty() => unencodable(Reason::Empty),
            Value::List(list) => {
                for (at, item) in list.iter().enumerate() {
                    self.add_member(path, &text::digits(at as u64), item, depth)?;
                }
                Ok(())
            }
            Value::Map(map) | Value::Keyed(map) if map.is_empty() => unencodable(Reason::Empty),
            Value::Map(map) | Value::Keyed(map) => {
                for (key, item) in map.iter() {
                    self.add_member(path, key, item, depth)?;
                }
                Ok(())
            }
        }
    }

    fn add_member(
        &mut self,
        path: &mut String,
        key: &str,
        item: &Value,
        depth: usize,
    ) -> Result<(), EncodeError> {
        let length = path.len();
        path.push_str("%5B");
        escape(key, path);
        path.push_str("%5D");
        let outcome = if is_changed_in_brackets(key) {
            unencodable(Reason::Name)
        } else {
            self.add(path, item, depth + 1)
        };
        path.truncate(length);
        outcome.map_err(|EncodeError { name, reason }| EncodeError {
            name: text!("[{}]{}", key, name),
            reason,
        })
    }

    /// Adds a value under an escaped name.
    fn pair(&mut self, path: &str, value: &str) -> Result<(), EncodeError> {
        if self.values == MAX_VALUES {
            return unencodable(Reason::TooMany);
        }
        self.values += 1;
        if !self.out.is_empty() {
            self.out.push('&');
        }
        self.out.push_str(path);
        self.out.push('=');
        escape(value, &mut self.out);
        Ok(())
    }
}

/// Encodes names and values for the query of an address; the names are plain.
#[cfg(feature = "push")]
pub(crate) fn pairs(pairs: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        escape(value, &mut out);
    }
    out
}

fn escape(text: &str, out: &mut String) {
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            continue;
        }
        if plain < at {
            out.push_str(text.get(plain..at).unwrap_or_default());
        }
        plain = at + 1;
        if byte == b' ' {
            out.push('+');
            continue;
        }
        out.push('%');
        out.push(hexadecimal(byte >> 4));
        out.push(hexadecimal(byte & 15));
    }
    out.push_str(text.get(plain..).unwrap_or_default());
}

fn hexadecimal(digit: u8) -> char {
    char::from(if digit < 10 { b'0' + digit } else { b'A' + digit - 10 })
}

fn is_changed_in_brackets(key: &str) -> bool {
    let is_cut = key.bytes().any(|byte| byte == b']' || byte == 0);
    is_cut || matches!(key, "" | " " | "\t" | "\n" | "\r" | "\u{b}" | "\u{c}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(params: Map) -> Reason {
        encode(&params).unwrap_err().reason
    }

    #[test]
    fn encodes_booleans_as_digits() {
        let params = Map::from_iter([("yes", true), ("no", false)]);
        assert_eq!(encode(&params).unwrap(), "yes=1&no=0");
    }

    #[test]
    fn rejects_unencodable_values_and_names() {
        assert_eq!(reason(Map::from_iter([("a", Value::Null)])), Reason::Null);
        assert_eq!(reason(Map::from_iter([("a", Value::List(vec![]))])), Reason::Empty);
        assert_eq!(reason(Map::from_iter([("a", Value::Map(Map::new()))])), Reason::Empty);
        for name in ["", "a.b", "a b", "a[b", "a\0"] {
            assert_eq!(reason(Map::from_iter([(name, 1)])), Reason::Name, "{name:?}");
        }
        for key in ["", " ", "\t", "\u{b}", "a]b", "\0"] {
            let nested = Map::from_iter([(key, 1)]);
            assert_eq!(reason(Map::from_iter([("a", nested)])), Reason::Name, "{key:?}");
        }
    }

    #[test]
    fn errors_name_the_parameter_with_its_brackets() {
        let nested = |key, value| Value::from(Map::from_iter([(key, value)]));
        let name = |name, value| encode(&Map::from_iter([(name, value)])).unwrap_err().name;
        assert_eq!(name("a.b", 1.into()), "a.b");
        assert_eq!(name("a&", Value::Null), "a&");
        assert_eq!(name("a", nested("!%b", Value::from([1.into(), Value::Null]))), "a[!%b][1]");
        assert_eq!(name("a", nested("b", nested("c]", 1.into()))), "a[b][c]]");
    }

    #[test]
    fn rejects_values_beyond_php_limits() {
        let ids = |count: usize| Map::from_iter([("ID", (0..count as u64).collect::<Vec<_>>())]);
        assert!(encode(&ids(MAX_VALUES)).is_ok());
        assert_eq!(reason(ids(MAX_VALUES + 1)), Reason::TooMany);

        let nested = |levels| {
            let value = (0..levels).fold(Value::from(1), |value, _| Value::from([value]));
            Map::from_iter([("a", value)])
        };
        assert!(encode(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(reason(nested(MAX_DEPTH + 1)), Reason::TooDeep);
    }
}
