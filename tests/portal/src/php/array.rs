//! PHP's array: an ordered map with integer and string keys.

use bstr::BString;
use indexmap::IndexMap;

use super::Value;

/// A key of an [`Array`].
///
/// A string that is a decimal integer in its shortest form (`"5"`, `"-3"`, not `"05"`) becomes an
/// integer, as in PHP. Other strings are bytes, because a form may contain any bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// An integer key.
    Int(i64),
    /// A string key.
    Text(BString),
}

impl Key {
    fn from_bytes(bytes: &[u8]) -> Self {
        let number = std::str::from_utf8(bytes).ok().and_then(|text| {
            let number: i64 = text.parse().ok()?;
            (number.to_string() == text).then_some(number)
        });
        match number {
            Some(number) => Self::Int(number),
            None => Self::Text(bytes.into()),
        }
    }

    /// Returns the key as text, with invalid UTF-8 replaced.
    pub fn to_text(&self) -> String {
        match self {
            Self::Int(number) => number.to_string(),
            Self::Text(text) => text.to_string(),
        }
    }
}

impl From<i64> for Key {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&[u8]> for Key {
    fn from(bytes: &[u8]) -> Self {
        Self::from_bytes(bytes)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::from_bytes(text.as_bytes())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::from_bytes(text.as_bytes())
    }
}

/// An ordered map with PHP's rules for keys and for appending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Array {
    entries: IndexMap<Key, Value>,
    /// The key of the next appended value; `None` before the first integer key.
    next: Option<i64>,
    /// Whether the highest integer key is used, so that nothing can be appended.
    full: bool,
}

impl Array {
    /// Creates an empty array.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a list: the values under the keys 0, 1, 2 and so on.
    pub fn list(values: impl IntoIterator<Item = Value>) -> Self {
        let mut array = Self::new();
        for value in values {
            array.push(value);
        }
        array
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether the array is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns whether the keys are 0, 1, 2 … in this order; `json_encode` writes such an array,
    /// and the empty one, as a JSON list.
    pub fn is_list(&self) -> bool {
        (0_i64..).zip(self.entries.keys()).all(|(index, key)| *key == Key::Int(index))
    }

    /// Returns the value under `key`.
    pub fn get(&self, key: impl Into<Key>) -> Option<&Value> {
        self.entries.get(&key.into())
    }

    /// Sets the value under `key`; an existing key keeps its position.
    pub fn insert(&mut self, key: impl Into<Key>, value: impl Into<Value>) {
        *self.slot(key.into()) = value.into();
    }

    /// Returns the slot of the value under `key`, with `null` inserted if it is missing.
    pub(super) fn slot(&mut self, key: Key) -> &mut Value {
        if let Key::Int(number) = key {
            self.update_next(number);
        }
        self.entries.entry(key).or_default()
    }

    /// Appends a value under the next integer key. Returns `false` and drops the value if the
    /// highest integer is used.
    pub fn push(&mut self, value: impl Into<Value>) -> bool {
        match self.next_key() {
            Some(key) => {
                self.insert(key, value);
                true
            }
            None => false,
        }
    }

    /// Returns the key that the next appended value gets.
    pub(super) fn next_key(&self) -> Option<Key> {
        (!self.full).then(|| Key::Int(self.next.unwrap_or(0)))
    }

    /// Removes and returns the value under `key`; the order of the others stays.
    pub fn remove(&mut self, key: impl Into<Key>) -> Option<Value> {
        self.entries.shift_remove(&key.into())
    }

    /// Returns the entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.entries.iter()
    }

    /// Returns the values in order.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.entries.values()
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.entries.keys()
    }

    /// Returns a copy with every string key in upper case (ASCII letters only), as most REST
    /// methods normalize their parameters. Of two keys that become equal, the first gives the
    /// position and the last the value.
    pub fn with_upper_case_keys(&self) -> Self {
        self.iter()
            .map(|(key, value)| match key {
                Key::Int(number) => (Key::Int(*number), value.clone()),
                Key::Text(text) => (Key::Text(text.to_ascii_uppercase().into()), value.clone()),
            })
            .collect()
    }

    /// Updates the next key after an integer key: the highest key so far determines it. PHP 8.2
    /// continues from the first key even if that is negative.
    fn update_next(&mut self, number: i64) {
        if self.next.is_none_or(|next| number >= next) {
            match number.checked_add(1) {
                Some(next) => self.next = Some(next),
                None => {
                    self.next = Some(number);
                    self.full = true;
                }
            }
        }
    }
}

impl<K: Into<Key>, V: Into<Value>> FromIterator<(K, V)> for Array {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut array = Self::new();
        for (key, value) in entries {
            array.insert(key, value);
        }
        array
    }
}

impl IntoIterator for Array {
    type Item = (Key, Value);
    type IntoIter = indexmap::map::IntoIter<Key, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
