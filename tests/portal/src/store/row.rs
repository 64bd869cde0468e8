//! A record.

use std::collections::BTreeMap;

use super::datum::Datum;

/// A record: its values by the names of its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    values: BTreeMap<&'static str, Datum>,
}

impl Row {
    /// Creates a record with these values.
    pub(crate) fn of<const N: usize>(values: [(&'static str, Datum); N]) -> Self {
        Self { values: values.into() }
    }

    /// Returns the value of a field; null if it was never set.
    pub(crate) fn get(&self, field: &str) -> &Datum {
        self.values.get(field).unwrap_or(&Datum::Null)
    }

    /// Sets the value of a field.
    pub(crate) fn set(&mut self, field: &'static str, value: impl Into<Datum>) {
        self.values.insert(field, value.into());
    }

    /// Sets the values that `changes` contains.
    pub(crate) fn merge(&mut self, changes: Self) {
        self.values.extend(changes.values);
    }

    /// Returns the identifier.
    pub(crate) fn id(&self) -> i64 {
        self.get("ID").int()
    }
}
