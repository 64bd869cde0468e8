//! Row counts.

use std::fmt::Debug;

/// Converts a reply's `total` or `next` to `usize`.
pub fn count(number: Option<impl TryInto<usize, Error: Debug>>) -> Option<usize> {
    number.map(|number| number.try_into().unwrap())
}
