//! Access to the values in a list or a map.

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, Result};
use crate::wire::number::Number;
use crate::wire::value::Value;

/// Visits the items of a list.
///
/// # Errors
///
/// `INVALID_RESULT` for more items than the type has.
pub(super) fn visit_items<'de, V: Visitor<'de>>(items: Vec<Value>, visitor: V) -> Result<V::Value> {
    let length = items.len();
    let mut items = Items { items: items.into_iter().enumerate() };
    let read = visitor.visit_seq(&mut items)?;
    match items.items.len() {
        0 => Ok(read),
        left => Err(Error::invalid_length(length, &format!("{} items", length - left).as_str())),
    }
}

/// The items of a list; an error names the row.
struct Items {
    items: std::iter::Enumerate<std::vec::IntoIter<Value>>,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some((at, item)) = self.items.next() else { return Ok(None) };
        let read = seed.deserialize(item);
        read.map(Some).map_err(|error| error.context("row", &at.to_string()))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The name of a value by identifier, which reads as a number.
pub(super) struct Id(pub(super) String);

impl From<Id> for Value {
    fn from(Id(id): Id) -> Self {
        Number::whole(&id).map_or(Self::Text(id), Self::Number)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// The values of a map or by identifier; an error names the field or the row.
pub(super) struct Entries<I> {
    part: &'static str,
    entries: I,
    /// The value of the last name.
    value: Value,
    name: String,
}

impl<I: Iterator> Entries<I> {
    pub(super) fn new(part: &'static str, entries: impl IntoIterator<IntoIter = I>) -> Self {
        Self { part, entries: entries.into_iter(), value: Value::Null, name: String::new() }
    }
}

impl<'de, K: AsRef<str> + Into<Value>, I: Iterator<Item = (K, Value)>> MapAccess<'de>
    for Entries<I>
{
    type Error = Error;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some((name, value)) = self.entries.next() else { return Ok(None) };
        (self.name, self.value) = (name.as_ref().to_owned(), value);
        let read = seed.deserialize(name.into());
        read.map(Some).map_err(|error| error.context(self.part, &self.name))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value> {
        let read = seed.deserialize(std::mem::take(&mut self.value));
        read.map_err(|error| error.context(self.part, &self.name))
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint().1
    }
}
