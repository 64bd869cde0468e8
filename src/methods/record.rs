//! From a table of fields to a Rust struct, its decoder and the names that a filter takes.

use std::collections::BTreeMap;

use crate::methods::{Fields, Shape, Type};
use crate::wire::{Map, Value, php};

/// What a method hands out, read from its cleaned result.
pub trait Decode: Sized {
    /// How the result is laid out on the wire.
    const SHAPE: Shape;

    /// Reads a result that [`Shape::clean`] went over; `None` where it does not fit.
    fn decode(clean: Value) -> Option<Self>;
}

/// One value of a result: a record, an identifier, a text.
pub trait Element: Sized {
    /// What the value is on the wire.
    const OF: Type;

    /// Reads a clean value; `None` where it does not fit.
    fn read(clean: Value) -> Option<Self>;
}

/// A record with a table of fields.
pub trait Record: Element {
    /// The table.
    const FIELDS: Fields;
}

impl<E: Element> Decode for E {
    const SHAPE: Shape = Shape::One(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        E::read(clean)
    }
}

impl<E: Element> Decode for Vec<E> {
    const SHAPE: Shape = Shape::List(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        match clean {
            Value::List(rows) => rows.into_iter().map(E::read).collect(),
            _ => None,
        }
    }
}

impl<E: Element> Decode for BTreeMap<u64, E> {
    const SHAPE: Shape = Shape::Keyed(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        keyed(clean, E::read)
    }
}

impl<E: Element> Decode for BTreeMap<u64, Vec<E>> {
    const SHAPE: Shape = Shape::KeyedLists(E::OF);

    fn decode(clean: Value) -> Option<Self> {
        keyed(clean, Vec::decode)
    }
}

fn keyed<T>(clean: Value, read: fn(Value) -> Option<T>) -> Option<BTreeMap<u64, T>> {
    let Value::Map(rows) = clean else { return None };
    rows.into_iter().map(|(key, row)| Some((key.parse().ok()?, read(row)?))).collect()
}

impl<R: Record> Element for Option<R> {
    const OF: Type = Type::Maybe(&R::FIELDS);

    fn read(clean: Value) -> Option<Self> {
        match clean {
            Value::Null => Some(None),
            row => R::read(row).map(Some),
        }
    }
}

impl Element for u64 {
    const OF: Type = Type::Id;

    fn read(clean: Value) -> Option<Self> {
        php::integer(&clean)?.try_into().ok()
    }
}

impl Element for bool {
    const OF: Type = Type::Flag;

    fn read(clean: Value) -> Option<Self> {
        php::flag(&clean)
    }
}

impl Element for Option<String> {
    const OF: Type = Type::Filled;

    fn read(clean: Value) -> Option<Self> {
        Member::from_value(clean)
    }
}

impl Element for String {
    const OF: Type = Type::Text;

    fn read(clean: Value) -> Option<Self> {
        match clean {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Element for BTreeMap<String, Option<String>> {
    const OF: Type = Type::Captions;

    fn read(clean: Value) -> Option<Self> {
        Member::from_value(clean)
    }
}

/// A member of a record, out of its cleaned row.
pub(crate) trait Member: Sized {
    /// Reads the value, null where there is none; `None` where it does not fit.
    fn from_value(clean: Value) -> Option<Self>;
}

impl Member for u64 {
    fn from_value(clean: Value) -> Option<Self> {
        php::integer(&clean)?.try_into().ok()
    }
}

impl Member for Option<u64> {
    fn from_value(clean: Value) -> Option<Self> {
        maybe(clean, Member::from_value)
    }
}

impl Member for Option<i64> {
    fn from_value(clean: Value) -> Option<Self> {
        maybe(clean, |value| php::integer(&value))
    }
}

impl Member for Option<bool> {
    fn from_value(clean: Value) -> Option<Self> {
        maybe(clean, |value| php::flag(&value))
    }
}

impl Member for Option<String> {
    fn from_value(clean: Value) -> Option<Self> {
        maybe(clean, Element::read)
    }
}

impl Member for Vec<u64> {
    fn from_value(clean: Value) -> Option<Self> {
        list(clean, Member::from_value)
    }
}

impl Member for Vec<String> {
    fn from_value(clean: Value) -> Option<Self> {
        list(clean, Element::read)
    }
}

impl Member for Map {
    fn from_value(clean: Value) -> Option<Self> {
        match clean {
            Value::Map(map) => Some(map),
            Value::Null => Some(Self::new()),
            _ => None,
        }
    }
}

impl Member for BTreeMap<String, Option<String>> {
    fn from_value(clean: Value) -> Option<Self> {
        let Value::Map(captions) = clean else { return None };
        captions.into_iter().map(|(name, text)| Some((name, Member::from_value(text)?))).collect()
    }
}

impl Member for BTreeMap<u64, i64> {
    fn from_value(clean: Value) -> Option<Self> {
        match clean {
            Value::Null => Some(Self::new()),
            counts => keyed(counts, |count| php::integer(&count)),
        }
    }
}

impl<R: Record> Member for Option<R> {
    fn from_value(clean: Value) -> Option<Self> {
        Element::read(clean)
    }
}

impl Member for Option<Value> {
    fn from_value(clean: Value) -> Option<Self> {
        Some(Some(clean).filter(|value| *value != Value::Null))
    }
}

fn maybe<T>(clean: Value, read: impl Fn(Value) -> Option<T>) -> Option<Option<T>> {
    match clean {
        Value::Null => Some(None),
        value => read(value).map(Some),
    }
}

fn list<T>(clean: Value, read: fn(Value) -> Option<T>) -> Option<Vec<T>> {
    match clean {
        Value::List(items) => items.into_iter().map(read).collect(),
        Value::Null => Some(Vec::new()),
        _ => None,
    }
}

/// The Rust type of a record's member, by its [`Type`].
macro_rules! member_type {
    (Id) => { u64 };
    (Integer) => { Option<i64> };
    (Reference) => { Option<u64> };
    (Flag) => { Option<bool> };
    (Text) => { Option<String> };
    (Filled) => { Option<String> };
    (Picture) => { Option<String> };
    (File) => { Option<String> };
    (DateTime) => { Option<String> };
    (Ids) => { Vec<u64> };
    (Texts) => { Vec<String> };
    (Map) => { $crate::wire::Map };
    (Counts) => { std::collections::BTreeMap<u64, i64> };
    (Any) => { Option<$crate::wire::Value> };
    (Maybe $record:ident) => { Option<$record> };
}

/// The [`Type`] of a field.
macro_rules! field_type {
    ($of:ident) => {
        $crate::methods::Type::$of
    };
    ($of:ident $record:ident) => {
        $crate::methods::Type::$of(&<$record as $crate::methods::Record>::FIELDS)
    };
}

/// A table of fields. Each line is `"WIRE_NAME": Type`, where the type may be `Maybe Record`.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:literal: $of:ident $($inner:ident)?,)*) => {
        &[$($crate::methods::Field {
            name: $name,
            of: $crate::methods::record::field_type!($of $($inner)?),
            #[cfg(feature = "typings")]
            doc: concat!($($doc),+),
        },)*]
    };
}

/// Defines a record: a struct, and the table that decodes it.
///
/// Each line is `member "WIRE_NAME": Type`, where the type may be `Maybe Record`; what only a filter
/// knows stands under `filter only`.
macro_rules! record {
    (
        $(#[doc = $record_doc:literal])+ $record:ident, $rules:expr;
        $($(#[doc = $doc:literal])+ $member:ident $name:literal: $of:ident $($inner:ident)?,)*
        $(filter only { $($(#[doc = $filter_doc:literal])+ $filter_name:literal: $filter_of:ident,)* })?
    ) => {
        $(#[doc = $record_doc])+
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        pub struct $record {
            $(
                $(#[doc = $doc])+
                #[cfg_attr(feature = "serde", serde(rename = $name))]
                pub $member: $crate::methods::record::member_type!($of $($inner)?),
            )*
            /// Every other field as it came: custom ones (`UF_*`), and what a portal adds.
            #[cfg_attr(feature = "serde", serde(flatten))]
            pub other: $crate::wire::Map,
        }

        impl $crate::methods::Record for $record {
            const FIELDS: $crate::methods::Fields = $crate::methods::Fields {
                record: stringify!($record),
                columns: $crate::methods::record::fields! {
                    $($(#[doc = $doc])+ $name: $of $($inner)?,)*
                },
                filter_only: $crate::methods::record::fields! {
                    $($($(#[doc = $filter_doc])+ $filter_name: $filter_of,)*)?
                },
                rules: $rules,
                #[cfg(feature = "typings")]
                doc: concat!($($record_doc, "\n"),+),
            };
        }

        impl $crate::methods::Element for $record {
            const OF: $crate::methods::Type =
                $crate::methods::Type::Record(&<Self as $crate::methods::Record>::FIELDS);

            fn read(clean: $crate::wire::Value) -> Option<Self> {
                use $crate::methods::record::Member as _;
                let $crate::wire::Value::Map(mut row) = clean else { return None };
                Some(Self {
                    $($member: <$crate::methods::record::member_type!($of $($inner)?)>::from_value(
                        row.remove($name).unwrap_or_default(),
                    )?,)*
                    other: row,
                })
            }
        }
    };
}

/// Defines the enum of a record's field names, with custom ones, for filters and selections.
///
/// Each line is `Variant "WIRE_NAME"`.
macro_rules! field_names {
    ($(#[$meta:meta])* $field:ident { $($variant:ident $name:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
            /// Any other by its name: a custom field, `UF_USR_…`, or in a selection a mask, `*` or
            /// `UF_*`.
            Custom(String),
        }

        impl From<$field> for String {
            fn from(field: $field) -> Self {
                match field {
                    $($field::$variant => $name.to_owned(),)*
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

pub(crate) use {field_names, field_type, fields, member_type, record};
