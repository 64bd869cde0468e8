//! Reading of one normalized value of a result into a Rust type.

use std::collections::BTreeMap;

use super::field::{Field, Fields, Type};
use super::row::Row;
use super::shape::Shape;
use crate::wire::json::Reader;
use crate::wire::{Value, php};

/// One value of a result: a record, an identifier, a whole number, a text, a boolean, or a [`Value`]
/// that is read later.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of a result",
    note = "a value is a record, `u64`, `i64`, `bool`, `String`, `Value` or an `Option` of some"
)]
pub trait Element: Sized + 'static {
    /// The type of the value on the wire.
    const TYPE: Type;

    /// Reads a normalized value; returns `None` if it has another type.
    fn read(normalized: Value) -> Option<Self>;

    /// Reads JSON as the portal sends it; returns `None` if the value does not fit.
    #[doc(hidden)]
    fn read_json(reader: &mut Reader<'_>) -> Option<Self> {
        let mut value = reader.value()?;
        Shape::One(Self::TYPE).normalize(&mut value).ok()?;
        Self::read(value)
    }
}

/// A record with a table of fields.
///
/// The derive reads a struct with a field for each field of the record. The type of a field implies
/// its [`Kind`](super::Kind).
///
/// ```
/// use b24_wasm::Map;
/// use b24_wasm::schema::Record;
///
/// /// A folder of a drive.
/// #[derive(Clone, Debug, PartialEq, Record)]
/// #[record(rename_all = "SCREAMING_SNAKE_CASE")]
/// pub struct Folder {
///     /// Identifier.
///     pub id: u64,
///     /// Time of the last change.
///     #[field("UPDATE_TIME", DateTime)]
///     pub updated: Option<String>,
///     /// Every other field, unchanged.
///     #[field(other)]
///     pub other: Map,
/// }
///
/// assert_eq!(Folder::FIELDS.columns[1].name, "UPDATE_TIME");
/// ```
///
/// The attribute `record` sets the [`Rules`](super::Rules): `sparse`, `custom`, `operators` and
/// `read_only(field, …)`; `columns` adds a constant for each column, for a filter without operators
/// (one with `operators` has them, too), and `filter_fields = Type` the [`FilterFields`].
pub trait Record: Element {
    /// The fields.
    const FIELDS: Fields;

    /// Reads a normalized row; returns `None` if a value has another type.
    #[doc(hidden)]
    fn from_row(row: Row) -> Option<Self>;
}

/// A record, or a set of fields, that a filter has conditions on.
pub trait Filterable {
    /// The fields.
    const TABLE: Fields;
}

impl<R: Record> Filterable for R {
    const TABLE: Fields = R::FIELDS;
}

/// Fields that exist only in filters.
///
/// The derive reads a struct whose fields have a [`Kind`](super::Kind) as their type. It adds a
/// constant for each to the struct, or to the record in `#[filter_fields(of = Record)]`. With
/// `#[filter_fields(base = Record)]` the struct is [`Filterable`] and has the record's fields, too.
pub trait FilterFields {
    /// The fields.
    const FIELDS: &'static [Field];
}

impl<R: Record> Element for Option<R> {
    const TYPE: Type = Type::OptionalRecord(&R::FIELDS);

    fn read(normalized: Value) -> Option<Self> {
        optional(normalized, R::read)
    }
}

impl Element for u64 {
    const TYPE: Type = Type::Id;

    fn read(normalized: Value) -> Option<Self> {
        php::integer(&normalized)?.try_into().ok()
    }
}

impl Element for i64 {
    const TYPE: Type = Type::Integer;

    fn read(normalized: Value) -> Option<Self> {
        php::integer(&normalized)
    }
}

impl Element for Value {
    const TYPE: Type = Type::Any;

    fn read(normalized: Value) -> Option<Self> {
        Some(normalized)
    }
}

impl Element for bool {
    const TYPE: Type = Type::Flag;

    fn read(normalized: Value) -> Option<Self> {
        php::flag(&normalized)
    }
}

impl Element for Option<String> {
    const TYPE: Type = Type::NonEmptyText;

    fn read(normalized: Value) -> Option<Self> {
        optional(normalized, Element::read)
    }
}

impl Element for String {
    const TYPE: Type = Type::Text;

    fn read(normalized: Value) -> Option<Self> {
        match normalized {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Element for BTreeMap<String, Option<String>> {
    const TYPE: Type = Type::Labels;

    fn read(normalized: Value) -> Option<Self> {
        let Value::Map(labels) = normalized else { return None };
        labels.into_iter().map(|(name, text)| Some((name, Element::read(text)?))).collect()
    }
}

/// Reads a value that may be null.
pub(super) fn optional<T>(
    normalized: Value,
    read: impl Fn(Value) -> Option<T>,
) -> Option<Option<T>> {
    match normalized {
        Value::Null => Some(None),
        value => read(value).map(Some),
    }
}

/// Reads the values of a map by identifier.
pub(super) fn keyed<T>(
    normalized: Value,
    read: fn(Value) -> Option<T>,
) -> Option<BTreeMap<u64, T>> {
    let Value::Keyed(rows) = normalized else { return None };
    rows.into_iter().map(|(id, row)| Some((id.parse().ok()?, read(row)?))).collect()
}
