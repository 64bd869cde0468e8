//! The methods of the portal's users.

mod access;
mod field;
mod get;
mod record;
mod search;
mod write;

use crate::schema::{Definition, string_enum};

pub use access::{Access, Admin, Profile, ProfileGet};
pub use field::{Field, SearchField};
pub use get::{Current, FieldsGet, Get, ImageSize};
pub use record::User;
pub use search::Search;
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

string_enum! {
    /// The direction of a sort.
    Order {
        /// Ascending.
        Ascending "ASC",
        /// Descending.
        Descending "DESC",
    }
}
