//! From a cleaned result to what a Rust caller gets.

use std::collections::BTreeMap;

use super::element::{Element, keyed};
use super::shape::Shape;
use crate::wire::Value;

/// What a method hands out, read from its cleaned result.
pub trait Decode: Sized {
    /// How the result is laid out on the wire.
    const SHAPE: Shape;

    /// Reads a result that [`Shape::normalize`] went over; `None` where it does not fit.
    fn decode(normalized: Value) -> Option<Self>;
}

impl<E: Element> Decode for E {
    const SHAPE: Shape = Shape::One(E::TYPE);

    fn decode(normalized: Value) -> Option<Self> {
        E::read(normalized)
    }
}

impl<E: Element> Decode for Vec<E> {
    const SHAPE: Shape = Shape::List(E::TYPE);

    fn decode(normalized: Value) -> Option<Self> {
        match normalized {
            Value::List(rows) => rows.into_iter().map(E::read).collect(),
            _ => None,
        }
    }
}

impl<E: Element> Decode for BTreeMap<u64, E> {
    const SHAPE: Shape = Shape::Keyed(E::TYPE);

    fn decode(normalized: Value) -> Option<Self> {
        keyed(normalized, E::read)
    }
}

impl<E: Element> Decode for BTreeMap<u64, Vec<E>> {
    const SHAPE: Shape = Shape::KeyedLists(E::TYPE);

    fn decode(normalized: Value) -> Option<Self> {
        keyed(normalized, Vec::decode)
    }
}
