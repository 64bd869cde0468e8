//! Serializes any type as a value.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::de::EXACT_VALUE;
use crate::error::{Error, Result};
use crate::wire::number::Number;
use crate::wire::reference::Reference;
use crate::wire::value::{Map, Value};

/// Serializes any type as a value, such as the parameters of a call.
///
/// ```
/// use b24_wasm::wire::{json, to_value};
///
/// #[derive(serde::Serialize)]
/// struct Params {
///     select: Vec<&'static str>,
///     #[serde(skip_serializing_if = "Option::is_none")]
///     start: Option<u32>,
/// }
///
/// let params = to_value(&Params { select: vec!["ID", "TITLE"], start: None })?;
/// assert_eq!(json::write(&params), r#"{"select":["ID","TITLE"]}"#);
/// # Ok::<(), b24_wasm::Error>(())
/// ```
///
/// # Errors
///
/// `INVALID_PARAMETERS` for NaN and the infinities, for a map whose keys are neither text, numbers
/// nor booleans, and for errors of the type's own.
pub fn to_value(value: &(impl Serialize + ?Sized)) -> Result<Value> {
    value.serialize(ValueSerializer { exact: false })
}

struct ValueSerializer {
    /// Whether the value is in a newtype of the name `EXACT_VALUE`: a number's digits, or a reference.
    exact: bool,
}

/// The items of a list, and the variant that they belong to.
struct Items {
    variant: Option<&'static str>,
    items: Vec<Value>,
}

/// The entries of a map, and the variant that they belong to.
struct Entries {
    variant: Option<&'static str>,
    map: Map,
    /// The name of the next value.
    name: String,
}

/// Defines methods that convert with `From`.
macro_rules! serialize_from {
    ($($method:ident $ty:ty,)*) => {$(
        fn $method(self, value: $ty) -> Result<Value> {
            Ok(value.into())
        }
    )*};
}

impl Serializer for ValueSerializer {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    serialize_from! {
        serialize_bool bool,
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_i128 i128,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_u128 u128,
    }

    fn is_human_readable(&self) -> bool {
        !self.exact
    }

    fn serialize_str(self, text: &str) -> Result<Value> {
        Ok(if self.exact { Reference::from_raw(text).into() } else { text.into() })
    }

    fn serialize_f32(self, number: f32) -> Result<Value> {
        match number.is_finite() {
            // The digits of the f64 would be others: 0.10000000149011612.
            true => Ok(Value::Number(Number::from_json(&number.to_string()))),
            false => Err(no_number()),
        }
    }

    fn serialize_f64(self, number: f64) -> Result<Value> {
        Number::from_f64(number).map(Value::Number).ok_or_else(no_number)
    }

    fn serialize_char(self, character: char) -> Result<Value> {
        Ok(character.to_string().into())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value> {
        match std::str::from_utf8(bytes) {
            Ok(digits) if self.exact => Ok(Value::Number(Number::from_json(digits))),
            _ => bytes.serialize(self),
        }
    }

    fn serialize_none(self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value> {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value> {
        value.serialize(Self { exact: name == EXACT_VALUE })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value> {
        Ok(in_variant(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items> {
        Ok(Items { variant: None, items: Vec::new() })
    }

    fn serialize_tuple(self, length: usize) -> Result<Items> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items> {
        Ok(Items { variant: Some(variant), items: Vec::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries> {
        Ok(Entries { variant: None, map: Map::new(), name: String::new() })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Entries> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries> {
        Ok(Entries { variant: Some(variant), map: Map::new(), name: String::new() })
    }
}

impl Items {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
        let at = self.items.len();
        self.items.push(to_value(item).map_err(|error| error.context("item", &at.to_string()))?);
        Ok(())
    }
}

impl Entries {
    fn push<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        let value = to_value(value).map_err(|error| error.context("field", name))?;
        self.map.push(name.to_owned(), value);
        Ok(())
    }

    fn finish(self) -> Value {
        in_variant(self.variant, self.map.into())
    }
}

/// Implements a trait for lists.
macro_rules! serialize_items {
    ($($trait:ident $method:ident,)*) => {$(
        impl $trait for Items {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
                self.push(item)
            }

            fn end(self) -> Result<Value> {
                Ok(in_variant(self.variant, Value::List(self.items)))
            }
        }
    )*};
}

serialize_items! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

/// Implements a trait for structs.
macro_rules! serialize_fields {
    ($($trait:ident)*) => {$(
        impl $trait for Entries {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<()> {
                self.push(name, value)
            }

            fn end(self) -> Result<Value> {
                Ok(self.finish())
            }
        }
    )*};
}

serialize_fields! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Entries {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.name = match to_value(key)? {
            Value::Text(name) => name,
            Value::Number(number) => number.as_str().to_owned(),
            Value::Bool(flag) => flag.to_string(),
            other => {
                let problem = format!("a name is a text, got {}", other.describe());
                return Err(Error::input("INVALID_PARAMETERS", problem));
            }
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let name = std::mem::take(&mut self.name);
        self.push(&name, value)
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

/// Returns the value of a variant of an enum: an object with the variant's name.
fn in_variant(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(variant) => Map::from_iter([(variant, value)]).into(),
        None => value,
    }
}

fn no_number() -> Error {
    Error::input("INVALID_PARAMETERS", "a number is neither NaN nor infinite")
}
