//! The fields on which a filter may have conditions, with the types of their values: those of the list's
//! rows, of the record that `get` returns, and those that can be selected.

use super::super::data::{Member, Type};
use super::super::interfaces::Interfaces;
use super::super::names;
use super::facts::{Methods, find, has_conditions, record};

/// Adds the interface of a method's fields and returns its name, if the method's filter is a list of
/// conditions.
pub fn declare(
    name: &str,
    methods: &Methods,
    path: &str,
    interfaces: &mut Interfaces,
) -> Option<String> {
    let method = find(methods, name).filter(|method| has_conditions(method))?;
    let (stem, _) = name.rsplit_once('.')?;
    let get = find(methods, &format!("{stem}.get"));
    let records = [Some(method), get].into_iter().flatten();
    let mut fields: Vec<(&str, &str)> = Vec::new();
    let mut add = |name, ty| {
        if !fields.iter().any(|(known, _)| *known == name) {
            fields.push((name, ty));
        }
    };
    for (name, member) in
        records.clone().filter_map(|method| record(&method.result)).flat_map(|members| &members.0)
    {
        if let Some(ty) = value(member) {
            add(name, ty);
        }
    }
    for selected in records.filter_map(|method| method.params.get("select")) {
        for name in selected.values.iter().filter(|name| names::is_digits(name)) {
            add(name, "number");
        }
    }
    let lines: String =
        fields.iter().map(|(name, ty)| format!("  {}: {ty}\n", names::property(name))).collect();
    Some(interfaces.name(&format!("{path}FilterFields"), lines))
}

/// Returns the type of a scalar's values in a condition. A condition cannot test for null.
fn value(member: &Member) -> Option<&'static str> {
    fn of(ty: &Type) -> Option<&'static str> {
        match ty {
            Type::String | Type::Date => Some("string"),
            Type::Number | Type::Integer => Some("number"),
            Type::Boolean => Some("boolean"),
            Type::Datetime => Some("MomentV3"),
            Type::Union(types) => types.iter().find_map(of),
            _ => None,
        }
    }
    of(&member.ty)
}
