//! The members of records, read from normalized rows.

use std::collections::BTreeMap;

use super::element::{Element, Record, keyed, optional};
use super::kind::{self, Kind};
use crate::wire::{Map, Value, php};

/// A member of a record.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a member of a record",
    note = "a member is `u64`, an `Option` of `u64`, `i64`, `bool`, `String`, `Value` or a record, \
            `Vec<u64>`, `Vec<String>`, `Map` or `BTreeMap<u64, i64>`"
)]
pub trait Member: Sized {
    /// The kind of the field, unless the record gives another one.
    type Kind: Kind;

    /// Reads a normalized value, null if it is missing; returns `None` if it has another type.
    fn from_value(normalized: Value) -> Option<Self>;
}

impl Member for u64 {
    type Kind = kind::Id;

    fn from_value(normalized: Value) -> Option<Self> {
        php::integer(&normalized)?.try_into().ok()
    }
}

impl Member for Option<u64> {
    type Kind = kind::Reference;

    fn from_value(normalized: Value) -> Option<Self> {
        optional(normalized, Member::from_value)
    }
}

impl Member for Option<i64> {
    type Kind = kind::Integer;

    fn from_value(normalized: Value) -> Option<Self> {
        optional(normalized, |value| php::integer(&value))
    }
}

impl Member for Option<bool> {
    type Kind = kind::Flag;

    fn from_value(normalized: Value) -> Option<Self> {
        optional(normalized, |value| php::flag(&value))
    }
}

impl Member for Option<String> {
    type Kind = kind::Text;

    fn from_value(normalized: Value) -> Option<Self> {
        optional(normalized, Element::read)
    }
}

impl Member for Vec<u64> {
    type Kind = kind::Ids;

    fn from_value(normalized: Value) -> Option<Self> {
        list(normalized, Member::from_value)
    }
}

impl Member for Vec<String> {
    type Kind = kind::Texts;

    fn from_value(normalized: Value) -> Option<Self> {
        list(normalized, Element::read)
    }
}

impl Member for Map {
    type Kind = kind::Map;

    fn from_value(normalized: Value) -> Option<Self> {
        match normalized {
            Value::Map(map) => Some(map),
            Value::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl Member for BTreeMap<u64, i64> {
    type Kind = kind::CountsById;

    fn from_value(normalized: Value) -> Option<Self> {
        match normalized {
            Value::Null => Some(Self::new()),
            counts => keyed(counts, |count| php::integer(&count)),
        }
    }
}

impl<R: Record> Member for Option<R> {
    type Kind = kind::OptionalRecord<R>;

    fn from_value(normalized: Value) -> Option<Self> {
        Element::read(normalized)
    }
}

impl Member for Option<Value> {
    type Kind = kind::Any;

    fn from_value(normalized: Value) -> Option<Self> {
        Some(Some(normalized).filter(|value| *value != Value::Null))
    }
}

fn list<T>(normalized: Value, read: fn(Value) -> Option<T>) -> Option<Vec<T>> {
    match normalized {
        Value::List(items) => items.into_iter().map(read).collect(),
        Value::Null => Some(Vec::new()),
        _ => None,
    }
}
