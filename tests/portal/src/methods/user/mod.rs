//! `user.*` and `profile`.

mod current;
mod filter;
mod list;
mod row;
mod sort;

pub(super) use current::{current, fields, profile};
pub(super) use list::{get, search};
