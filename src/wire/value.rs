//! The ordered value type of parameters and replies.

use super::names::repeats;
use super::number::Number;
use super::reference::Reference;

/// A value of a parameter or of a reply: JSON with the order of keys preserved.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
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
    /// Values by identifier, in the portal's order: a typed method's result, or a member of it. The
    /// names are whole numbers. Elsewhere it is the same as a map.
    Keyed(Map),
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

    /// Returns the map if the value is one, or the values by identifier.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) | Self::Keyed(map) => Some(map),
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
            Self::Map(_) | Self::Keyed(_) => "an object",
        }
    }
}

/// The most names that are compared with each other.
pub(crate) const MAX_NAMES: usize = 2_000;

/// Values by name, in insertion order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Map(Vec<(String, Value)>);

impl Map {
    /// Creates an empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a map from entries whose names may be repeated.
    pub(crate) fn from_entries(entries: Vec<(String, Value)>) -> Self {
        Self(entries)
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

    /// Returns the number under `name` in thousandths; 0 if it is none.
    pub(crate) fn thousandths(&self, name: &str) -> u64 {
        match self.get(name) {
            Some(Value::Number(number)) => number.thousandths(),
            _ => 0,
        }
    }

    /// Sets `name` to `value`; an existing name keeps its position. Compares all names: collect a large
    /// map instead.
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
        self.0.retain(|(_, value)| *value != Value::Null);
    }

    /// Returns a name that is repeated or exceeds the limit, with the problem.
    pub(crate) fn invalid_name(&self) -> Option<(&str, &'static str)> {
        if let Some((name, _)) = self.0.get(MAX_NAMES) {
            return Some((name, "is beyond the limit of 2,000 names"));
        }
        for (at, (name, _)) in self.0.iter().enumerate() {
            if self.0.iter().position(|(first, _)| first == name) != Some(at) {
                return Some((name, "is given twice"));
            }
        }
        None
    }

    /// Moves the last value of each repeated name to its first position.
    fn merge_repeats(&mut self) {
        let mut is_repeat = vec![false; self.len()];
        for (at, before) in repeats(self.iter().map(|(name, _)| name)) {
            let value = self.0.get_mut(at).map(|(_, value)| std::mem::take(value));
            if let (Some((_, place)), Some(value)) = (self.0.get_mut(before), value) {
                *place = value;
            }
            if let Some(mark) = is_repeat.get_mut(at) {
                *mark = true;
            }
        }
        let mut marks = is_repeat.into_iter();
        self.0.retain(|_| marks.next() != Some(true));
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
    /// Collects names and values. A repeated name has its first position and its last value.
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut entries = Vec::new();
        for (name, value) in pairs {
            entries.push((name.into(), value.into()));
        }
        let mut map = Self(entries);
        map.merge_repeats();
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
                Self::Number(number.into())
            }
        }
    )*};
}

from_integer!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! from_reference {
    ($($ty:ty)*) => {$(
        impl From<&$ty> for Value {
            fn from(value: &$ty) -> Self {
                value.clone().into()
            }
        }
    )*};
}

from_reference!(i32 i64 u32 u64 String &str);

impl From<std::borrow::Cow<'_, str>> for Value {
    fn from(text: std::borrow::Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

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
