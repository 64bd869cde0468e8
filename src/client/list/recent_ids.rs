//! The identifiers of recent rows.

use std::mem;

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
    /// Returns whether the identifier is that of a recent row.
    pub(super) fn contains(&self, id: i64) -> bool {
        let has = |ids: &[i64]| ids.binary_search(&id).is_ok();
        has(&self.previous) || has(&self.current)
    }

    /// Adds an identifier.
    pub(super) fn add(&mut self, id: i64) {
        if let Err(at) = self.current.binary_search(&id) {
            self.current.insert(at, id);
            if self.current.len() == GENERATION_SIZE {
                self.previous = mem::take(&mut self.current);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contains_recent_rows() {
        let mut recent = RecentIds::default();
        for id in 0..6_000 {
            assert!(!recent.contains(id), "{id}");
            recent.add(id);
        }
        for id in 3_500..6_000 {
            assert!(recent.contains(id), "{id}");
        }
        assert!(recent.previous.len() + recent.current.len() <= 2 * GENERATION_SIZE);
    }
}
