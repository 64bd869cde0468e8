//! The typed methods. One REST method is one definition; the calls, the lists, the batches, the
//! JavaScript sugar and the TypeScript types all follow from it.

mod decode;
mod definition;
pub mod department;
mod field;
mod identifier;
pub mod im;
mod member;
mod param;
pub(crate) mod record;
mod shape;
pub mod system;
#[cfg(feature = "typings")]
pub mod typings;
pub mod user;
mod value;

pub use decode::{Decode, Element, Record};
pub use definition::{Definition, Method, Paging, Variant, Varied, Varying};
pub use field::{Field, Fields, Rules, Type};
pub use identifier::{Id, Ids};
pub use param::{Param, Takes};
pub use shape::Shape;

pub(crate) use definition::{method, words};
pub(crate) use field::undecodable;
pub(crate) use param::{invalid, is_custom};
pub(crate) use value::{like_a_date, to_map};

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
