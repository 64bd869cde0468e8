//! What goes over the wire: parameters to bytes, bytes to values.
//!
//! # What each type becomes
//!
//! | value | form | JSON | batch command |
//! | --- | --- | --- | --- |
//! | text | as it is | text | as in a form |
//! | number | its digits | number | as in a form |
//! | `true`, `false` | `1`, `0` (PHP takes the text `"false"` for true) | `true`, `false` | as in a form |
//! | list | `name[0]=…&name[1]=…` | array | as in a form |
//! | map | `name[key]=…` | object | as in a form |
//! | null | not encodable: the call goes as JSON | `null` | not encodable: goes as a call of its own |
//! | empty list, empty map | not encodable: the call goes as JSON | `[]`, `{}` | not encodable: goes as a call of its own |
//! | a name that PHP would change (see [`form::encode`]) | not encodable: the call goes as JSON | as it is | not encodable: goes as a call of its own |
//! | more than 900 values, or nesting beyond 60 levels | not encodable: the call goes as JSON | as it is | not encodable: goes as a call of its own |
//! | text with `$result` or its like, which the portal resolves in a batch | as it is | as it is | not encodable: goes as a call of its own |
//! | a [`Reference`](reference::Reference) | its text | its text | its text; refused where the server would misread it |
//!
//! A top-level name with brackets (`filter[ID]`, `select[]`) becomes the nested value that it would be in
//! a form. A value that is not given (`undefined` in JavaScript) is not sent at all. Typed methods turn
//! booleans into what the method wants before they come here: `Y` and `N` for the flags of a
//! record, `1` and `0` for switches.
//!
//! What JavaScript hands over becomes one of these first: a `Date` is ISO 8601 text in UTC without
//! fractions (`2020-01-31T09:30:00+00:00`), a `Set` or a typed array is a list, a `Map` is a map, a
//! `bigint` is text of its digits.

pub mod body;
pub mod command;
pub mod envelope;
pub mod form;
pub mod json;
pub mod php;
pub mod reference;
#[cfg(feature = "serde")]
mod serde;
mod value;

pub use value::{Map, Number, Value};
