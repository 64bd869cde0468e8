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
pub(crate) fn check(known: &[Param], params: &mut Map) -> Result<()> {
    for (name, value) in params.entries_mut() {
        let Some(param) = known.iter().find(|param| param.name.eq_ignore_ascii_case(name)) else {
            return Err(unknown(known, name));
        };
        param.name.clone_into(name);
        if *value != Value::Null {
            param.check(value)?;
        }
    }
    params.drop_nulls();
    match params.twice() {
        Some(name) => Err(invalid(name, "is given twice")),
        None => Ok(()),
    }
}

impl Param {
    fn check(&self, value: &mut Value) -> Result<()> {
        let wanted = match self.takes {
            Takes::Integer => {
                if php::to_integer(value) {
                    return Ok(());
                }
                "a whole number"
            }
            Takes::Switch => {
                if let Some(on) = php::flag(value) {
                    *value = Value::from(if on { "1" } else { "0" });
                    return Ok(());
                }
                "true or false"
            }
            Takes::Word(words) => {
                let given = value.as_text().unwrap_or_default();
                if let Some(word) = words.iter().find(|word| word.eq_ignore_ascii_case(given)) {
                    *value = Value::from(*word);
                    return Ok(());
                }
                return Err(invalid(self.name, &one_of(words)));
            }
            Takes::FieldName(fields) => {
                if let Value::Text(name) = value {
                    return known_column(fields, name);
                }
                "a field's name"
            }
            Takes::FieldNames(fields) => {
                if let Value::List(names) = value {
                    for name in names {
                        let name = name.as_text().unwrap_or_default();
                        if name != "*" && name != "UF_*" {
                            known_column(fields, name)?;
                        }
                    }
                    return Ok(());
                }
                "a list of field names"
            }
            Takes::Filter(fields) => {
                if let Value::Map(conditions) = value {
                    return filter::check(fields, conditions);
                }
                "an object of conditions"
            }
        };
        Err(invalid(self.name, &format!("takes {wanted}, not {}", value.describe())))
    }
}

fn one_of(words: &[&str]) -> String {
    let mut text = String::from("takes one of");
    for word in words {
        text.push(' ');
        text.push_str(word);
    }
    text
}

/// The portal passes over names that it does not know, so a typo would go unnoticed.
fn known_column(fields: &Fields, name: &str) -> Result<()> {
    let is_custom = name.starts_with("UF_") && !name.ends_with('*');
    if is_custom || fields.column(name).is_some() {
        return Ok(());
    }
    let meant = did_you_mean(name, &mut fields.columns.iter().map(|field| field.name));
    Err(Error::input("UNKNOWN_FIELD", format!("no field \"{name}\"{meant}")))
}

fn unknown(known: &[Param], name: &str) -> Error {
    let field = known.iter().any(|param| match param.takes {
        Takes::Filter(fields) => filter::names_field(fields, name),
        _ => false,
    });
    let advice = match field {
        true => "; conditions on fields go into \"filter\"".to_owned(),
        false => did_you_mean(name, &mut known.iter().map(|param| param.name)),
    };
    Error::input("UNKNOWN_PARAMETER", format!("no parameter \"{name}\"{advice}"))
}

fn invalid(name: &str, problem: &str) -> Error {
    Error::input("INVALID_PARAMETER", format!("parameter \"{name}\" {problem}"))
}
