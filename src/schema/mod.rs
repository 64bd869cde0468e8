//! The parts of a REST method's definition: parameters, fields, records, the shape of its result,
//! and filters.

mod check;
mod decode;
mod definition;
mod doc;
mod element;
mod field;
pub mod filter;
mod identifier;
mod input;
pub(crate) mod member;
mod normalize;
mod param;
pub(crate) mod record;
mod shape;

pub use decode::Decode;
pub use definition::{AlternateResult, Definition, HasAlternate, Method, Paging, WithAlternate};
pub use doc::Doc;
pub use element::{Element, Record};
pub use field::{Field, Fields, Rules, Type};
pub use identifier::{Id, Ids};
pub use param::{Param, ParamKind};
pub use shape::Shape;

pub(crate) use definition::{method, string_enum};
pub(crate) use normalize::invalid_result;
pub(crate) use param::invalid;
