//! Filters: conditions on fields, checked before sending.
//!
//! The portal drops a condition on an unknown field and returns every row, so this module refuses
//! such conditions.

use std::marker::PhantomData;

use super::field::{Field, Fields, Type};
use super::input::looks_like_date;
use crate::error::{Error, Result};
use crate::suggest::did_you_mean;
use crate::wire::batch_text::is_whole;
use crate::wire::{Map, Value, php};

/// The operator of a condition, sent as a prefix of the field's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operator {
    /// No prefix. Equal; the portal reads `%` and `_` in text as wildcards here.
    Is,
    /// `=` Equal.
    Equals,
    /// `!` Not equal.
    Not,
    /// `!=` Not equal.
    NotEquals,
    /// `>` Greater, or later.
    Greater,
    /// `>=` Greater, later or equal.
    AtLeast,
    /// `<` Less, or earlier.
    Less,
    /// `<=` Less, earlier or equal.
    AtMost,
    /// `@` One of a list.
    In,
    /// `!@` None of a list.
    NotIn,
    /// `%` Contains the text.
    Contains,
    /// `!%` Does not contain the text.
    NotContains,
    /// `=%` Matches a pattern in which `%` stands for any text.
    Like,
    /// `%=` Matches a pattern in which `%` stands for any text.
    LikeAlias,
    /// `!=%` Does not match a pattern in which `%` stands for any text. Some portals of 2026 know
    /// neither it nor its alias, and ignore the condition.
    NotLike,
    /// `!%=` Does not match a pattern in which `%` stands for any text.
    NotLikeAlias,
}

/// The operators with the same rules for their values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Equality,
    List,
    Range,
    Pattern,
}

/// The operators by prefix, longer ones first, so that `!=%` is not read as `!=`.
pub(crate) static OPERATORS: &[(&str, Operator, Family)] = &[
    ("!=%", Operator::NotLike, Family::Pattern),
    ("!%=", Operator::NotLikeAlias, Family::Pattern),
    ("!@", Operator::NotIn, Family::List),
    ("!%", Operator::NotContains, Family::Pattern),
    ("!=", Operator::NotEquals, Family::Equality),
    (">=", Operator::AtLeast, Family::Range),
    ("<=", Operator::AtMost, Family::Range),
    ("=%", Operator::Like, Family::Pattern),
    ("%=", Operator::LikeAlias, Family::Pattern),
    ("=", Operator::Equals, Family::Equality),
    ("!", Operator::Not, Family::Equality),
    (">", Operator::Greater, Family::Range),
    ("<", Operator::Less, Family::Range),
    ("@", Operator::In, Family::List),
    ("%", Operator::Contains, Family::Pattern),
    ("", Operator::Is, Family::Equality),
];

/// The prefixes, for messages and declarations.
pub(crate) const PREFIXES: &str = "= != ! > >= < <= @ !@ % !% =% %= !=% !%=";

impl Operator {
    /// Returns the prefix.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        OPERATORS
            .iter()
            .find(|(_, operator, _)| *operator == self)
            .map_or("", |(prefix, ..)| prefix)
    }
}

/// Conditions on the fields `F` of a record, combined with AND.
///
/// ```
/// use b24_wasm::{Filter, methods::user};
///
/// let filter = Filter::new()
///     .not_contains(user::Field::LastName, "an")
///     .is_in(user::Field::PersonalCity, ["New York", "Los Angeles"]);
/// assert!(filter.conditions().get("!%LAST_NAME").is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter<F> {
    conditions: Map,
    fields: PhantomData<F>,
}

impl<F> Default for Filter<F> {
    fn default() -> Self {
        Self { conditions: Map::new(), fields: PhantomData }
    }
}

impl<F> From<Filter<F>> for Value {
    fn from(filter: Filter<F>) -> Self {
        Self::Map(filter.conditions)
    }
}

macro_rules! conditions {
    ($($(#[$meta:meta])* $name:ident $operator:ident,)*) => {$(
        $(#[$meta])*
        #[must_use]
        pub fn $name(self, field: F, value: impl Into<Value>) -> Self {
            self.and(field, Operator::$operator, value)
        }
    )*};
}

impl<F: Into<String>> Filter<F> {
    /// Creates a filter without conditions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition with any operator.
    #[must_use]
    pub fn and(mut self, field: F, operator: Operator, value: impl Into<Value>) -> Self {
        let field: String = field.into();
        self.conditions.push(format!("{}{field}", operator.prefix()), value.into());
        self
    }

    /// Returns the conditions by prefixed field name, as sent.
    #[must_use]
    pub fn conditions(&self) -> &Map {
        &self.conditions
    }

    conditions! {
        /// The field equals the value, in which `%` and `_` are wildcards.
        is Is,
        /// The field equals the value; with a list, one of its values.
        equals Equals,
        /// The field differs from the value; with a list, from each of its values.
        not_equals NotEquals,
        /// The field is greater or later than the value.
        greater_than Greater,
        /// The field is greater, later or equal.
        at_least AtLeast,
        /// The field is less or earlier than the value.
        less_than Less,
        /// The field is less, earlier or equal.
        at_most AtMost,
        /// The field is one of the list.
        is_in In,
        /// The field is none of the list.
        not_in NotIn,
        /// The field contains the text.
        contains Contains,
        /// The field does not contain the text.
        not_contains NotContains,
        /// The field matches a pattern in which `%` stands for any text.
        like Like,
        /// The field does not match a pattern in which `%` stands for any text. Some portals of
        /// 2026 do not know this operator and ignore the condition.
        not_like NotLike,
    }
}

/// Returns whether `key` is a condition: a known field, or any name after an operator.
pub(crate) fn is_condition(fields: &Fields, key: &str) -> bool {
    let (_, name) = split(key);
    name != key || fields.filterable(name).is_some() || fields.is_custom(name)
}

/// Checks the operator, field and value of each condition, and normalizes the values. In a batch, a
/// value may be a reference to an earlier result.
///
/// # Errors
///
/// `UNKNOWN_FIELD` with a suggestion, `UNKNOWN_OPERATOR`, `INVALID_CONDITION`.
pub(crate) fn check(fields: &Fields, conditions: &mut Map, in_batch: bool) -> Result<()> {
    for (key, value) in conditions.entries_mut() {
        check_condition(fields, key, value, in_batch)?;
    }
    match conditions.duplicate_key() {
        Some(key) => Err(invalid(key, "is given twice")),
        None => Ok(()),
    }
}

fn split(key: &str) -> (Family, &str) {
    for &(prefix, _, family) in OPERATORS {
        if let Some(name) = key.strip_prefix(prefix) {
            return (family, name);
        }
    }
    (Family::Equality, key)
}

fn check_condition(fields: &Fields, key: &str, value: &mut Value, in_batch: bool) -> Result<()> {
    let (family, name) = split(key);
    let ty = match fields.filterable(name) {
        Some(Field { ty, .. }) => *ty,
        None if fields.is_custom(name) => Type::Any,
        None => return Err(unknown(fields, key, name)),
    };
    let has_prefixes = fields.rules.operators && supports_prefixes(ty);
    if !supports(ty, family) || (!has_prefixes && key != name) {
        return Err(invalid(key, "has an operator unsupported by the field"));
    }
    if in_batch && is_whole(value) {
        return Ok(());
    }
    let lists = takes_lists(ty) && (fields.rules.operators || ty != Type::Text);
    match (family, value) {
        (Family::Equality | Family::List, Value::List(items)) if lists => {
            // Only for identifiers is it known that an empty list matches nothing.
            if items.is_empty() && ty != Type::Id {
                return Err(invalid(key, "takes a list that is not empty"));
            }
            for item in items {
                scalar(ty, key, item)?;
            }
            Ok(())
        }
        (Family::List, _) => Err(invalid(key, "takes a list")),
        (_, value) => scalar(ty, key, value),
    }
}

/// Returns whether a field supports operators with a prefix.
pub(crate) fn supports_prefixes(ty: Type) -> bool {
    !matches!(ty, Type::Search | Type::True)
}

/// Returns whether a field supports the operators of a family.
pub(crate) fn supports(ty: Type, family: Family) -> bool {
    match family {
        Family::Equality => true,
        Family::List => takes_lists(ty),
        Family::Range => {
            matches!(ty, Type::Id | Type::DateTime | Type::Text | Type::File | Type::Any)
        }
        Family::Pattern => matches!(ty, Type::Text | Type::File | Type::Any),
    }
}

/// Returns whether a condition may have a list. For the other types, the portal reads a list as
/// true, or searches for the word "Array".
fn takes_lists(ty: Type) -> bool {
    !matches!(ty, Type::Flag | Type::True | Type::Search)
}

fn scalar(ty: Type, key: &str, value: &mut Value) -> Result<()> {
    let expected = match (ty, &*value) {
        (_, Value::List(_) | Value::Map(_)) => "a single value",
        (_, Value::Null) => "a value, not null or undefined; \"\" matches an empty field",
        (Type::Flag, _) => {
            if let Some(on) = php::flag(value) {
                *value = Value::from(if on { "Y" } else { "N" });
                return Ok(());
            }
            "true or false"
        }
        (Type::True, _) => {
            if php::flag(value) == Some(true) {
                *value = Value::from("Y");
                return Ok(());
            }
            "only true"
        }
        (Type::Id | Type::Ids | Type::Integer | Type::Reference, value)
            if php::integer(value).is_none() =>
        {
            "a whole number"
        }
        (Type::Text | Type::File, Value::Bool(_)) => "a text",
        (Type::DateTime, value) if !looks_like_date(value) => "an ISO 8601 date",
        (Type::Search, value) if !is_searchable(value) => {
            "a number or a word of three characters or more; the portal ignores shorter ones and \
             would return everybody"
        }
        _ => return Ok(()),
    };
    Err(invalid(key, &format!("takes {expected}")))
}

fn is_searchable(value: &Value) -> bool {
    let mut characters = 0;
    let text = value.as_text().unwrap_or_default();
    let has_long_word = text.bytes().any(|byte| {
        let is_separator = byte.is_ascii() && !byte.is_ascii_alphanumeric();
        let starts_character = byte & 0xC0 != 0x80;
        characters = if is_separator { 0 } else { characters + i32::from(starts_character) };
        characters >= 3
    });
    has_long_word || php::integer(value).is_some()
}

fn unknown(fields: &Fields, key: &str, name: &str) -> Error {
    if name.as_bytes().first().is_some_and(|first| !first.is_ascii_alphanumeric()) {
        let problem = format!("\"{key}\" has an unknown operator; use {PREFIXES}");
        return Error::input("UNKNOWN_OPERATOR", problem);
    }
    let mut names = fields.columns.iter().chain(fields.filter_only).map(|field| field.name);
    let problem = format!("filter field \"{name}\" is unknown{}", did_you_mean(name, &mut names));
    Error::input("UNKNOWN_FIELD", problem)
}

fn invalid(key: &str, problem: &str) -> Error {
    Error::input("INVALID_CONDITION", format!("condition \"{key}\" {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_list_every_prefix() {
        let mut listed: Vec<&str> = PREFIXES.split(' ').chain([""]).collect();
        let mut known: Vec<&str> = OPERATORS.iter().map(|(prefix, ..)| *prefix).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }

    #[test]
    fn reads_longest_prefix() {
        for (prefix, operator, _) in OPERATORS {
            let key = format!("{prefix}NAME");
            let (_, name) = split(&key);
            assert_eq!((name, operator.prefix()), ("NAME", *prefix));
        }
    }
}
