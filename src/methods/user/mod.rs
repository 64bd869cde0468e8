//! The methods of the portal's users.

mod access;
mod get;
mod record;
mod search;
mod write;

use crate::schema::{Definition, StringEnum};

pub use access::{Access, Admin, Profile, ProfileGet};
pub use get::{Current, FieldsGet, Get, ImageSize};
pub use record::{User, UserFilterFields};
pub use search::{Search, UserSearch};
pub use write::{Add, Update};

/// The typed methods of this module.
pub(crate) const METHODS: &[&Definition] = &[
    &Get::DEFINITION,
    &Search::DEFINITION,
    &Current::DEFINITION,
    &FieldsGet::DEFINITION,
    &Add::DEFINITION,
    &Update::DEFINITION,
    &Admin::DEFINITION,
    &Access::DEFINITION,
    &ProfileGet::DEFINITION,
];

/// The direction of a sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StringEnum)]
pub enum Order {
    /// Ascending.
    #[value("ASC")]
    Ascending,
    /// Descending.
    #[value("DESC")]
    Descending,
}
