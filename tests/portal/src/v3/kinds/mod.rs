//! The kinds of records, one file each.

mod task;
mod task_rights;
mod user;

use super::kind::Kind;
use crate::store::Entity;

/// All kinds that have methods.
pub(super) static ALL: &[&Kind] = &[&task::TASK];

/// Returns the tables of the kinds that REST 2.0 does not have.
pub(crate) fn entities() -> &'static [&'static Entity] {
    &[]
}
