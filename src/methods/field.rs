//! The fields of a record: their names on the wire, and what their values are.

use crate::error::{Error, Kind, Result};
use crate::wire::{Value, php};

/// What a field's value is, once the shapes in which PHP sends it are folded into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// The record's identifier: a number, never missing.
    Id,
    /// A boolean; the portal sends and takes `Y` and `N` as well.
    Flag,
    /// True and nothing else; only a filter has it. The portal drops a false one.
    True,
    /// Text, or null.
    Text,
    /// An ISO 8601 date or date-time, or null.
    DateTime,
    /// A list of identifiers.
    Ids,
    /// Words to search for; only a filter has it. The portal drops words under three characters.
    Search,
    /// Whatever the portal sends.
    Any,
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub name: &'static str,
    /// What its value is.
    pub of: Type,
    /// Its description, for the TypeScript declarations.
    #[cfg(feature = "typings")]
    pub doc: &'static str,
}

/// The fields of one kind of record.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The record's name.
    pub record: &'static str,
    /// What a row holds.
    pub columns: &'static [Field],
    /// What a filter takes beside the columns.
    pub filter_only: &'static [Field],
}

impl Fields {
    /// The column with this name.
    pub(crate) fn column(&self, name: &str) -> Option<&'static Field> {
        self.columns.iter().find(|field| field.name == name)
    }

    /// The field that a filter knows by this name.
    pub(crate) fn filterable(&self, name: &str) -> Option<&'static Field> {
        self.column(name).or_else(|| self.filter_only.iter().find(|field| field.name == name))
    }

    /// Puts every known field of a row into its clean type; the others stay as they came.
    ///
    /// # Errors
    ///
    /// What was expected and what came, for the first field that cannot be read.
    pub(crate) fn clean(&self, row: &mut Value) -> Result<()> {
        let Value::Map(row) = row else {
            return Err(undecodable(format!("expected an object, got {}", row.describe())));
        };
        for field in self.columns {
            if field.of == Type::Id && row.get(field.name).is_none() {
                return Err(undecodable(format!("field {} is missing", field.name)));
            }
        }
        for (name, value) in row.entries_mut() {
            let Some(field) = self.column(name) else { continue };
            let came = value.describe();
            if !field.of.clean(value) {
                let expected = field.of.expected();
                return Err(undecodable(format!("field {name}: expected {expected}, got {came}")));
            }
        }
        Ok(())
    }
}

impl Type {
    fn expected(self) -> &'static str {
        match self {
            Self::Id => "a whole number",
            Self::Flag | Self::True => "a boolean",
            Self::Text | Self::Search => "a text",
            Self::DateTime => "a date",
            Self::Ids => "a list of whole numbers",
            Self::Any => "anything",
        }
    }

    fn clean(self, value: &mut Value) -> bool {
        match self {
            Self::Id => php::to_integer(value),
            Self::Flag | Self::True => match php::flag(value) {
                Some(flag) => {
                    *value = flag.into();
                    true
                }
                None => *value == Value::Null,
            },
            Self::Text | Self::Search => php::to_text(value),
            Self::DateTime => php::to_date_time(value),
            Self::Ids => php::to_integers(value),
            Self::Any => true,
        }
    }
}

/// The error of an answer whose result is not what its method hands out.
pub(crate) fn undecodable(description: String) -> Error {
    Error::new(Kind::Answer, "UNDECODABLE", description)
}
