//! The ordered value type of parameters and replies.

use std::fmt;

use super::reference::Reference;
use crate::text;

/// A JSON number.
///
/// The digits are stored as text, so `200040300010` or `0.10` reaches the caller exactly as the
/// portal sent it.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Wraps text that is already known to be a JSON number.
    pub(crate) fn from_json(digits: &str) -> Self {
        Self(digits.to_owned())
    }

    /// Parses a whole number in JSON syntax: without a plus and without leading zeros.
    pub(crate) fn whole(digits: &str) -> Option<Self> {
        let written = digits.strip_prefix('-').unwrap_or(digits);
        let padded = written.len() > 1 && written.starts_with('0');
        (text::integer(digits).is_some() && !padded).then(|| Self(digits.to_owned()))
    }

    /// Converts a float; returns `None` for NaN and the infinities, which JSON does not have.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self(number.to_string()))
    }

    /// Returns the digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number as an integer if it has no fraction or exponent and at most 18 digits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        text::integer(&self.0)
    }

    /// Returns the number of whole thousandths (seconds as milliseconds), or 0 if the number is
    /// negative or has an exponent.
    pub(crate) fn thousandths(&self) -> u32 {
        let mut digits = String::new();
        let mut fraction = None;
        for byte in self.0.bytes() {
            match (byte, fraction) {
                (b'.', None) => fraction = Some(3),
                (b'0'..=b'9', None) => digits.push(char::from(byte)),
                (b'0'..=b'9', Some(left)) if left > 0 => {
                    digits.push(char::from(byte));
                    fraction = Some(left - 1);
                }
                (b'0'..=b'9', _) => {}
                _ => return 0,
            }
        }
        for _ in 0..fraction.unwrap_or(3) {
            digits.push('0');
        }
        text::integer(&digits).and_then(|number| number.try_into().ok()).unwrap_or(0)
    }

    /// Returns the nearest float.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A value of a parameter or of a reply: JSON with the order of keys preserved.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    /// An explicit null. An omitted parameter is not in the map at all.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(String),
    /// A reference to the result of an earlier command of a batch, or text with such references.
    Reference(Reference),
    /// A list of values.
    List(Vec<Value>),
    /// Values by name, in insertion order.
    Map(Map),
}

impl Value {
    /// Returns the text if the value is text or a reference.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Reference(reference) => Some(reference.as_text()),
            _ => None,
        }
    }

    /// Returns the map if the value is one.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the list if the value is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// Returns the name of the value's type for messages, never the value itself.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Reference(_) => "a reference",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
        }
    }
}

/// Values by name, in insertion order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Map(Vec<(String, Value)>);

impl Map {
    /// Creates an empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the index of `name`: the last one if the name is repeated, as in `JSON.parse`.
    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().rposition(|(known, _)| known == name)
    }

    /// Returns the value of `name`: the last one if the name is repeated, as in `JSON.parse`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(self.position(name)?).map(|(_, value)| value)
    }

    /// Sets `name` to `value`; an existing name keeps its position.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.put(name.into(), value.into());
    }

    fn put(&mut self, name: String, value: Value) {
        if let Some(place) = self.get_or_add(&name) {
            *place = value;
        }
    }

    /// Returns the value of `name` for modification; adds an empty list if the name is absent.
    pub(crate) fn get_or_add(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.position(name).unwrap_or_else(|| {
            self.push(name.to_owned(), Value::List(Vec::new()));
            self.0.len() - 1
        });
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Appends `value` without checking whether the name exists.
    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }

    /// Removes and returns the value of `name`.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.position(name)?;
        Some(self.0.remove(at).1)
    }

    /// Returns the number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the map is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names and values in order, for modification.
    pub(crate) fn entries_mut(&mut self) -> &mut [(String, Value)] {
        &mut self.0
    }

    /// Removes the values that are null.
    pub(crate) fn remove_nulls(&mut self) {
        while let Some(at) = self.0.iter().position(|(_, value)| *value == Value::Null) {
            self.0.remove(at);
        }
    }

    /// Returns the first repeated name.
    pub(crate) fn duplicate_key(&self) -> Option<&str> {
        for (at, (name, _)) in self.0.iter().enumerate() {
            if self.0.iter().position(|(first, _)| first == name) != Some(at) {
                return Some(name);
            }
        }
        None
    }

    /// Iterates over the names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<N: Into<String>, V: Into<Value>> FromIterator<(N, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut map = Self::new();
        for (name, value) in pairs {
            map.insert(name, value);
        }
        map
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<f64> for Value {
    /// NaN and the infinities become null, as in `JSON.stringify`.
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or(Self::Null, Self::Number)
    }
}

macro_rules! from_integer {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Self::Number(Number(number.to_string()))
            }
        }
    )*};
}

from_integer!(i32 i64 u32 u64);

impl<V: Into<Value>> From<Vec<V>> for Value {
    fn from(list: Vec<V>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

impl<V: Into<Value>, const N: usize> From<[V; N]> for Value {
    fn from(list: [V; N]) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

impl<V: Into<Value>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
