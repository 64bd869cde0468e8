//! The search for the columns of a row's fields.

use super::field::{Field, Fields};

/// A search for the columns of a row's fields, one after the other.
///
/// It starts near the last column that it found, because a row mostly has the order of its record.
pub(super) struct ColumnSearch {
    columns: &'static [Field],
    next: usize,
}

impl ColumnSearch {
    pub(super) fn new(fields: &Fields) -> Self {
        Self { columns: fields.columns, next: 0 }
    }

    /// Returns the column with this name and its index.
    pub(super) fn find(&mut self, name: &str) -> Option<(usize, &'static Field)> {
        let (before, after) = self.columns.split_at_checked(self.next)?;
        let mut after = (self.next..).zip(after);
        let mut before = before.iter().enumerate().rev();
        let found = loop {
            match (after.next(), before.next()) {
                (Some(column), _) if column.1.name == name => break column,
                (_, Some(column)) if column.1.name == name => break column,
                (None, None) => return None,
                _ => {}
            }
        };
        self.next = found.0 + 1;
        Some(found)
    }
}
