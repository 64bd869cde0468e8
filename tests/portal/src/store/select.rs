//! The fields that a list contains.

use super::entity::Entity;
use super::field::{Field, Kind};
use super::style::Style;
use crate::php::Value;

/// Returns the fields that `select` names; unknown names are ignored, and the identifier is always
/// there. `*` stands for all fields except multi-fields and, in some families, custom ones; `UF_*`
/// for all custom ones. Without names it is `*`.
pub(super) fn select(
    entity: &'static Entity,
    names: Option<&Value>,
    style: Style,
) -> Vec<&'static Field> {
    let names: Vec<String> = match names {
        Some(Value::Array(names)) => {
            names.values().map(|name| name.to_text().into_owned()).collect()
        }
        _ => Vec::new(),
    };
    let is_plain = |field: &Field| {
        style.has(field)
            && field.kind != Kind::Contacts
            && (style.selects_custom || !field.is_custom())
    };
    let is_named = |field: &Field| {
        names.iter().any(|name| match name.as_str() {
            "*" => is_plain(field),
            "UF_*" => field.is_custom(),
            name => style.accepts(field, name),
        })
    };
    let is_selected = |field: &&Field| match names.is_empty() {
        true => is_plain(field),
        false => field.name == "ID" || is_named(field),
    };
    entity.fields.iter().filter(is_selected).collect()
}
