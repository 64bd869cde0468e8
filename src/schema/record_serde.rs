//! Serialization of records by serde, under the names on the wire.

#[cfg(feature = "serde")]
use super::{element::Element, shape::Shape};
#[cfg(feature = "serde")]
use crate::wire::Value;

/// Implements `Serialize` and `Deserialize` for a record; nothing without the feature `serde`.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! record_serde {
    ($record:ident { $($member:ident $name:literal,)* } $other:ident) => {
        #[automatically_derived]
        impl $crate::schema::record_serde::serde::Serialize for $record {
            fn serialize<S: $crate::schema::record_serde::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                use $crate::schema::record_serde::serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(::core::option::Option::None)?;
                $(map.serialize_entry($name, &self.$member)?;)*
                for (name, value) in self.$other.iter() {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        #[automatically_derived]
        impl<'de> $crate::schema::record_serde::serde::Deserialize<'de> for $record {
            fn deserialize<D: $crate::schema::record_serde::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::schema::record_serde::deserialize(deserializer)
            }
        }
    };
}

/// Implements nothing, without the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! record_serde {
    ($($record:tt)*) => {};
}

#[cfg(feature = "serde")]
pub use serde;

/// Deserializes a record as the portal sends it, in any of PHP's shapes.
///
/// # Errors
///
/// `INVALID_RESULT`, as an error of the deserializer.
#[cfg(feature = "serde")]
pub fn deserialize<'de, E, D>(deserializer: D) -> Result<E, D::Error>
where
    E: Element,
    D: serde::Deserializer<'de>,
{
    use serde::de::{Deserialize as _, Error as _};
    let mut row = Value::deserialize(deserializer)?;
    Shape::One(E::TYPE).normalize(&mut row).map_err(D::Error::custom)?;
    E::read(row).ok_or_else(|| D::Error::custom("the record does not fit its type"))
}
