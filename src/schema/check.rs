//! Checks of a call's parameters by its method's definition.

use super::definition::Definition;
use super::field::Type;
use super::param::{invalid, takes};
use super::{filter, input};
use crate::error::{Error, Result};
use crate::suggest::Suggestion;
use crate::wire::{Map, Value, batch_text};

/// The parameter that holds the conditions.
const FILTER: &str = "filter";

impl Definition {
    /// Checks and normalizes parameters. Any value may be a reference to an earlier result of a
    /// batch.
    ///
    /// # Errors
    ///
    /// An error of kind [`Input`](crate::error::ErrorKind::Input), for a misspelt name with a
    /// suggestion.
    pub fn check(&self, params: &mut Map) -> Result<()> {
        check(self, params)?;
        (self.normalize_params)(params)
    }
}

/// Checks and normalizes every parameter.
///
/// Names are accepted in any case, since the documentation has both `filter` and `FILTER`. Null is
/// an omitted parameter, but not an omitted condition: the portal would return every row.
///
/// # Errors
///
/// `UNKNOWN_PARAMETER`, `MISSING_PARAMETER`, `INVALID_PARAMETER`, and the errors of a filter.
fn check(method: &Definition, params: &mut Map) -> Result<()> {
    let mut conditions = Map::new();
    for (name, value) in params.entries_mut() {
        let known = method.params.iter().find(|param| param.name.eq_ignore_ascii_case(name));
        // `SORT` with a text is the parameter `sort`; otherwise it is a department's field.
        let is_param = known.is_some() && value.as_text().is_some();
        let is_condition = |fields| !is_param && filter::is_condition(fields, name);
        if method.flat_conditions.is_some_and(is_condition) {
            // The null that is left here is removed below.
            conditions.push(std::mem::take(name), std::mem::take(value));
        } else if let Some(param) = known {
            param.name.clone_into(name);
            if !is_unchecked(value) {
                param.kind.check(name, value)?;
            }
        } else {
            check_field(method, name, value)?;
        }
    }
    params.remove_nulls();
    if let Some((name, _)) = conditions.iter().next()
        && params.get(FILTER).is_some()
    {
        // The portal would ignore such a condition.
        return Err(unknown(name, "; conditions on fields go into \"filter\""));
    }
    if let Some(fields) = method.flat_conditions
        && !conditions.is_empty()
    {
        filter::check(fields, &mut conditions)?;
        params.insert(FILTER, conditions);
    }
    for param in method.params {
        if param.required && params.get(param.name).is_none() {
            let problem = text!("parameter \"{}\" is required", param.name);
            return Err(Error::input("MISSING_PARAMETER", problem));
        }
    }
    match params.invalid_name() {
        Some((name, problem)) => Err(invalid(name, problem)),
        None => Ok(()),
    }
}

/// Returns whether a value is not checked: an omitted one or a reference.
fn is_unchecked(value: &Value) -> bool {
    *value == Value::Null || batch_text::is_whole(value)
}

/// Checks a record's field that is given as a parameter.
fn check_field(method: &Definition, name: &str, value: &mut Value) -> Result<()> {
    let ty = match method.writes {
        Some(fields) if fields.is_custom(name) => Type::Any,
        Some(fields) => match fields.writable(name) {
            Some(field) => field.ty,
            None => return Err(unknown_with_hint(method, name)),
        },
        None => return Err(unknown_with_hint(method, name)),
    };
    if is_unchecked(value) {
        return Ok(());
    }
    input::write(ty, value).map_err(|expected| takes(name, expected, value))
}

fn unknown_with_hint(method: &Definition, name: &str) -> Error {
    let mut suggestion = Suggestion::new(name);
    for param in method.params {
        suggestion.offer(param.name);
    }
    if let Some(fields) = method.writes.or(method.flat_conditions) {
        fields.offer_columns(&mut suggestion);
    }
    unknown(name, &suggestion.text())
}

fn unknown(name: &str, advice: &str) -> Error {
    Error::input("UNKNOWN_PARAMETER", text!("parameter \"{}\" is unknown{}", name, advice))
}
