//! The typed methods. Calls, lists, batches, the JavaScript API and the TypeScript types all use
//! the one definition of a method.

pub mod department;
pub mod im;
mod reads;
pub mod system;
pub mod user;

use crate::schema::Definition;

pub(crate) use reads::is_read;

/// Every typed method.
pub static ALL: &[&[&Definition]] =
    &[user::METHODS, department::METHODS, im::METHODS, system::METHODS];

/// Returns the definition of the method with this name, in any case, as in the portal.
pub(crate) fn find(name: &str) -> Option<&'static Definition> {
    for family in ALL {
        for definition in *family {
            if definition.name.eq_ignore_ascii_case(name) {
                return Some(definition);
            }
        }
    }
    None
}
