//! Macros that define records: a table of fields, a Rust struct, its decoder, and field names.

/// The Rust type of a record's member, by its [`Type`](crate::schema::Type).
macro_rules! member_type {
    (Id) => { u64 };
    (Integer) => { Option<i64> };
    (Reference) => { Option<u64> };
    (Flag) => { Option<bool> };
    (Text) => { Option<String> };
    (NonEmptyText) => { Option<String> };
    (Picture) => { Option<String> };
    (File) => { Option<String> };
    (DateTime) => { Option<String> };
    (Ids) => { Vec<u64> };
    (Texts) => { Vec<String> };
    (Map) => { $crate::wire::Map };
    (CountsById) => { std::collections::BTreeMap<u64, i64> };
    (Any) => { Option<$crate::wire::Value> };
    (OptionalRecord $record:ident) => { Option<$record> };
}

/// The [`Type`](crate::schema::Type) of a field.
macro_rules! field_type {
    ($ty:ident) => {
        $crate::schema::Type::$ty
    };
    ($ty:ident $record:ident) => {
        $crate::schema::Type::$ty(&<$record as $crate::schema::Record>::FIELDS)
    };
}

/// Creates a table of fields. Each line is `"WIRE_NAME": Type`; the type may also be
/// `OptionalRecord Record`.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:literal: $ty:ident $($inner:ident)?,)*) => {
        &[$($crate::schema::Field {
            name: $name,
            ty: $crate::schema::record::field_type!($ty $($inner)?),
            doc: $crate::schema::Doc::new(concat!($($doc),+)),
        },)*]
    };
}

/// Defines a record: a struct, and the table that decodes it.
///
/// Each line is `member "WIRE_NAME": Type`; the type may also be `OptionalRecord Record`. The
/// fields only for filters are under `filter only`.
macro_rules! record {
    (
        $(#[doc = $record_doc:literal])+ $record:ident, $rules:expr;
        $($(#[doc = $doc:literal])+ $member:ident $name:literal: $ty:ident $($inner:ident)?,)*
        $(filter only { $($(#[doc = $filter_doc:literal])+ $filter_name:literal: $filter_ty:ident,)* })?
    ) => {
        $(#[doc = $record_doc])+
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[non_exhaustive]
        pub struct $record {
            $(
                $(#[doc = $doc])+
                #[cfg_attr(feature = "serde", serde(rename = $name))]
                pub $member: $crate::schema::record::member_type!($ty $($inner)?),
            )*
            /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
            #[cfg_attr(feature = "serde", serde(flatten))]
            pub other: $crate::wire::Map,
        }

        impl $crate::schema::Record for $record {
            const FIELDS: $crate::schema::Fields = $crate::schema::Fields {
                record: stringify!($record),
                columns: $crate::schema::record::fields! {
                    $($(#[doc = $doc])+ $name: $ty $($inner)?,)*
                },
                filter_only: $crate::schema::record::fields! {
                    $($($(#[doc = $filter_doc])+ $filter_name: $filter_ty,)*)?
                },
                rules: $rules,
                doc: $crate::schema::Doc::new(concat!($($record_doc, "\n"),+)),
            };
        }

        impl $crate::schema::Element for $record {
            const TYPE: $crate::schema::Type =
                $crate::schema::Type::Record(&<Self as $crate::schema::Record>::FIELDS);

            fn read(normalized: $crate::wire::Value) -> Option<Self> {
                use $crate::schema::member::Member as _;
                let $crate::wire::Value::Map(mut row) = normalized else { return None };
                Some(Self {
                    $($member: <$crate::schema::record::member_type!($ty $($inner)?)>::from_value(
                        row.remove($name).unwrap_or_default(),
                    )?,)*
                    other: row,
                })
            }
        }
    };
}

/// Defines the enum of a record's field names for filters and selections.
///
/// Each line is `Variant "WIRE_NAME"`.
macro_rules! field_names {
    ($(#[$meta:meta])* $field:ident { $($variant:ident $name:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
            /// Another name: a custom field, `UF_USR_…`, or in a selection a mask, `*` or `UF_*`.
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
