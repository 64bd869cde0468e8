//! The identifiers of recent rows.

use std::mem;

use crate::wire::{Value, php};

/// The number of identifiers after which older ones are dropped, so that memory does not grow with
/// the list.
const GENERATION_SIZE: usize = 2_500;

/// The identifiers of the last 2,500 to 5,000 rows.
#[derive(Debug, Default)]
pub(super) struct RecentIds {
    current: Vec<i64>,
    previous: Vec<i64>,
}

impl RecentIds {
    /// Returns whether the row is recent; false for a row without an identifier.
    pub(super) fn contains(&self, row: &Value) -> bool {
        let has = |ids: &[i64], id| ids.binary_search(&id).is_ok();
        id(row).is_some_and(|id| has(&self.previous, id) || has(&self.current, id))
    }

    /// Adds the row's identifier.
    pub(super) fn add(&mut self, row: &Value) {
        let Some(id) = id(row) else { return };
        if let Err(at) = self.current.binary_search(&id) {
            self.current.insert(at, id);
            if self.current.len() == GENERATION_SIZE {
                self.previous = mem::take(&mut self.current);
            }
        }
    }
}

/// Returns the identifier of a row: its field `ID` or `id`, or the row itself if it is a number.
pub(super) fn id(row: &Value) -> Option<i64> {
    match row {
        Value::Map(fields) => fields.get("ID").or_else(|| fields.get("id")).and_then(php::integer),
        other => php::integer(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contains_recent_rows() {
        let mut recent = RecentIds::default();
        for id in 0..6_000_u64 {
            assert!(!recent.contains(&id.into()), "{id}");
            recent.add(&id.into());
        }
        for id in 3_500..6_000_u64 {
            assert!(recent.contains(&id.into()), "{id}");
        }
        assert!(recent.previous.len() + recent.current.len() <= 2 * GENERATION_SIZE);
    }
}
