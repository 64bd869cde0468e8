//! Reading of one normalized value of a result into a Rust type.

use std::collections::BTreeMap;

use super::field::{Fields, Type};
use crate::wire::{Value, php};

/// One value of a result: a record, an identifier, a text.
pub trait Element: Sized {
    /// The type of the value on the wire.
    const TYPE: Type;

    /// Reads a normalized value; returns `None` if it has another type.
    fn read(normalized: Value) -> Option<Self>;
}

/// A record with a table of fields.
pub trait Record: Element {
    /// The fields.
    const FIELDS: Fields;
}

impl<R: Record> Element for Option<R> {
    const TYPE: Type = Type::OptionalRecord(&R::FIELDS);

    fn read(normalized: Value) -> Option<Self> {
        optional(normalized, R::read)
    }
}

impl Element for u64 {
    const TYPE: Type = Type::Id;

    fn read(normalized: Value) -> Option<Self> {
        php::integer(&normalized)?.try_into().ok()
    }
}

impl Element for bool {
    const TYPE: Type = Type::Flag;

    fn read(normalized: Value) -> Option<Self> {
        php::flag(&normalized)
    }
}

impl Element for Option<String> {
    const TYPE: Type = Type::NonEmptyText;

    fn read(normalized: Value) -> Option<Self> {
        optional(normalized, Element::read)
    }
}

impl Element for String {
    const TYPE: Type = Type::Text;

    fn read(normalized: Value) -> Option<Self> {
        match normalized {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Element for BTreeMap<String, Option<String>> {
    const TYPE: Type = Type::Labels;

    fn read(normalized: Value) -> Option<Self> {
        let Value::Map(labels) = normalized else { return None };
        labels.into_iter().map(|(name, text)| Some((name, Element::read(text)?))).collect()
    }
}

/// Reads a value that may be null.
pub(super) fn optional<T>(
    normalized: Value,
    read: impl Fn(Value) -> Option<T>,
) -> Option<Option<T>> {
    match normalized {
        Value::Null => Some(None),
        value => read(value).map(Some),
    }
}

/// Reads the values of a map by identifier.
pub(super) fn keyed<T>(
    normalized: Value,
    read: fn(Value) -> Option<T>,
) -> Option<BTreeMap<u64, T>> {
    let Value::Keyed(rows) = normalized else { return None };
    rows.into_iter().map(|(id, row)| Some((id.parse().ok()?, read(row)?))).collect()
}
