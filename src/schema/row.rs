//! The fields of a row by the columns of its record.

use super::column_search::ColumnSearch;
use super::field::{Fields, Type};
use super::normalize::normalize;
use crate::wire::json::Reader;
use crate::wire::{Map, Value};

/// The values of a record's columns, and the other fields of the row.
#[doc(hidden)]
#[derive(Debug)]
pub struct Row {
    values: std::vec::IntoIter<Value>,
    /// The other fields.
    pub other: Map,
}

impl Row {
    /// Splits a normalized row; returns `None` if the value is not a row.
    #[must_use]
    pub fn from_value(fields: &Fields, normalized: Value) -> Option<Self> {
        let Value::Map(row) = normalized else { return None };
        let (mut values, mut other) = (missing(fields), Map::new());
        let mut search = ColumnSearch::new(fields);
        for (name, value) in row {
            match search.find(&name).and_then(|(at, _)| values.get_mut(at)) {
                Some(place) => *place = value,
                None => other.push(name, value),
            }
        }
        Some(Self { values: values.into_iter(), other })
    }

    /// Reads a row from JSON and normalizes it; returns `None` if it does not fit the record.
    #[must_use]
    pub fn read(fields: &Fields, reader: &mut Reader<'_>) -> Option<Self> {
        let (mut values, mut other) = (missing(fields), Map::new());
        let mut search = ColumnSearch::new(fields);
        reader.open(b'{')?;
        while reader.has_next(b'}')? {
            let name = reader.name()?;
            let mut value = reader.value()?;
            match search.find(&name) {
                Some((at, column)) => {
                    normalize(column.ty, &mut value).ok()?;
                    *values.get_mut(at)? = value;
                }
                None => other.push(name.into_owned(), value),
            }
        }
        for (column, value) in fields.columns.iter().zip(&mut values) {
            if matches!(value, Value::Null) {
                match column.ty {
                    Type::Id => return None,
                    ty if !fields.rules.sparse => *value = ty.empty(),
                    _ => {}
                }
            }
        }
        Some(Self { values: values.into_iter(), other })
    }

    /// Takes the value of the next column, null if it is missing.
    pub fn take(&mut self) -> Value {
        self.values.next().unwrap_or_default()
    }
}

/// Returns a null for each column.
fn missing(fields: &Fields) -> Vec<Value> {
    let mut values = Vec::new();
    values.resize_with(fields.columns.len(), Value::default);
    values
}
