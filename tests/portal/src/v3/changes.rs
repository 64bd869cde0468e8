//! The values of `fields` in additions and updates.

use super::error::Failure;
use super::kind::{Field, Source};
use super::method::wrong_type;
use super::rules::Rules;
use crate::php::{Array, Value};
use crate::settings::Generation;
use crate::store::{Datum, Row};

/// Reads the fields of a new record.
///
/// The portal sets those that a caller may not set.
pub(super) fn new_record(rules: &Rules, input: &Array) -> Result<Row, Failure> {
    let mut row = Row::default();
    for (name, value) in input.iter() {
        let field = rules.field(&name.to_text())?;
        if field.settable {
            set(&mut row, rules, field, value)?;
        }
    }
    let is_missing = |field: &&'static Field| {
        field.required && input.get(field.name).is_none_or(|value| matches!(value, Value::Null))
    };
    match rules.fields().find(is_missing) {
        Some(field) => Err(Failure::required(field.name)),
        None => Ok(row),
    }
}

/// Reads the changes of a record.
pub(super) fn update(rules: &Rules, input: &Array) -> Result<Row, Failure> {
    let mut row = Row::default();
    for (name, value) in input.iter() {
        let field = rules.field(&name.to_text())?;
        if !field.editable {
            let problem = format!("Field `{}` is not editable", field.name);
            return Err(Failure::invalid(field.name, problem));
        }
        set(&mut row, rules, field, value)?;
    }
    Ok(row)
}

fn set(row: &mut Row, rules: &Rules, field: &'static Field, value: &Value) -> Result<(), Failure> {
    let generation = rules.generation();
    let datum = match (generation, value) {
        (Generation::A26, Value::Null) if field.nullable => Some(Datum::Null),
        (Generation::A26, value) => field.ty.assigned(value, generation),
        (Generation::J26, value) => field.ty.strict(value, generation),
    };
    let datum = datum.ok_or_else(|| wrong_type(field.name, field.ty.name()))?;
    if let Source::Column(column) = field.source {
        row.set(column, field.ty.stored(datum));
    }
    Ok(())
}
