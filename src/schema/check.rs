//! The parameters of a call, checked by its method's definition.

use super::definition::Definition;
use super::field::Type;
use super::param::{invalid, takes};
use super::{filter, input};
use crate::error::{Error, Result};
use crate::suggest::did_you_mean;
use crate::wire::{Map, Value, reference};

/// The name of the parameter for conditions.
const FILTER: &str = "filter";

impl Definition {
    /// Checks parameters, and puts them as the portal wants them. In a batch, a value may be a
    /// reference to an earlier result in the place of any other.
    ///
    /// # Errors
    ///
    /// An error of kind [`Input`](crate::error::ErrorKind::Input) that names what is wrong and what was
    /// probably meant.
    pub fn check(&self, params: &mut Map, in_batch: bool) -> Result<()> {
        check(self, params, in_batch)?;
        (self.normalize_params)(params)
    }
}

/// Checks every parameter and puts it as the method wants it.
///
/// Names are taken in any case, since the documentation itself writes `filter` and `FILTER`; null
/// is a parameter that is not given, but not the name of a condition: the portal would answer with
/// everybody.
///
/// # Errors
///
/// `UNKNOWN_PARAMETER`, `MISSING_PARAMETER` and `INVALID_PARAMETER`, and what a filter is refused
/// for.
fn check(method: &Definition, params: &mut Map, in_batch: bool) -> Result<()> {
    let mut conditions = Map::new();
    for (name, value) in params.entries_mut() {
        let known = method.params.iter().find(|param| param.name.eq_ignore_ascii_case(name));
        // A department's `SORT` is a field, and with a text it is `sort` in another case.
        let is_param = known.is_some() && value.as_text().is_some();
        let is_condition = |fields| !is_param && filter::is_condition(fields, name);
        if method.flat_conditions.is_some_and(is_condition) {
            // What is left here is dropped with the parameters that are not given.
            conditions.push(std::mem::take(name), std::mem::take(value));
        } else if let Some(param) = known {
            param.name.clone_into(name);
            if !is_left(value, in_batch) {
                param.kind.check(name, value, in_batch)?;
            }
        } else {
            check_field(method, name, value, in_batch)?;
        }
    }
    params.remove_nulls();
    if let Some((name, _)) = conditions.iter().next()
        && params.get(FILTER).is_some()
    {
        // The portal would ignore it there.
        return Err(unknown(name, "; conditions on fields go into \"filter\""));
    }
    if let Some(fields) = method.flat_conditions
        && !conditions.is_empty()
    {
        filter::check(fields, &mut conditions, in_batch)?;
        params.insert(FILTER, conditions);
    }
    for param in method.params {
        if param.required && params.get(param.name).is_none() {
            let problem = format!("the parameter \"{}\" is needed", param.name);
            return Err(Error::input("MISSING_PARAMETER", problem));
        }
    }
    match params.duplicate_key() {
        Some(name) => Err(invalid(name, "is given twice")),
        None => Ok(()),
    }
}

/// Whether a value stays as it is: one that is not given, and a reference.
fn is_left(value: &Value, in_batch: bool) -> bool {
    *value == Value::Null || in_batch && reference::is_whole(value)
}

/// A record's field in the place of a parameter.
fn check_field(method: &Definition, name: &str, value: &mut Value, in_batch: bool) -> Result<()> {
    let ty = match method.writes {
        Some(fields) if fields.is_custom(name) => Type::Any,
        Some(fields) => match fields.writable(name) {
            Some(field) => field.ty,
            None => return Err(resembling(method, name)),
        },
        None => return Err(resembling(method, name)),
    };
    if is_left(value, in_batch) {
        return Ok(());
    }
    input::write(ty, value).map_err(|wanted| takes(name, wanted, value))
}

fn resembling(method: &Definition, name: &str) -> Error {
    let fields = method.writes.or(method.flat_conditions);
    let columns = fields.map_or(&[][..], |fields| fields.columns).iter().map(|field| field.name);
    let params = method.params.iter().map(|param| param.name);
    unknown(name, &did_you_mean(name, &mut params.chain(columns)))
}

fn unknown(name: &str, advice: &str) -> Error {
    Error::input("UNKNOWN_PARAMETER", format!("no parameter \"{name}\"{advice}"))
}
