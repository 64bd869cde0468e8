//! What a Rust-side type is called in TypeScript.

use crate::schema::{Definition, Fields, Paging, Shape, Takes, Type};

/// What a value that came is.
pub(super) fn read(of: Type) -> String {
    let plain = match of {
        Type::Id => "number",
        Type::Integer | Type::Reference => "number | null",
        Type::Flag | Type::True => "boolean | null",
        Type::Text | Type::Filled | Type::Picture | Type::File | Type::Search | Type::DateTime => {
            "string | null"
        }
        Type::Ids => "number[]",
        Type::Texts => "string[]",
        Type::Map => "Record<string, unknown>",
        Type::Captions => "Record<string, string | null>",
        Type::Counts => "Map<number, number>",
        Type::Any => "unknown",
        Type::Record(fields) => fields.record,
        Type::Maybe(fields) => return format!("{} | null", fields.record),
    };
    plain.to_owned()
}

/// What a value of a result is. There, it is never missing.
fn whole(of: Type) -> String {
    match of {
        Type::Flag => "boolean".to_owned(),
        Type::Text => "string".to_owned(),
        other => read(other),
    }
}

/// What a value that goes may be.
pub(super) fn written(of: Type) -> &'static str {
    match of {
        Type::Id | Type::Reference => "Identifier",
        Type::Integer => "number",
        Type::Flag | Type::True => "boolean",
        Type::Text | Type::Filled | Type::Picture | Type::Search => "string",
        Type::DateTime => "string | Date",
        Type::Ids => "Identifier | readonly Identifier[]",
        Type::Texts => "string | readonly string[]",
        Type::File => "readonly [name: string, base64: string]",
        _ => "unknown",
    }
}

/// What a field is to a filter with operators.
pub(super) fn filtered(of: Type) -> &'static str {
    match of {
        Type::Id | Type::Integer | Type::Reference => "field.Id",
        Type::Flag => "field.Flag",
        Type::True => "field.True",
        Type::Text | Type::Filled | Type::Picture | Type::File => "field.Text",
        Type::DateTime => "field.DateTime",
        Type::Ids => "field.Ids",
        Type::Search => "field.Search",
        _ => "field.Custom",
    }
}

/// What a condition takes where a filter has no operators.
pub(super) fn equal(of: Type) -> &'static str {
    match of {
        Type::Id | Type::Reference | Type::Ids => "Identifier | readonly Identifier[]",
        Type::Integer => "number | readonly number[]",
        other => written(other),
    }
}

/// What a parameter takes.
pub(super) fn param(takes: &Takes) -> String {
    let names = |fields: &Fields, more: &str| {
        let custom = if fields.rules.custom { " | `UF_${string}`" } else { "" };
        format!("keyof {}{custom}{more}", fields.record)
    };
    match takes {
        Takes::Value(of) => written(*of).to_owned(),
        Takes::UpTo(_) => "number".to_owned(),
        Takes::Switch => "boolean".to_owned(),
        Takes::Word(words) => {
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ")
        }
        Takes::Phrase(_) => "string".to_owned(),
        Takes::Ids => "Ids".to_owned(),
        Takes::FieldName(fields) => names(fields, ""),
        Takes::FieldNames(fields) => format!("readonly ({})[]", names(fields, " | '*' | 'UF_*'")),
        Takes::Filter(fields) => format!("{}Filter", fields.record),
    }
}

/// What a result is.
pub(super) fn result(shape: Shape) -> String {
    match shape {
        Shape::One(of) => whole(of),
        Shape::List(of) => list(of),
        Shape::Keyed(of) => format!("Map<number, {}>", whole(of)),
        Shape::KeyedLists(of) => format!("Map<number, {}>", list(of)),
    }
}

fn list(of: Type) -> String {
    let row = whole(of);
    if row.contains(' ') { format!("({row})[]") } else { format!("{row}[]") }
}

/// What a row of the method's list is; `None` where it hands out everything at once.
pub(super) fn row(method: &Definition, shape: Shape) -> Option<String> {
    match shape {
        _ if method.paging == Paging::None => None,
        Shape::List(of) | Shape::Keyed(of) => Some(whole(of)),
        Shape::One(_) | Shape::KeyedLists(_) => None,
    }
}

/// The records that a result holds.
pub(super) fn records(shape: Shape) -> Option<&'static Fields> {
    match shape {
        Shape::One(of) | Shape::List(of) | Shape::Keyed(of) | Shape::KeyedLists(of) => record(of),
    }
}

/// The record that a value is.
pub(super) fn record(of: Type) -> Option<&'static Fields> {
    match of {
        Type::Record(fields) | Type::Maybe(fields) => Some(fields),
        _ => None,
    }
}
