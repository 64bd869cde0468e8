//! The methods `user.*` and `profile`.

mod access;
mod current;
mod filter;
mod list;
mod row;
mod sort;
mod write;

pub(super) use access::{access, admin};
pub(super) use current::{current, fields, profile};
pub(super) use list::{get, search};
pub(super) use write::{add, update};
