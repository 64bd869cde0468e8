//! The parts of PHP that are visible in a portal's REST protocol: form parsing, arrays with integer
//! and string keys, conversions and `json_encode`.

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
