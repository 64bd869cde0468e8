//! How a result is laid out on the wire.

use super::field::Type;
use super::normalize::{self, undecodable};
use crate::error::Result;
use crate::wire::{Map, Value, php};

/// How a result is laid out on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// Folds the shapes in which PHP sends a result into one clean type.
    ///
    /// # Errors
    ///
    /// An error of kind [`Answer`](crate::error::ErrorKind::Response) that names the row and the field.
    pub fn normalize(&self, result: &mut Value) -> Result<()> {
        match *self {
            Self::One(ty) => normalize_one(ty, result),
            Self::List(ty) => normalize_list(ty, result),
            Self::Keyed(ty) => normalize_keyed(result, |row| normalize_one(ty, row)),
            Self::KeyedLists(ty) => normalize_keyed(result, |rows| normalize_list(ty, rows)),
        }
    }
}

/// Null is a value only of what may have none.
fn normalize_one(ty: Type, value: &mut Value) -> Result<()> {
    normalize::normalize(ty, value)?;
    let is_optional = matches!(ty, Type::OptionalRecord(_) | Type::NonEmptyText | Type::Any);
    if *value == Value::Null && !is_optional {
        return Err(undecodable("expected a value, got null".to_owned()));
    }
    Ok(())
}

fn normalize_list(ty: Type, result: &mut Value) -> Result<()> {
    let Value::List(rows) = result else {
        let came = result.describe();
        return Err(undecodable(format!("expected a list of rows, got {came}")));
    };
    for (at, row) in rows.iter_mut().enumerate() {
        normalize_one(ty, row).map_err(|error| error.context("row", &at.to_string()))?;
    }
    Ok(())
}

fn normalize_keyed(result: &mut Value, normalize: impl Fn(&mut Value) -> Result<()>) -> Result<()> {
    if *result == Value::List(Vec::new()) {
        *result = Value::Map(Map::new());
    }
    let Value::Map(rows) = result else {
        let came = result.describe();
        return Err(undecodable(format!("expected rows by identifier, got {came}")));
    };
    for (key, row) in rows.entries_mut() {
        if php::integer(&Value::from(key.as_str())).is_none() {
            return Err(undecodable(format!("\"{key}\" is no identifier")));
        }
        normalize(row).map_err(|error| error.context("row", key))?;
    }
    Ok(())
}
