//! The fields of a record: their names on the wire, and what their values are.

use crate::wire::{Map, Value};

/// What a value is, once the shapes in which PHP sends it are folded into one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// The record's identifier: a number, never missing.
    Id,
    /// A whole number, or null.
    Integer,
    /// The identifier of another record, or null; the portal also sends 0 for none.
    Reference,
    /// A boolean; the portal sends and takes `Y` and `N` as well.
    Flag,
    /// True and nothing else; only a filter has it. The portal drops a false one.
    True,
    /// Text, or null.
    Text,
    /// Text that says something, or null; the portal also sends `""` and `false` for none.
    NonEmptyText,
    /// The address of a picture, or null; the portal also sends that of an empty picture for none.
    Picture,
    /// The address of a file, or null; it is written as its name and its bytes in base64.
    File,
    /// An ISO 8601 date or date-time, or null.
    DateTime,
    /// A list of identifiers.
    Ids,
    /// A list of texts.
    Texts,
    /// Words to search for; only a filter has it. The portal drops words under three characters.
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
    /// Whatever the portal sends.
    Any,
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// What its value is.
    pub ty: Type,
    /// Its description, for the TypeScript declarations.
    #[cfg(feature = "typings")]
    pub doc: &'static str,
}

/// The fields of one kind of record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fields {
    /// The record's name.
    pub record: &'static str,
    /// What a row holds.
    pub columns: &'static [Field],
    /// What a filter takes beside the columns, or otherwise than the column of that name.
    pub filter_only: &'static [Field],
    /// What a row of it leaves out, and what a filter offers.
    pub rules: Rules,
    /// Its description, for the TypeScript declarations.
    #[cfg(feature = "typings")]
    pub doc: &'static str,
}

/// What sets one kind of record apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Whether a row may leave fields out. Where it may not, a missing one is null.
    pub sparse: bool,
    /// Whether there may be custom fields, `UF_…`.
    pub custom: bool,
    /// Whether a filter takes operators before a field's name.
    pub operators: bool,
    /// The columns that the portal writes itself.
    pub read_only: &'static [&'static str],
}

impl Rules {
    /// A record whose rows are whole, without custom fields; no filter is about it.
    pub const COMPLETE: Self =
        Self { sparse: false, custom: false, operators: false, read_only: &[] };
    /// The same, but fields without a value may be missing.
    pub const SPARSE: Self = Self { sparse: true, ..Self::COMPLETE };
}

impl Type {
    /// What stands for no value.
    pub(crate) fn nothing(self) -> Value {
        match self {
            Self::Ids | Self::Texts => Value::List(Vec::new()),
            Self::Map | Self::Labels | Self::CountsById => Value::Map(Map::new()),
            _ => Value::Null,
        }
    }
}

impl Fields {
    /// The column with this name.
    pub(crate) fn column(&self, name: &str) -> Option<&'static Field> {
        self.columns.iter().find(|field| field.name == name)
    }

    /// The field that a filter knows by this name.
    pub(crate) fn filterable(&self, name: &str) -> Option<&'static Field> {
        self.filter_only.iter().find(|field| field.name == name).or_else(|| self.column(name))
    }

    /// The column with this name, where the portal lets it be written.
    pub(crate) fn writable(&self, name: &str) -> Option<&'static Field> {
        self.column(name).filter(|_| !self.rules.read_only.contains(&name))
    }

    /// Whether it is a custom field's name. The masks of a selection are none.
    pub(crate) fn is_custom(&self, name: &str) -> bool {
        self.rules.custom
            && name.len() > 3
            && name.starts_with("UF_")
            && !name.ends_with('*')
            && self.column(name).is_none()
    }
}
