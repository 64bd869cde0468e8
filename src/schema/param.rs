//! The parameters of a typed method: their names and kinds.

use super::doc::Doc;
use super::field::{Fields, Type};
use super::{filter, input};
use crate::error::{Error, Result};
use crate::suggest::Suggestion;
use crate::text;
use crate::wire::{Value, json, php};

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its kind.
    pub kind: ParamKind,
    /// Whether a call fails without it.
    pub required: bool,
    /// Its description, for the TypeScript declarations.
    pub doc: Doc,
}

impl Param {
    /// The defaults of a parameter.
    pub const DEFAULT: Self =
        Self { name: "", kind: ParamKind::Value(Type::Any), required: false, doc: Doc::NONE };
}

/// The kind of a parameter: its valid values.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ParamKind {
    /// A value of this type; a flag is sent as `Y` or `N`.
    Value(Type),
    /// A whole number from 1 to this maximum.
    UpTo(u32),
    /// A boolean, sent as `1` or `0`, because PHP reads `N` as true here.
    Switch,
    /// One of these texts, in any case.
    OneOf(&'static [&'static str]),
    /// A text of at least this many characters, without surrounding white space.
    MinLength(usize),
    /// Identifiers, for methods that also accept a JSON array as text.
    JsonIds,
    /// The name of a field.
    FieldName(&'static Fields),
    /// A list of field names and of the masks `*` and `UF_*`.
    FieldNames(&'static Fields),
    /// Conditions on fields.
    Filter(&'static Fields),
}

/// The most identifiers sent as a list; more are sent as one text, because PHP truncates a form of
/// many values.
const MAX_LISTED: usize = 500;

impl ParamKind {
    /// Returns the fields of a filter.
    #[must_use]
    pub const fn filter(&self) -> Option<&'static Fields> {
        match self {
            Self::Filter(fields) => Some(fields),
            _ => None,
        }
    }

    pub(super) fn check(&self, name: &str, value: &mut Value) -> Result<()> {
        let expected = match *self {
            Self::Value(ty) => match input::write(ty, value) {
                Ok(()) => return Ok(()),
                Err(expected) => expected,
            },
            Self::UpTo(most) => {
                let number = if php::to_integer(value) { php::integer(value) } else { None };
                if number.is_some_and(|number| number > 0 && number <= i64::from(most)) {
                    return Ok(());
                }
                return Err(takes(
                    name,
                    &text!("a whole number from 1 to {}", text::digits(most.into())),
                    value,
                ));
            }
            Self::Switch => {
                if let Some(on) = php::flag(value) {
                    *value = Value::from(if on { "1" } else { "0" });
                    return Ok(());
                }
                "true or false"
            }
            Self::OneOf(words) => {
                let given = value.as_text().unwrap_or_default();
                if let Some(word) = words.iter().find(|word| word.eq_ignore_ascii_case(given)) {
                    *value = Value::from(*word);
                    return Ok(());
                }
                return Err(invalid(name, &one_of(words)));
            }
            Self::MinLength(min) => {
                let starts_character = |byte: &u8| byte & 0xC0 != 0x80;
                let text = value.as_text().map(str::trim_ascii).unwrap_or_default();
                if text.bytes().filter(starts_character).count() >= min {
                    return Ok(());
                }
                return Err(invalid(
                    name,
                    &text!("takes a text of {} characters or more", text::digits(min as u64)),
                ));
            }
            Self::JsonIds => {
                if input::to_ids(value) {
                    if value.as_list().is_some_and(|ids| ids.len() > MAX_LISTED) {
                        *value = json::write(value).into();
                    }
                    return Ok(());
                }
                return Err(invalid(name, "takes one identifier above 0 or more"));
            }
            Self::FieldName(fields) => {
                if let Value::Text(name) = value {
                    return check_column(fields, name);
                }
                "a field's name"
            }
            Self::FieldNames(fields) => {
                if let Value::List(names) = value {
                    for name in names {
                        let name = name.as_text().unwrap_or_default();
                        if name != "*" && name != "UF_*" {
                            check_column(fields, name)?;
                        }
                    }
                    return Ok(());
                }
                "a list of field names"
            }
            Self::Filter(fields) => {
                if let Value::Map(conditions) = value {
                    return filter::check(fields, conditions);
                }
                "an object of conditions"
            }
        };
        Err(takes(name, expected, value))
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

/// Rejects unknown names, which the portal would silently ignore.
fn check_column(fields: &Fields, name: &str) -> Result<()> {
    if fields.is_custom(name) || fields.column(name).is_some() {
        return Ok(());
    }
    let mut suggestion = Suggestion::new(name);
    fields.offer_columns(&mut suggestion);
    Err(Error::input("UNKNOWN_FIELD", text!("field \"{}\" is unknown{}", name, suggestion.text())))
}

pub(super) fn takes(name: &str, expected: &str, value: &Value) -> Error {
    let given = match value {
        Value::Number(number) => number.as_str(),
        // The type alone does not show the problem.
        Value::Text(_) | Value::List(_) => "this",
        other => other.describe(),
    };
    invalid(name, &text!("takes {}, not {}", expected, given))
}

pub(crate) fn invalid(name: &str, problem: &str) -> Error {
    Error::input("INVALID_PARAMETER", text!("parameter \"{}\" {}", name, problem))
}
