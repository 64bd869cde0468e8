//! The parts of a REST method's definition: parameters, fields, records, the shape of its result,
//! and filters.

mod check;
mod column;
mod column_search;
mod decode;
mod definition;
mod doc;
mod element;
mod field;
pub mod filter;
mod identifier;
mod input;
pub mod kind;
mod member;
mod method;
mod normalize;
pub mod operand;
mod param;
mod param_type;
#[doc(hidden)]
pub mod record_serde;
mod row;
mod shape;
#[cfg(any(all(target_arch = "wasm32", feature = "js"), feature = "typings", test))]
mod table;

pub use b24_wasm_macros::{FilterFields, Method, Record, StringEnum};
pub use column::{Column, FieldName};
pub use decode::Decode;
pub use definition::{AlternateResult, Definition, Dependent, Paging};
pub use doc::Doc;
pub use element::{Element, FilterFields, Filterable, Record};
pub use field::{Field, Fields, Rules, Type};
pub use identifier::{Id, Ids, JsonIds};
pub use kind::Kind;
pub use member::Member;
pub use method::{HasAlternate, Method, WithAlternate, WithParam};
pub use param::{Param, ParamKind};
pub use param_type::{
    Alternate, AlternateParam, FieldValues, MinLength, ParamType, Switch, UpTo, WritesFields,
};
#[doc(hidden)]
pub use row::Row;
pub use shape::Shape;

pub(crate) use decode::decode;
pub(crate) use definition::Normalize;
pub(crate) use normalize::invalid_result;
pub(crate) use param::invalid;
#[cfg(any(all(target_arch = "wasm32", feature = "js"), feature = "typings"))]
pub(crate) use table::table;
