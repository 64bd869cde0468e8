//! Repeated names.

use std::collections::BinaryHeap;

/// Returns the places of repeated names, each with the place of the occurrence before it; of the same
/// name, the last one first. Takes n log n time, since the names may be a user's.
pub(crate) fn repeats<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(usize, usize)> {
    // A heap takes less code than sorting.
    let mut heap = BinaryHeap::new();
    for (at, name) in names.enumerate() {
        heap.push((name, at));
    }
    let (mut repeats, mut last) = (Vec::new(), None);
    for (name, at) in heap.into_sorted_vec() {
        if let Some((known, before)) = last
            && known == name
        {
            repeats.push((at, before));
        }
        last = Some((name, at));
    }
    repeats.reverse();
    repeats
}

/// Returns the place of the first name that repeats an earlier one.
pub(crate) fn first_repeat<'a>(names: impl Iterator<Item = &'a str>) -> Option<usize> {
    let mut first = None;
    for (at, _) in repeats(names) {
        first = Some(first.unwrap_or(at).min(at));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_repeated_name() {
        let found = |names: &str| repeats(names.split(' '));
        assert_eq!(found("a b c"), []);
        assert_eq!(found("a b a c b a"), [(4, 1), (5, 2), (2, 0)]);
        assert_eq!(first_repeat("a b a c b a".split(' ')), Some(2));
        assert_eq!(first_repeat("a b c".split(' ')), None);
    }
}
