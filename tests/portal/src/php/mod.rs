//! The parts of PHP that a portal's REST server shows on the wire: form
//! parsing, arrays with their two kinds of keys, conversions and `json_encode`.

mod array;
mod convert;
mod json;
mod parse;
mod value;

pub use array::{Array, Key};
pub use json::json_encode;
pub use parse::parse_str;
pub(crate) use parse::{parse_bytes, parse_post, parse_variables};
pub use value::Value;
