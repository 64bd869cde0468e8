//! Deserializes a value as any type.

use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{
    DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::access::{Entries, Id, visit_items};
use crate::error::{Error, Result};
use crate::text;
use crate::wire::number::Number;
use crate::wire::value::Value;
use crate::wire::{json, php};

/// The name of the newtype as which `Value` deserializes itself. The deserializer of this crate
/// recognizes it and passes a number's digits as bytes, so that none is lost; others ignore it.
pub(super) const EXACT_VALUE: &str = "$b24_wasm::Value";

/// Deserializes a value as any type; see the table of [`wire`](crate::wire).
///
/// ```
/// use b24_wasm::wire::{from_value, json};
///
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Deal {
///     #[serde(rename = "ID")]
///     id: u64,
///     #[serde(rename = "CLOSED")]
///     closed: bool,
/// }
///
/// let deal = json::read(r#"{"ID":"7","CLOSED":"N"}"#).unwrap();
/// assert_eq!(from_value::<Deal>(deal)?, Deal { id: 7, closed: false });
/// # Ok::<(), b24_wasm::Error>(())
/// ```
///
/// # Errors
///
/// `INVALID_RESULT` with the row and the field.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T> {
    T::deserialize(value)
}

/// Defines methods that read a number, or text with the digits of one.
macro_rules! deserialize_numbers {
    ($($method:ident $visit:ident $number:ty,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match digits(&self).and_then(|digits| digits.parse::<$number>().ok()) {
                Some(number) => visitor.$visit(number),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

/// Defines methods that read a text, or the digits of a number.
macro_rules! deserialize_texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.deserialize_str(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Value {
    type Error = Error;

    deserialize_numbers! {
        deserialize_i8 visit_i64 i64,
        deserialize_i16 visit_i64 i64,
        deserialize_i32 visit_i64 i64,
        deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128,
        deserialize_u8 visit_u64 u64,
        deserialize_u16 visit_u64 u64,
        deserialize_u32 visit_u64 u64,
        deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128,
        deserialize_f32 visit_f32 f32,
        deserialize_f64 visit_f64 f64,
    }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct ignored_any }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(flag) => visitor.visit_bool(flag),
            Self::Number(number) => visit_number(&number, visitor),
            Self::Text(text) => visitor.visit_string(text),
            Self::Reference(reference) => visitor.visit_str(reference.as_text()),
            Self::List(items) => visit_items(items, visitor),
            Self::Map(map) => visitor.visit_map(Entries::new("field", map)),
            Self::Keyed(rows) => {
                let rows = rows.into_iter().map(|(id, row)| (Id(id), row));
                visitor.visit_map(Entries::new("row", rows))
            }
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match php::flag(&self) {
            Some(flag) => visitor.visit_bool(flag),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Number(number) => visitor.visit_str(number.as_str()),
            other => other.deserialize_any(visitor),
        }
    }

    deserialize_texts! { deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        match self {
            Self::Number(number) if name == EXACT_VALUE => {
                visitor.visit_bytes(number.as_str().as_bytes())
            }
            other if name == EXACT_VALUE => other.deserialize_any(visitor),
            other => visitor.visit_newtype_struct(other),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value> {
        let is_index = |(name, _): (&str, &Value)| text::integer(name).is_some();
        if self.as_map().is_none_or(|map| map.iter().all(is_index)) {
            php::to_list(&mut self);
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value> {
        php::to_map(&mut self);
        self.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match &self {
            // Most likely the rows of a list, read as one of them.
            Self::List(items) if !items.is_empty() => {
                Err(Error::invalid_type(Unexpected::Seq, &visitor))
            }
            _ => self.deserialize_map(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self {
            Self::Map(map) if map.len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(Entries::new("field", map)))
            }
            Self::Map(_) => Err(Error::invalid_value(Unexpected::Map, &"an object with one name")),
            Self::Text(name) => visitor.visit_enum(StringDeserializer::new(name)),
            Self::Number(name) => {
                visitor.visit_enum(StringDeserializer::new(name.as_str().to_owned()))
            }
            other => other.deserialize_any(visitor),
        }
    }
}

impl<'de> IntoDeserializer<'de, Error> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Returns the digits of a number, or of a text that is one.
fn digits(value: &Value) -> Option<&str> {
    match value {
        Value::Number(number) => Some(number.as_str()),
        Value::Text(text) => {
            let text = text.trim_ascii();
            matches!(json::read(text), Ok(Value::Number(_))).then_some(text)
        }
        _ => None,
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value> {
    let digits = number.as_str();
    if let Ok(integer) = digits.parse() {
        return visitor.visit_i64(integer);
    }
    if let Ok(integer) = digits.parse() {
        return visitor.visit_u64(integer);
    }
    match number.to_f64() {
        Some(float) => visitor.visit_f64(float),
        None => visitor.visit_str(digits),
    }
}
