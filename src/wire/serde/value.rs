//! Values in serde's data model.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::de::EXACT_VALUE;
use crate::wire::json;
use crate::wire::number::Number;
use crate::wire::reference::Reference;
use crate::wire::value::{Map, Value};

impl Serialize for Number {
    /// Serializes an integer of 64 bits as such, any other number as a float;
    /// [`to_value`](crate::wire::to_value) keeps the digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_newtype_struct(EXACT_VALUE, &Exact::Number(self)),
            false => serialize_number(self, serializer),
        }
    }
}

/// A number or a reference within a newtype of the name `EXACT_VALUE`. The serializer of this crate
/// is then not "human readable", and gets the digits, or the reference as it is stored.
enum Exact<'a> {
    Number(&'a Number),
    Reference(&'a Reference),
}

impl Serialize for Exact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, serializer.is_human_readable()) {
            (Self::Number(number), false) => serializer.serialize_bytes(number.as_str().as_bytes()),
            (Self::Number(number), true) => serialize_number(number, serializer),
            (Self::Reference(reference), false) => serializer.serialize_str(reference.raw()),
            (Self::Reference(reference), true) => serializer.serialize_str(reference.as_text()),
        }
    }
}

/// Serializes an integer of 64 bits as such, any other number as a float.
fn serialize_number<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
    let digits = number.as_str();
    if let Ok(integer) = digits.parse() {
        return serializer.serialize_i64(integer);
    }
    if let Ok(integer) = digits.parse() {
        return serializer.serialize_u64(integer);
    }
    match number.to_f64() {
        Some(float) => serializer.serialize_f64(float),
        None => serializer.serialize_str(digits),
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Reference(reference) => {
                serializer.serialize_newtype_struct(EXACT_VALUE, &Exact::Reference(reference))
            }
            Self::List(list) => list.serialize(serializer),
            Self::Map(map) | Self::Keyed(map) => map.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXACT_VALUE, AnyValue)
    }
}

impl<'de> Deserialize<'de> for Map {
    /// Reads an object; PHP sends an empty one as a list.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Map(map) | Value::Keyed(map) => Ok(map),
            Value::List(items) if items.is_empty() => Ok(Self::new()),
            other => Err(D::Error::custom(format!("expected an object, got {}", other.describe()))),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Number(number) => Ok(number),
            other => Err(D::Error::custom(format!("expected a number, got {}", other.describe()))),
        }
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        inner.deserialize_any(self)
    }

    /// Reads the digits that the deserializer of this crate sends for `EXACT_VALUE`.
    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<Value, E> {
        match std::str::from_utf8(digits).map(json::read) {
            Ok(Ok(Value::Number(number))) => Ok(Value::Number(number)),
            _ => Err(E::invalid_type(Unexpected::Bytes(digits), &self)),
        }
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        let finite = Number::from_f64(number);
        finite.map(Value::Number).ok_or_else(|| E::custom("JSON has no NaN and no infinity"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let (mut map, mut are_ids) = (Map::new(), true);
        while let Some((key, value)) = entries.next_entry()? {
            let (name, is_id) = match key {
                Value::Text(name) => (name, false),
                Value::Number(id) => (id.as_str().to_owned(), id.to_i64().is_some()),
                other => {
                    let problem = format!("expected a name, got {}", other.describe());
                    return Err(A::Error::custom(problem));
                }
            };
            are_ids &= is_id;
            map.push(name, value);
        }
        Ok(if are_ids && !map.is_empty() { Value::Keyed(map) } else { Value::Map(map) })
    }
}
