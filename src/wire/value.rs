//! The ordered value that parameters are made of and answers are read into.

use std::fmt;

use super::reference::Reference;
use crate::text;

/// A number as JSON writes it.
///
/// The digits are kept as text: an answer's `200040300010` or `0.10` reaches the caller exactly as
/// the portal sent it.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// ParamKind over text that is known to be a JSON number.
    pub(crate) fn from_json(digits: &str) -> Self {
        Self(digits.to_owned())
    }

    /// A whole number from its digits, as JSON writes it: without a plus and without leading zeros.
    pub(crate) fn whole(digits: &str) -> Option<Self> {
        let written = digits.strip_prefix('-').unwrap_or(digits);
        let padded = written.len() > 1 && written.starts_with('0');
        (text::integer(digits).is_some() && !padded).then(|| Self(digits.to_owned()))
    }

    /// A number from a float; `None` for NaN and the infinities, which JSON cannot say.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self(number.to_string()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as an integer, where it is written as one and fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        text::integer(&self.0)
    }

    /// Thousandths, without a fraction: seconds as milliseconds. 0 for what is below or no count.
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

    /// The nearest float.
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

/// A parameter's value or an answer's: what JSON can say, with the order of keys kept.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    /// No value, said on purpose. A parameter that is not given is not in the map at all.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number, its digits as written.
    Number(Number),
    /// Text.
    Text(String),
    /// What an earlier command of a batch came to, or text with it.
    Reference(Reference),
    /// Values without names.
    List(Vec<Value>),
    /// Values by name, in the order in which they were added.
    Map(Map),
}

impl Value {
    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Reference(reference) => Some(reference.as_text()),
            _ => None,
        }
    }

    /// The map, where it is one.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, where it is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// What it is, in a word, for messages; never the value itself.
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

/// Values by name, in the order in which they were added.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Map(Vec<(String, Value)>);

impl Map {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the value under `name` stands; the last one where the name stands twice, as `JSON.parse`
    /// has it.
    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().rposition(|(known, _)| known == name)
    }

    /// The value under `name`; the last one where the name stands twice, as `JSON.parse` has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(self.position(name)?).map(|(_, value)| value)
    }

    /// Puts `value` under `name`, in the place of the one that stood there.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.put(name.into(), value.into());
    }

    fn put(&mut self, name: String, value: Value) {
        if let Some(place) = self.get_or_add(&name) {
            *place = value;
        }
    }

    /// The value under `name`, to be changed in place; an empty list where there was none.
    pub(crate) fn get_or_add(&mut self, name: &str) -> Option<&mut Value> {
        let at = self.position(name).unwrap_or_else(|| {
            self.push(name.to_owned(), Value::List(Vec::new()));
            self.0.len() - 1
        });
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Adds `value` at the end, without a look at the names that are there.
    pub(crate) fn push(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }

    /// ParamKind the value under `name` out.
    pub(crate) fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.position(name)?;
        Some(self.0.remove(at).1)
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names and values, in order, to be changed in place.
    pub(crate) fn entries_mut(&mut self) -> &mut [(String, Value)] {
        &mut self.0
    }

    /// ParamKind out what is null.
    pub(crate) fn remove_nulls(&mut self) {
        while let Some(at) = self.0.iter().position(|(_, value)| *value == Value::Null) {
            self.0.remove(at);
        }
    }

    /// A name that stands twice.
    pub(crate) fn duplicate_key(&self) -> Option<&str> {
        for (at, (name, _)) in self.0.iter().enumerate() {
            if self.0.iter().position(|(first, _)| first == name) != Some(at) {
                return Some(name);
            }
        }
        None
    }

    /// The values with their names, in order.
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
