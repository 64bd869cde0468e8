//! From a table of fields to a Rust struct, its decoder and the names that a filter takes.

use crate::methods::{Fields, Shape};
use crate::wire::{Map, Value};

/// What a method hands out, read from its cleaned result.
pub trait Decode: Sized {
    /// How the result is laid out on the wire.
    const SHAPE: Shape;

    /// Reads a result that [`Shape::clean`] went over; `None` where it does not fit.
    fn decode(clean: Value) -> Option<Self>;
}

/// A record with a table of fields.
pub trait Record: Decode {
    /// The table.
    const FIELDS: Fields;
}

impl<R: Record> Decode for Vec<R> {
    const SHAPE: Shape = Shape::Rows(&R::FIELDS);

    fn decode(clean: Value) -> Option<Self> {
        match clean {
            Value::List(rows) => rows.into_iter().map(R::decode).collect(),
            _ => None,
        }
    }
}

/// A member of a record, taken out of a cleaned row.
pub(crate) trait Member: Sized {
    /// Reads the field `name`; `None` where it does not fit.
    fn take_from(row: &mut Map, name: &str) -> Option<Self>;
}

impl Member for u64 {
    fn take_from(row: &mut Map, name: &str) -> Option<Self> {
        match row.remove(name)? {
            Value::Number(number) => number.to_i64()?.try_into().ok(),
            _ => None,
        }
    }
}

impl Member for Option<bool> {
    fn take_from(row: &mut Map, name: &str) -> Option<Self> {
        match row.remove(name) {
            Some(Value::Bool(flag)) => Some(Some(flag)),
            None | Some(Value::Null) => Some(None),
            _ => None,
        }
    }
}

impl Member for Option<String> {
    fn take_from(row: &mut Map, name: &str) -> Option<Self> {
        match row.remove(name) {
            Some(Value::Text(text)) => Some(Some(text)),
            None | Some(Value::Null) => Some(None),
            _ => None,
        }
    }
}

impl Member for Vec<u64> {
    fn take_from(row: &mut Map, name: &str) -> Option<Self> {
        let id = |value: Value| match value {
            Value::Number(number) => number.to_i64()?.try_into().ok(),
            _ => None,
        };
        match row.remove(name) {
            Some(Value::List(list)) => list.into_iter().map(id).collect(),
            None => Some(Vec::new()),
            _ => None,
        }
    }
}

impl Member for Option<Value> {
    fn take_from(row: &mut Map, name: &str) -> Option<Self> {
        Some(row.remove(name))
    }
}

/// The Rust type of a record's member, by its [`Type`](crate::methods::Type).
macro_rules! member_type {
    (Id) => { u64 };
    (Flag) => { Option<bool> };
    (Text) => { Option<String> };
    (DateTime) => { Option<String> };
    (Ids) => { Vec<u64> };
    (Any) => { Option<$crate::wire::Value> };
}

/// One [`Field`](crate::methods::Field) of a table.
macro_rules! field {
    ($name:literal $of:ident $($doc:literal)+) => {
        $crate::methods::Field {
            name: $name,
            of: $crate::methods::Type::$of,
            #[cfg(feature = "typings")]
            doc: concat!($($doc),+),
        }
    };
}

/// Defines a record: a struct, the enum of its field names, and the table that decodes it.
///
/// Each line is `Variant member "WIRE_NAME" Type`; the lines of the second block are fields that
/// only a filter knows.
macro_rules! record {
    (
        $(#[$record_meta:meta])* $record:ident,
        $(#[$field_meta:meta])* $field:ident
        { $($(#[doc = $doc:literal])+ $variant:ident $member:ident $name:literal $of:ident,)* }
        filter only
        { $($(#[doc = $extra_doc:literal])+ $extra:ident $extra_name:literal $extra_of:ident,)* }
    ) => {
        $(#[$record_meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        pub struct $record {
            $(
                $(#[doc = $doc])+
                #[cfg_attr(feature = "serde", serde(rename = $name))]
                pub $member: $crate::methods::record::member_type!($of),
            )*
            /// Every other field as it came: custom ones (`UF_*`), and what a portal adds.
            #[cfg_attr(feature = "serde", serde(flatten))]
            pub other: $crate::wire::Map,
        }

        impl $crate::methods::Record for $record {
            const FIELDS: $crate::methods::Fields = $crate::methods::Fields {
                record: stringify!($record),
                columns: &[$($crate::methods::record::field!($name $of $($doc)+),)*],
                filter_only: &[
                    $($crate::methods::record::field!($extra_name $extra_of $($extra_doc)+),)*
                ],
            };
        }

        impl $crate::methods::Decode for $record {
            const SHAPE: $crate::methods::Shape =
                $crate::methods::Shape::Record(&<Self as $crate::methods::Record>::FIELDS);

            fn decode(clean: $crate::wire::Value) -> Option<Self> {
                use $crate::methods::record::Member as _;
                let $crate::wire::Value::Map(mut row) = clean else { return None };
                Some(Self {
                    $($member: <$crate::methods::record::member_type!($of)>::take_from(&mut row, $name)?,)*
                    other: row,
                })
            }
        }

        $(#[$field_meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $field {
            $($(#[doc = $doc])+ $variant,)*
            $($(#[doc = $extra_doc])+ $extra,)*
            /// A custom field by its name, `UF_USR_…`; in `select` also a mask, `*` or `UF_*`.
            Custom(String),
        }

        impl From<$field> for String {
            fn from(field: $field) -> Self {
                match field {
                    $($field::$variant => $name.to_owned(),)*
                    $($field::$extra => $extra_name.to_owned(),)*
                    $field::Custom(name) => name,
                }
            }
        }

        impl From<$field> for $crate::wire::Value {
            fn from(field: $field) -> Self {
                Self::Text(field.into())
            }
        }
    };
}

pub(crate) use {field, member_type, record};
