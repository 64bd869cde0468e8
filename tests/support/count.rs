//! Numbers of rows.

use std::fmt::Debug;

/// The number in a reply's `total` or `next`, as the length of a list is one.
pub fn count(number: Option<impl TryInto<usize, Error: Debug>>) -> Option<usize> {
    number.map(|number| number.try_into().unwrap())
}
