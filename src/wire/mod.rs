//! The wire formats: parameters to bytes, bytes to values.
//!
//! # How each type is encoded
//!
//! | value | form | JSON | batch command |
//! | --- | --- | --- | --- |
//! | text | unchanged | text | as in a form |
//! | number | its digits | number | as in a form |
//! | `true`, `false` | `1`, `0` (PHP reads the text `"false"` as true) | `true`, `false` | as in a form |
//! | list | `name[0]=…&name[1]=…` | array | as in a form |
//! | map | `name[key]=…` | object | as in a form |
//! | null | unencodable: sent as JSON | `null` | unencodable: sent as a separate call |
//! | empty list, empty map | unencodable: sent as JSON | `[]`, `{}` | unencodable: sent as a separate call |
//! | a name that PHP would change (see [`form::encode`]) | unencodable: sent as JSON | unchanged | unencodable: sent as a separate call |
//! | more than 900 values, or more than 60 levels of nesting | unencodable: sent as JSON | unchanged | unencodable: sent as a separate call |
//! | text with `$result` or a similar word, which the portal resolves in a batch | unchanged | unchanged | unencodable: sent as a separate call |
//! | a [`Reference`](reference::Reference) | its text | its text | its text; refused if the server would misread it |
//!
//! A top-level name with brackets (`filter[ID]`, `select[]`) becomes the same nested value as in a
//! form. An omitted value (`undefined` in JavaScript) is not sent. Typed methods convert booleans
//! before encoding: to `Y` and `N` for the flags of a record, to `1` and `0` for switches.
//!
//! JavaScript values are converted first: a `Date` to ISO 8601 text in UTC without fractions
//! (`2020-01-31T09:30:00+00:00`), a `Set` or a typed array to a list, a `Map` to a map, a `bigint`
//! to the text of its digits.
//!
//! # Types of one's own
//!
//! With the feature `serde`, `to_value` and `from_value` convert any type, without JSON text
//! between. PHP sends one field as different types, so reading is lenient:
//!
//! | type | read from |
//! | --- | --- |
//! | an integer, a float | a number, or text that is a number |
//! | `String`, `char` | text, or the digits of a number |
//! | `bool` | a boolean, `"Y"`, `"N"`, `"1"`, `1` and the like; `""` is false |
//! | `Option<_>` | null is none, anything else is some |
//! | a list, a tuple | a list, or an object whose names are numbers |
//! | a struct | an object, values by identifier, or the empty list that PHP sends for one |
//! | a map | an object, values by identifier, or a list by its indices |
//! | an enum | text, or an object with one name |
//! | [`Value`], [`Map`], [`Number`] | the value itself, with the digits of its numbers |
//!
//! Flattened fields, untagged enums and those with a tag inside see numbers and texts as serde's own
//! types: neither is read as the other, and a float has the digits of `f64`.

pub(crate) mod batch_text;
pub mod body;
pub mod command;
pub mod envelope;
pub mod form;
pub mod json;
pub(crate) mod names;
mod number;
pub mod php;
pub mod reference;
pub(crate) mod reply_value;
#[cfg(feature = "serde")]
mod serde;
mod value;

#[cfg(feature = "serde")]
pub use self::serde::{from_value, to_value};
pub use number::Number;
pub(crate) use value::MAX_NAMES;
pub use value::{Map, Value};
