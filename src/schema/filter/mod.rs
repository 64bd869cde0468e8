//! Filters: conditions on fields, checked before sending.
//!
//! The portal drops a condition on an unknown field and returns every row, so this module rejects
//! such conditions.

mod builder;
mod check;
mod operator;

pub use builder::Filter;
pub use operator::Operator;

pub(crate) use check::{check, is_condition};
#[cfg(any(test, feature = "typings"))]
pub(crate) use check::{supports, supports_prefixes};
#[cfg(any(test, feature = "typings"))]
pub(crate) use operator::Family;
#[cfg(feature = "typings")]
pub(crate) use operator::{OPERATORS, PREFIXES};
