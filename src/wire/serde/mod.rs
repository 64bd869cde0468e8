//! Values and serde: any type becomes a value, and a value any type.

mod access;
mod de;
mod error;
mod ser;
mod value;

pub use de::from_value;
pub use ser::to_value;
