//! Rows of the emulated portal with other values of some fields.

use b24_wasm::schema::{Fields, Type};
use portal::php::{Array, Value};

use super::random::Random;
use super::target::record_of;

/// The names of a field: its own, below those of the records that contain it.
pub type Path = Vec<&'static str>;

/// Returns the paths of all fields of a record.
pub fn paths(fields: &Fields) -> Vec<Path> {
    let mut found = Vec::new();
    for field in fields.columns {
        found.push(vec![field.name]);
        for mut path in record_of(field.ty).map(paths).unwrap_or_default() {
            path.insert(0, field.name);
            found.push(path);
        }
    }
    found
}

/// Sets a field, within records that are added if they are missing.
pub fn set(row: &mut Array, fields: &Fields, path: &[&'static str], value: Value) {
    let (name, rest) = path.split_first().unwrap();
    if rest.is_empty() {
        row.insert(*name, value);
        return;
    }
    let column = fields.columns.iter().find(|field| field.name == *name).unwrap();
    let inner = record_of(column.ty).unwrap();
    let mut record = match row.get(*name) {
        Some(Value::Array(record)) if !record.is_empty() => record.clone(),
        _ => minimal(inner),
    };
    set(&mut record, inner, rest, value);
    row.insert(*name, record);
}

/// Returns a row with nothing but its identifiers.
pub fn minimal(fields: &Fields) -> Array {
    let ids = fields.columns.iter().filter(|field| field.ty == Type::Id);
    ids.map(|field| (field.name, 5_i64)).collect()
}

/// Returns a row without some of its fields, seldom without its identifier.
pub fn without_some(row: &Array, random: &mut Random) -> Array {
    let mut rest = Array::new();
    for (name, value) in row.iter() {
        let is_id = name.to_text().eq_ignore_ascii_case("id");
        if random.below(if is_id { 50 } else { 3 }) > 0 {
            rest.insert(name.clone(), value.clone());
        }
    }
    rest
}

/// Returns the rows in results of the portal: objects with the identifiers of the record, or any
/// object if it has none.
pub fn rows(results: &[serde_json::Value], fields: &Fields) -> Vec<Array> {
    let ids: Vec<_> = minimal(fields).keys().map(|key| key.to_text()).collect();
    let mut rows = Vec::new();
    for result in results {
        collect(result, &ids, &mut rows);
    }
    rows.push(minimal(fields));
    rows
}

fn collect(value: &serde_json::Value, ids: &[String], rows: &mut Vec<Array>) {
    match value {
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, ids, rows)),
        serde_json::Value::Object(members) if ids.iter().all(|id| members.contains_key(id)) => {
            rows.extend(to_php(value).as_array().cloned());
        }
        serde_json::Value::Object(members) => {
            members.values().for_each(|member| collect(member, ids, rows));
        }
        _ => {}
    }
}

/// Converts a value of a response; an empty object stays one.
fn to_php(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Object(members) if members.is_empty() => Value::Object(Array::new()),
        serde_json::Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.as_str(), to_php(value)));
            members.collect::<Array>().into()
        }
        serde_json::Value::Array(items) => items.iter().map(to_php).collect::<Vec<_>>().into(),
        scalar => scalar.clone().into(),
    }
}
