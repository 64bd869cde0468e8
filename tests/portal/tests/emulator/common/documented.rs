//! Comparisons of results with the documented types of `api/`.

use serde_json::Value;

/// Returns all differences between a value and a documented type. `method` begins their paths.
pub fn all_differences(value: &Value, mut wanted: Value, method: &str) -> Vec<String> {
    let mut differences = Vec::new();
    while let Some(text) = difference(value, &wanted, method) {
        let path = text.split([':', ' ']).next().unwrap().to_owned();
        differences.push(text);
        if !forget(&mut wanted, &path[method.len()..]) {
            break;
        }
    }
    differences
}

/// Returns where and how a value differs from a documented type. Members that are not documented
/// are no difference, because the documentation is not complete.
fn difference(value: &Value, wanted: &Value, path: &str) -> Option<String> {
    // The types are those of examples: a field without a value was null in some, and the other way
    // round.
    if value.is_null() {
        return None;
    }
    if let Some(name) = wanted.as_str() {
        let fits = match name {
            "string" | "datetime" | "date" => value.is_string(),
            "number" | "integer" => value.is_number(),
            "boolean" => value.is_boolean(),
            _ => true,
        };
        return (!fits).then(|| format!("{path}: {value} is no {name}"));
    }
    if let Some(types) = wanted["union"].as_array() {
        let fits = types.iter().any(|wanted| difference(value, wanted, path).is_none());
        return (!fits).then(|| format!("{path}: {value} is none of {types:?}"));
    }
    if let Some(element) = wanted.get("array") {
        let Some(values) = value.as_array() else {
            return Some(format!("{path}: {value} is no list"));
        };
        return values
            .iter()
            .enumerate()
            .find_map(|(index, value)| difference(value, element, &format!("{path}[{index}]")));
    }
    if let Some(element) = wanted.get("record") {
        let entries = value.as_object().into_iter().flatten();
        return entries
            .into_iter()
            .find_map(|(name, value)| difference(value, element, &format!("{path}.{name}")));
    }
    if let Some(members) = wanted["object"].as_object() {
        return members.iter().find_map(|(name, member)| {
            let path = format!("{path}.{name}");
            match value.get(name) {
                Some(value) => difference(value, &member["type"], &path),
                None if member["optional"] == true || name.starts_with("UF_") => None,
                None => Some(format!("{path} is missing")),
            }
        });
    }
    None
}

/// Removes what a path names from a type, so that the next difference can be found.
fn forget(wanted: &mut Value, path: &str) -> bool {
    let mut place = wanted;
    let names: Vec<&str> = path.split('.').filter(|name| !name.is_empty()).collect();
    for (index, name) in names.iter().enumerate() {
        let name = name.split('[').next().unwrap();
        while let Some(inner) = place.get("array").is_some().then_some("array") {
            place = &mut place[inner];
        }
        let Some(members) = place.get_mut("object").and_then(Value::as_object_mut) else {
            return false;
        };
        if index + 1 == names.len() {
            return members.remove(name).is_some();
        }
        let Some(member) = members.get_mut(name) else { return false };
        place = &mut member["type"];
    }
    false
}
