//! The TypeScript types of values.

use crate::schema::{Definition, Fields, Paging, ParamKind, Shape, Type};

/// Returns the type of a value in a record.
pub(super) fn read(ty: Type) -> String {
    let plain = match ty {
        Type::Id => "number",
        Type::Integer | Type::Reference => "number | null",
        Type::Flag | Type::OnlyTrue => "boolean | null",
        Type::Text
        | Type::NonEmptyText
        | Type::Picture
        | Type::File
        | Type::Search
        | Type::DateTime => "string | null",
        Type::Ids => "number[]",
        Type::Texts => "string[]",
        Type::Map => "Record<string, unknown>",
        Type::Labels => "Record<string, string | null>",
        Type::CountsById => "Map<number, number>",
        Type::Any => "unknown",
        Type::Record(fields) => fields.record,
        Type::OptionalRecord(fields) => return format!("{} | null", fields.record),
    };
    plain.to_owned()
}

/// Returns the type of a whole value of a result, which is never missing.
fn whole(ty: Type) -> String {
    match ty {
        Type::Flag => "boolean".to_owned(),
        Type::Text => "string".to_owned(),
        other => read(other),
    }
}

/// Returns the type of an input value.
pub(super) fn written(ty: Type) -> &'static str {
    match ty {
        Type::Id | Type::Reference => "Identifier",
        Type::Integer => "number",
        Type::Flag | Type::OnlyTrue => "boolean",
        Type::Text | Type::NonEmptyText | Type::Picture | Type::Search => "string",
        Type::DateTime => "string | Date",
        Type::Ids => "Identifier | readonly Identifier[]",
        Type::Texts => "string | readonly string[]",
        Type::File => "readonly [name: string, base64: string]",
        _ => "unknown",
    }
}

/// Returns the type of a condition in a filter without operators.
pub(super) fn equal(ty: Type) -> &'static str {
    match ty {
        Type::Id | Type::Reference | Type::Ids => "Identifier | readonly Identifier[]",
        Type::Integer => "number | readonly number[]",
        other => written(other),
    }
}

/// Returns the type of a parameter.
pub(super) fn param(kind: &ParamKind) -> String {
    let names = |fields: &Fields, more: &str| {
        let custom = if fields.rules.custom { " | `UF_${string}`" } else { "" };
        format!("keyof {}{custom}{more}", fields.record)
    };
    match kind {
        ParamKind::Value(ty) => written(*ty).to_owned(),
        ParamKind::UpTo(_) => "number".to_owned(),
        ParamKind::Switch => "boolean".to_owned(),
        ParamKind::OneOf(words) => {
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ")
        }
        ParamKind::MinLength(_) => "string".to_owned(),
        ParamKind::JsonIds => "Ids".to_owned(),
        ParamKind::FieldName(fields) => names(fields, ""),
        ParamKind::FieldNames(fields) => {
            format!("readonly ({})[]", names(fields, " | '*' | 'UF_*'"))
        }
        ParamKind::Filter(fields) => format!("{}Filter", fields.record),
    }
}

/// Returns the type of a result.
pub(super) fn result(shape: Shape) -> String {
    match shape {
        Shape::One(ty) => whole(ty),
        Shape::List(ty) => list(ty),
        Shape::Keyed(ty) => format!("Map<number, {}>", whole(ty)),
        Shape::KeyedLists(ty) => format!("Map<number, {}>", list(ty)),
    }
}

fn list(ty: Type) -> String {
    let row = whole(ty);
    if row.contains(' ') { format!("({row})[]") } else { format!("{row}[]") }
}

/// Returns the type of a row of the method's list; `None` if it returns everything at once.
pub(super) fn row(method: &Definition, shape: Shape) -> Option<String> {
    match shape {
        _ if method.paging == Paging::None => None,
        Shape::List(ty) | Shape::Keyed(ty) => Some(whole(ty)),
        Shape::One(_) | Shape::KeyedLists(_) => None,
    }
}

/// Returns the fields of a result's records.
pub(super) fn records(shape: Shape) -> Option<&'static Fields> {
    match shape {
        Shape::One(ty) | Shape::List(ty) | Shape::Keyed(ty) | Shape::KeyedLists(ty) => record(ty),
    }
}

/// Returns the fields of a value that is a record.
pub(super) fn record(ty: Type) -> Option<&'static Fields> {
    match ty {
        Type::Record(fields) | Type::OptionalRecord(fields) => Some(fields),
        _ => None,
    }
}
