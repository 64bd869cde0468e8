//! `*.field.list` and `*.field.get`: the descriptions of the fields of a kind of record.

use super::error::{Failure, INVALID_SELECT};
use super::kind::Field;
use super::method::{Call, member};
use crate::php::{Array, Value};

/// The members of a description.
static MEMBERS: [&str; 11] = [
    "name",
    "type",
    "title",
    "description",
    "validationRules",
    "requiredGroups",
    "filterable",
    "sortable",
    "editable",
    "multiple",
    "elementType",
];

/// Handles `.field.list`: returns the descriptions, with the members of `select`.
pub(super) fn list(call: &mut Call) -> Result<Value, Failure> {
    let members = members(call)?;
    let described = call.rules.fields().map(|field| describe(field, &members));
    Ok(member("items", described.collect::<Vec<_>>()))
}

/// Handles `.field.get`: returns the description of the field `name`.
pub(super) fn get(call: &mut Call) -> Result<Value, Failure> {
    let name = call.required_text("name")?;
    let members = members(call)?;
    let field = call.rules.field(&name).map_err(|_| Failure::unknown_field(&name))?;
    Ok(member("item", describe(field, &members)))
}

fn members(call: &Call) -> Result<Vec<String>, Failure> {
    let names = match call.parameters.get("select") {
        Some(Value::Array(names)) if !names.is_empty() => names,
        Some(Value::Array(_) | Value::Null) | None => {
            return Ok(MEMBERS.map(str::to_owned).to_vec());
        }
        Some(_) => return Err(Failure::new(INVALID_SELECT, "`select` must be an array")),
    };
    let read = |name: &Value| {
        let text = name.to_text();
        match MEMBERS.contains(&text.as_ref()) {
            true => Ok(text.into_owned()),
            false => Err(Failure::unknown_property(&text, "field")),
        }
    };
    names.values().map(read).collect()
}

fn describe(field: &Field, members: &[String]) -> Array {
    let value = |name: &str| -> Value {
        match name {
            "name" => field.name.into(),
            "type" => field.ty.name().into(),
            "title" => title(field.name).into(),
            "validationRules" => Array::new().into(),
            "requiredGroups" if field.required => vec!["add"].into(),
            "filterable" => field.filterable.into(),
            "sortable" => field.sortable.into(),
            "editable" => field.editable.into(),
            "multiple" => field.ty.element_name().is_some().into(),
            "elementType" => field.ty.element_name().into(),
            _ => Value::Null,
        }
    };
    let described = MEMBERS.iter().filter(|name| members.iter().any(|known| known == *name));
    described.map(|name| (*name, value(name))).collect()
}

/// Returns the caption: `Creator id` for `creatorId`.
fn title(name: &str) -> String {
    let mut title = String::new();
    for letter in name.chars() {
        if title.is_empty() {
            title.extend(letter.to_uppercase());
        } else if letter.is_uppercase() {
            title.push(' ');
            title.extend(letter.to_lowercase());
        } else {
            title.push(letter);
        }
    }
    title
}
