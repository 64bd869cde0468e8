//! The shape of a result.

use super::field::Type;
use super::normalize::{self, invalid_result};
use crate::error::Result;
use crate::wire::{Value, php};

/// The shape of a result on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// One value.
    One(Type),
    /// A list of values.
    List(Type),
    /// Values by identifier; the portal sends `[]` for none.
    Keyed(Type),
    /// Lists of values by identifier; the portal sends `[]` for none.
    KeyedLists(Type),
}

impl Shape {
    /// Returns the shape of a list of the rows.
    pub(crate) fn of_rows(self) -> Self {
        match self {
            Self::Keyed(ty) => Self::List(ty),
            other => other,
        }
    }

    /// Normalizes a result.
    ///
    /// # Errors
    ///
    /// An error of kind [`Response`](crate::error::ErrorKind::Response) with the row and the field.
    pub fn normalize(&self, result: &mut Value) -> Result<()> {
        match *self {
            Self::One(ty) => normalize_one(ty, result),
            Self::List(ty) => normalize_list(ty, result),
            Self::Keyed(ty) => normalize_keyed(result, |row| normalize_one(ty, row)),
            Self::KeyedLists(ty) => normalize_keyed(result, |rows| normalize_list(ty, rows)),
        }
    }
}

/// Normalizes one value; null is valid only for optional types.
fn normalize_one(ty: Type, value: &mut Value) -> Result<()> {
    normalize::normalize(ty, value)?;
    let is_optional = matches!(ty, Type::OptionalRecord(_) | Type::NonEmptyText | Type::Any);
    if *value == Value::Null && !is_optional {
        return Err(invalid_result("expected a value, got null".to_owned()));
    }
    Ok(())
}

fn normalize_list(ty: Type, result: &mut Value) -> Result<()> {
    let Value::List(rows) = result else {
        let got = result.describe();
        return Err(invalid_result(format!("expected a list of rows, got {got}")));
    };
    for (at, row) in rows.iter_mut().enumerate() {
        normalize_one(ty, row).map_err(|error| error.context("row", &at.to_string()))?;
    }
    Ok(())
}

fn normalize_keyed(result: &mut Value, normalize: impl Fn(&mut Value) -> Result<()>) -> Result<()> {
    for (id, row) in php::to_keyed(result).map_err(invalid_result)? {
        normalize(row).map_err(|error| error.context("row", id))?;
    }
    Ok(())
}
