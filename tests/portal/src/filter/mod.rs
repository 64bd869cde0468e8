//! How the filters of list methods match.

mod condition;
mod key;
mod pattern;
mod search;

pub(crate) use condition::{Comparable, Condition, Operand};
pub(crate) use key::{Comparison, FilterKey};
pub(crate) use search::{WordSearch, begins_a_word};
