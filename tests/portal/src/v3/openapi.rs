//! `rest.documentation.openapi`: an OpenAPI document of all methods.

use super::error::Failure;
use super::kind::{Field, Kind, Type};
use super::method::{Call, member};
use super::registry::{self, Entry};
use super::scope;
use crate::php::{Array, Value};
use crate::settings::Generation;

/// Handles `rest.documentation.openapi`: returns the document as the whole body.
pub(super) fn document(call: &mut Call) -> Result<Value, Failure> {
    let generation = call.rules.generation();
    let mut tags: Vec<&str> = Vec::new();
    let (mut paths, mut schemas) = (Array::new(), Array::new());
    for entry in registry::all() {
        let module = scope::module(entry.method.name);
        if !tags.contains(&module) {
            tags.push(module);
        }
        let path = match generation {
            Generation::A26 => format!("/{}", entry.method.name),
            Generation::J26 => entry.method.name.to_owned(),
        };
        paths.insert(path, operations(entry, module));
        if !entry.kind.fields.is_empty() {
            schemas.insert(entry.kind.name, schema(entry.kind));
        }
    }
    let mut info = Array::new();
    info.insert("title", "REST API");
    if generation == Generation::A26 {
        info.insert("version", "1.0.0");
    }
    let tags: Vec<Value> = tags.into_iter().map(|tag| member("name", tag)).collect();
    let mut document = Array::new();
    document.insert("openapi", "3.0.0");
    document.insert("info", info);
    document.insert("tags", tags);
    document.insert("paths", paths);
    document.insert("components", member("schemas", schemas));
    Ok(document.into())
}

fn operations(entry: &Entry, module: &str) -> Value {
    let mut operation = Array::new();
    operation.insert("tags", vec![module]);
    operation.insert("summary", entry.method.name);
    operation.insert("responses", responses(entry));
    let mut operations = Array::new();
    operations.insert("post", operation.clone());
    if entry.method.parameterless {
        operations.insert("get", operation);
    }
    operations.into()
}

/// Describes the reply. That of a list is wrong in the portal's document, too: an array rather than
/// an object with `items`.
fn responses(entry: &Entry) -> Value {
    let reference = match entry.kind.fields.is_empty() {
        true => member("type", "object"),
        false => member("$ref", format!("#/components/schemas/{}", entry.kind.name)),
    };
    let is_list = entry.method.name.ends_with(".list");
    let schema = match is_list {
        true => {
            let mut list = Array::new();
            list.insert("type", "array");
            list.insert("items", reference);
            list.into()
        }
        false => reference,
    };
    let mut response = Array::new();
    response.insert("description", "OK");
    response.insert("content", member("application/json", member("schema", schema)));
    let responses: Array = [("200", response)].into_iter().collect();
    Value::Object(responses)
}

fn schema(kind: &Kind) -> Value {
    let properties: Array = kind.fields.iter().map(|field| (field.name, property(field))).collect();
    let mut schema = Array::new();
    schema.insert("type", "object");
    schema.insert("properties", properties);
    schema.into()
}

/// Describes a field. The type `float` is none of OpenAPI, but one of the portal's document.
fn property(field: &Field) -> Array {
    let ty = match field.ty {
        Type::Int => "integer",
        Type::Float => "float",
        Type::Bool => "boolean",
        Type::Text | Type::Words(_) | Type::Codes(_) => "string",
        Type::Date | Type::DateTime | Type::Utc => "string",
        Type::Ints | Type::Texts => "array",
        Type::Object => "object",
    };
    let mut property = Array::new();
    property.insert("type", ty);
    if let Some(element) = field.ty.element_name() {
        let element = if element == "int" { "integer" } else { element };
        property.insert("items", member("type", element));
    }
    property
}
