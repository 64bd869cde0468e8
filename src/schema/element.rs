//! One value of a result, read from its clean form into a Rust type.

use std::collections::BTreeMap;

use super::field::{Fields, Type};
use crate::wire::{Value, php};

/// One value of a result: a record, an identifier, a text.
pub trait Element: Sized {
    /// What the value is on the wire.
    const OF: Type;

    /// Reads a clean value; `None` where it does not fit.
    fn read(clean: Value) -> Option<Self>;
}

/// A record with a table of fields.
pub trait Record: Element {
    /// The table.
    const FIELDS: Fields;
}

impl<R: Record> Element for Option<R> {
    const OF: Type = Type::Maybe(&R::FIELDS);

    fn read(clean: Value) -> Option<Self> {
        maybe(clean, R::read)
    }
}

impl Element for u64 {
    const OF: Type = Type::Id;

    fn read(clean: Value) -> Option<Self> {
        php::integer(&clean)?.try_into().ok()
    }
}

impl Element for bool {
    const OF: Type = Type::Flag;

    fn read(clean: Value) -> Option<Self> {
        php::flag(&clean)
    }
}

impl Element for Option<String> {
    const OF: Type = Type::Filled;

    fn read(clean: Value) -> Option<Self> {
        maybe(clean, Element::read)
    }
}

impl Element for String {
    const OF: Type = Type::Text;

    fn read(clean: Value) -> Option<Self> {
        match clean {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Element for BTreeMap<String, Option<String>> {
    const OF: Type = Type::Captions;

    fn read(clean: Value) -> Option<Self> {
        let Value::Map(captions) = clean else { return None };
        captions.into_iter().map(|(name, text)| Some((name, Element::read(text)?))).collect()
    }
}

/// Reads a value that may be null.
pub(super) fn maybe<T>(clean: Value, read: impl Fn(Value) -> Option<T>) -> Option<Option<T>> {
    match clean {
        Value::Null => Some(None),
        value => read(value).map(Some),
    }
}

/// Reads the values of a map by identifier.
pub(super) fn keyed<T>(clean: Value, read: fn(Value) -> Option<T>) -> Option<BTreeMap<u64, T>> {
    let Value::Map(rows) = clean else { return None };
    rows.into_iter().map(|(key, row)| Some((key.parse().ok()?, read(row)?))).collect()
}
