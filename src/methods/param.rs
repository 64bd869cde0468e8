//! The parameters of a typed method: their names, what they take, and how they are checked.

use crate::error::{Error, Result};
use crate::filter;
use crate::methods::Fields;
use crate::suggest::did_you_mean;
use crate::wire::{Map, Value, php};

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Its description, for the TypeScript declarations.
    #[cfg(feature = "typings")]
    pub doc: &'static str,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// A whole number.
    Integer,
    /// A boolean that PHP takes by its truth: `1` or `0` on the wire, never `N`, which is true.
    Switch,
    /// One of these words, in any case.
    Word(&'static [&'static str]),
    /// A field's name.
    FieldName(&'static Fields),
    /// A list of field names and of the masks `*` and `UF_*`.
    FieldNames(&'static Fields),
    /// Conditions on fields.
    Filter(&'static Fields),
}

/// Checks every parameter and puts it as the method wants it.
///
/// Names are taken in any case, since the documentation itself writes `filter` and `FILTER`; null
/// is a parameter that is not given.
///
/// # Errors
///
/// `UNKNOWN_PARAMETER` and `INVALID_PARAMETER`, and what a filter is refused for.
pub(crate) fn check(known: &[Param], params: Map) -> Result<Map> {
    let mut checked = Map::new();
    for (name, value) in params {
        let Some(param) = known.iter().find(|param| param.name.eq_ignore_ascii_case(&name)) else {
            return Err(unknown(known, &name));
        };
        if checked.get(param.name).is_some() {
            return Err(invalid(param.name, "is given twice, in different spellings"));
        }
        if value != Value::Null {
            checked.insert(param.name, param.check(value)?);
        }
    }
    Ok(checked)
}

impl Param {
    fn check(&self, value: Value) -> Result<Value> {
        let came = value.describe();
        let refuse = |what: &str| Err(invalid(self.name, &format!("takes {what}, not {came}")));
        match self.takes {
            Takes::Integer => match php::integer(&value) {
                Some(number) => Ok(number.into()),
                None => refuse("a whole number"),
            },
            Takes::Switch => match php::flag(&value) {
                Some(on) => Ok(i32::from(on).into()),
                None => refuse("true or false"),
            },
            Takes::Word(words) => {
                let given = value.as_text().unwrap_or_default();
                match words.iter().find(|word| word.eq_ignore_ascii_case(given)) {
                    Some(word) => Ok((*word).into()),
                    None => refuse(&format!("one of {}", words.concat())),
                }
            }
            Takes::FieldName(fields) => match &value {
                Value::Text(name) => known_column(fields, name).map(|()| value),
                _ => refuse("a field's name"),
            },
            Takes::FieldNames(fields) => match &value {
                Value::List(names) => {
                    for name in names {
                        known_column(fields, name.as_text().unwrap_or_default())?;
                    }
                    Ok(value)
                }
                _ => refuse("a list of field names"),
            },
            Takes::Filter(fields) => match value {
                Value::Map(conditions) => filter::check(fields, conditions).map(Value::Map),
                _ => refuse("an object of conditions"),
            },
        }
    }
}

/// The portal passes over names that it does not know, so a typo would go unnoticed.
fn known_column(fields: &Fields, name: &str) -> Result<()> {
    if name == "*" || name.starts_with("UF_") || fields.column(name).is_some() {
        return Ok(());
    }
    let meant = did_you_mean(name, fields.columns.iter().map(|field| field.name));
    Err(Error::input("UNKNOWN_FIELD", format!("no field \"{name}\"{meant}")))
}

fn unknown(known: &[Param], name: &str) -> Error {
    let field = known.iter().any(|param| match param.takes {
        Takes::Filter(fields) => filter::names_field(fields, name),
        _ => false,
    });
    let advice = match field {
        true => "; conditions on fields go into \"filter\"".to_owned(),
        false => did_you_mean(name, known.iter().map(|param| param.name)),
    };
    Error::input("UNKNOWN_PARAMETER", format!("no parameter \"{name}\"{advice}"))
}

fn invalid(name: &str, problem: &str) -> Error {
    Error::input("INVALID_PARAMETER", format!("parameter \"{name}\" {problem}"))
}
