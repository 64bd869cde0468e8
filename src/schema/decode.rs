//! Decoding of normalized results into Rust types.

use std::collections::BTreeMap;

use super::element::{Element, keyed};
use super::normalize::invalid_result;
use super::shape::Shape;
use crate::error::Result;
use crate::wire::Value;
use crate::wire::json::Reader;

/// The result of a method.
pub trait Decode: Sized + 'static {
    /// The shape of the result on the wire.
    const SHAPE: Shape;

    /// Decodes a result after [`Shape::normalize`]; returns `None` if it has another type.
    fn decode(normalized: Value) -> Option<Self>;

    /// Reads JSON as the portal sends it; returns `None` if the result does not fit.
    #[doc(hidden)]
    fn read_json(reader: &mut Reader<'_>) -> Option<Self> {
        let mut result = reader.value()?;
        Self::SHAPE.normalize(&mut result).ok()?;
        Self::decode(result)
    }
}

/// Decodes a normalized result.
///
/// # Errors
///
/// `INVALID_RESULT` for a result of another type.
pub(crate) fn decode<D: Decode>(normalized: Value) -> Result<D> {
    D::decode(normalized)
        .ok_or_else(|| invalid_result("the result does not fit its type".to_owned()))
}

impl<E: Element> Decode for E {
    const SHAPE: Shape = Shape::One(E::TYPE);

    fn decode(normalized: Value) -> Option<Self> {
        E::read(normalized)
    }

    fn read_json(reader: &mut Reader<'_>) -> Option<Self> {
        E::read_json(reader)
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

    fn read_json(reader: &mut Reader<'_>) -> Option<Self> {
        let mut rows = Self::new();
        reader.open(b'[')?;
        while reader.has_next(b']')? {
            rows.push(E::read_json(reader)?);
        }
        Some(rows)
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
