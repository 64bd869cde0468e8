//! The entities that have fields of one portal: `crm.deal`, `tasks.task`, `catalog.product`.

use std::collections::BTreeSet;

use super::data::{InOrder, Member, Method, Type};
use super::names;

/// The parameter with the values of an entity's fields.
pub const FIELDS: &str = "fields";

/// The methods that read or write an entity's fields.
const VERBS: [&str; 4] = ["add", "get", "list", "update"];

/// Entities whose custom fields no documented example contains.
const OTHERS: [&str; 5] = ["crm.company", "crm.lead", "crm.quote", "sale.order", "tasks.task"];

/// Returns the entities for which a documented method has a custom field.
pub fn find<'a>(methods: impl Iterator<Item = &'a (String, Method)>) -> BTreeSet<&'a str> {
    let mut entities = BTreeSet::from(OTHERS);
    for (name, method) in methods {
        if let Some(entity) = stem(name)
            && (has_custom(&method.params) || is_custom(&method.result))
        {
            entities.insert(entity);
        }
    }
    entities
}

/// Returns the entity whose fields a method reads or writes.
pub fn of<'a>(entities: &BTreeSet<&'a str>, name: &str) -> Option<&'a str> {
    entities.get(stem(name)?).copied()
}

fn stem(name: &str) -> Option<&str> {
    let (entity, verb) = name.rsplit_once('.')?;
    VERBS.contains(&verb).then_some(entity)
}

fn has_custom(members: &InOrder<Member>) -> bool {
    members.0.iter().any(|(name, member)| names::is_custom(name) || is_custom(&member.ty))
}

fn is_custom(ty: &Type) -> bool {
    match ty {
        Type::Object(members) => has_custom(members),
        Type::Array(ty) | Type::Record(ty) => is_custom(ty),
        Type::Union(types) => types.iter().any(is_custom),
        _ => false,
    }
}
