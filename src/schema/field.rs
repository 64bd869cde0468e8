//! The fields of a record: their names on the wire, and the types of their values.

use super::doc::Doc;
use crate::suggest::Suggestion;
use crate::wire::{Map, Value};

/// The type of a value after normalization.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Type {
    /// The record's identifier: a number, never missing.
    Id,
    /// A whole number, or null.
    Integer,
    /// The identifier of another record, or null; the portal also sends 0 for none.
    Reference,
    /// A boolean; the portal sends and takes `Y` and `N` as well.
    Flag,
    /// Only true, and only in a filter. The portal drops a false one.
    OnlyTrue,
    /// Text, or null.
    Text,
    /// Text that is not empty, or null; the portal also sends `""` and `false` for none.
    NonEmptyText,
    /// The address of a picture, or null; the portal also sends the address of a blank picture.
    Picture,
    /// The address of a file, or null; written as the file's name and its bytes in base64.
    File,
    /// An ISO 8601 date or date-time, or null.
    DateTime,
    /// A list of identifiers.
    Ids,
    /// A list of texts.
    Texts,
    /// Words to search for, only in a filter. The portal ignores words under three characters.
    Search,
    /// Values by name; the portal sends `[]` for none.
    Map,
    /// Texts by name.
    Labels,
    /// Numbers by identifier.
    CountsById,
    /// A record.
    Record(&'static Fields),
    /// A record, or null; the portal also sends `false`, `""` and `[]` for none.
    OptionalRecord(&'static Fields),
    /// Any value.
    Any,
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// The type of its value.
    pub ty: Type,
    /// Its description, for the TypeScript declarations.
    pub doc: Doc,
}

/// The fields of a kind of record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fields {
    /// The record's name.
    pub record: &'static str,
    /// The fields of a row.
    pub columns: &'static [Field],
    /// The fields only for filters; they take precedence over columns of the same name.
    pub filter_only: &'static [Field],
    /// The rules for rows and filters.
    pub rules: Rules,
    /// Its description, for the TypeScript declarations.
    pub doc: Doc,
}

/// The rules of a kind of record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Whether a row may omit fields. If not, a missing field becomes null.
    pub sparse: bool,
    /// Whether there may be custom fields, `UF_…`.
    pub custom: bool,
    /// Whether a filter supports operators.
    pub operators: bool,
    /// The columns that only the portal writes.
    pub read_only: &'static [&'static str],
}

impl Rules {
    /// A record with complete rows, without custom fields and filters.
    pub const COMPLETE: Self =
        Self { sparse: false, custom: false, operators: false, read_only: &[] };
    /// A record whose rows may omit fields without a value.
    pub const SPARSE: Self = Self { sparse: true, ..Self::COMPLETE };
}

impl Type {
    /// Returns the value of a missing field.
    pub(crate) fn empty(self) -> Value {
        match self {
            Self::Ids | Self::Texts => Value::List(Vec::new()),
            Self::Map | Self::Labels => Value::Map(Map::new()),
            Self::CountsById => Value::Keyed(Map::new()),
            _ => Value::Null,
        }
    }
}

impl Fields {
    /// Returns the column with this name.
    pub(crate) fn column(&self, name: &str) -> Option<&'static Field> {
        find(self.columns, name)
    }

    /// Offers the names of all columns as candidates.
    pub(crate) fn offer_columns(&self, suggestion: &mut Suggestion<'_>) {
        for column in self.columns {
            suggestion.offer(column.name);
        }
    }

    /// Returns the field that a filter has under this name.
    pub(crate) fn filterable(&self, name: &str) -> Option<&'static Field> {
        find(self.filter_only, name).or_else(|| self.column(name))
    }

    /// Returns the column with this name if it is writable.
    pub(crate) fn writable(&self, name: &str) -> Option<&'static Field> {
        self.column(name).filter(|_| !self.rules.read_only.contains(&name))
    }

    /// Returns whether this is the name of a custom field, rather than a mask of a selection.
    pub(crate) fn is_custom(&self, name: &str) -> bool {
        self.rules.custom
            && name.len() > 3
            && name.starts_with("UF_")
            && !name.ends_with('*')
            && self.column(name).is_none()
    }
}

fn find(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    // A comparison of texts is a call, which most of them need not.
    fields.iter().find(|field| field.name.len() == name.len() && field.name == name)
}
