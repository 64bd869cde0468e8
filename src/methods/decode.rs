//! From a cleaned result to what a Rust caller gets.

use std::collections::BTreeMap;

use crate::methods::member::Member;
use crate::methods::{Fields, Shape, Type};
use crate::wire::{Value, php};

/// What a method hands out, read from its cleaned result.
pub trait Decode: Sized {
    /// How the result is laid out on the wire.
    const SHAPE: Shape;

    /// Reads a result that [`Shape::clean`] went over; `None` where it does not fit.
    fn decode(clean: Value) -> Option<Self>;
}

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

impl<E: Element> Decode for E {
    const SHAPE: Shape = Shape::One(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        E::read(clean)
    }
}

impl<E: Element> Decode for Vec<E> {
    const SHAPE: Shape = Shape::List(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        match clean {
            Value::List(rows) => rows.into_iter().map(E::read).collect(),
            _ => None,
        }
    }
}

impl<E: Element> Decode for BTreeMap<u64, E> {
    const SHAPE: Shape = Shape::Keyed(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        keyed(clean, E::read)
    }
}

impl<E: Element> Decode for BTreeMap<u64, Vec<E>> {
    const SHAPE: Shape = Shape::KeyedLists(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        keyed(clean, Vec::decode)
    }
}

pub(super) fn keyed<T>(clean: Value, read: fn(Value) -> Option<T>) -> Option<BTreeMap<u64, T>> {
    let Value::Map(rows) = clean else { return None };
    rows.into_iter().map(|(key, row)| Some((key.parse().ok()?, read(row)?))).collect()
}

impl<R: Record> Element for Option<R> {
    const OF: Type = Type::Maybe(&R::FIELDS);

    fn read(clean: Value) -> Option<Self> {
        match clean {
            Value::Null => Some(None),
            row => R::read(row).map(Some),
        }
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
        Member::from_value(clean)
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
        Member::from_value(clean)
    }
}
