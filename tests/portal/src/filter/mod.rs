//! The filters of list methods.

mod condition;
mod key;
mod pattern;
mod search;

pub(crate) use condition::{Comparable, Condition, Operand};
pub(crate) use key::{Comparison, FilterKey};
pub(crate) use search::{WordSearch, is_word_prefix};
