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
    pub(crate) fn clean(&self, row: Value) -> Result<Value> {
        let came = row.describe();
        let Some(mut row) = php::map(row) else {
            return Err(undecodable(format!("expected an object, got {came}")));
        };
        for field in self.columns {
            if field.of == Type::Id && row.get(field.name).is_none() {
                return Err(undecodable(format!("field {} is missing", field.name)));
            }
        }
        for (name, value) in row.iter_mut() {
            let Some(field) = self.column(name) else { continue };
            let Some(clean) = field.of.clean(value) else {
                let (expected, came) = (field.of.expected(), value.describe());
                return Err(undecodable(format!("field {name}: expected {expected}, got {came}")));
            };
            *value = clean;
        }
        Ok(Value::Map(row))
    }
}

impl Type {
    fn expected(self) -> &'static str {
        match self {
            Self::Id => "a whole number",
            Self::Flag => "a boolean",
            Self::Text | Self::Search => "a text",
            Self::DateTime => "a date",
            Self::Ids => "a list of whole numbers",
            Self::Any => "anything",
        }
    }

    fn clean(self, value: &Value) -> Option<Value> {
        match self {
            Self::Id => php::integer(value).map(Value::from),
            Self::Flag if *value == Value::Null => Some(Value::Null),
            Self::Flag => php::flag(value).map(Value::from),
            Self::Text | Self::Search => php::text(value).map(Value::from),
            Self::DateTime => php::date_time(value).map(Value::from),
            Self::Ids => ids(value),
            Self::Any => Some(value.clone()),
        }
    }
}

/// The error of an answer whose result is not what its method hands out.
pub(crate) fn undecodable(description: String) -> Error {
    Error::new(Kind::Answer, "UNDECODABLE", description)
}

/// `false`, null and `""` stand for an empty list.
fn ids(value: &Value) -> Option<Value> {
    let items = match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Text(text) if text.is_empty() => Vec::new(),
        Value::List(_) | Value::Map(_) => php::list(value.clone())?,
        single => vec![single.clone()],
    };
    let mut ids = Vec::new();
    for item in &items {
        ids.push(php::integer(item)?.into());
    }
    Some(Value::List(ids))
}
