//! The typed methods. One REST method is one definition; the calls, the lists, the batches, the
//! JavaScript sugar and the TypeScript types all follow from it.

pub mod department;
pub mod im;
pub mod system;
pub mod user;

use crate::schema::Definition;

/// Every typed method.
pub static ALL: &[&[&Definition]] =
    &[user::METHODS, department::METHODS, im::METHODS, system::METHODS];

/// The definition of the method with this name, in any case, as the portal takes it.
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
