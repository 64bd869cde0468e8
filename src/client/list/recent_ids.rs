//! Which rows went by already.

use std::mem;

use crate::wire::{Value, php};

/// Rows remembered before the oldest are forgotten, so that memory does not grow with the list.
const GENERATION: usize = 2_500;

/// The identifiers of the last 2,500 to 5,000 rows.
#[derive(Debug, Default)]
pub(super) struct RecentIds {
    current: Vec<i64>,
    previous: Vec<i64>,
}

impl RecentIds {
    /// Whether the row went by. One without an identifier never did.
    pub(super) fn contains(&self, row: &Value) -> bool {
        let went_by = |ids: &[i64], id| ids.binary_search(&id).is_ok();
        id(row).is_some_and(|id| went_by(&self.previous, id) || went_by(&self.current, id))
    }

    /// Remembers the row.
    pub(super) fn add(&mut self, row: &Value) {
        let Some(id) = id(row) else { return };
        if let Err(at) = self.current.binary_search(&id) {
            self.current.insert(at, id);
            if self.current.len() == GENERATION {
                self.previous = mem::take(&mut self.current);
            }
        }
    }
}

/// The identifier of a row: its own value, or its field `ID` or `id`.
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
    fn knows_what_went_by_lately() {
        let mut seen = RecentIds::default();
        for id in 0..6_000_u64 {
            assert!(!seen.contains(&id.into()), "{id}");
            seen.add(&id.into());
        }
        for id in 3_500..6_000_u64 {
            assert!(seen.contains(&id.into()), "{id}");
        }
        assert!(seen.previous.len() + seen.current.len() <= 2 * GENERATION);
    }
}
