//! The types of results: what may come, open to more, and `unknown` rather than wrong.

use super::data::{InOrder, Member, Type};
use super::input::{grouped, union};
use super::interfaces::Interfaces;
use super::names;

/// A result and the rows of its list.
#[derive(Debug)]
pub struct Output {
    pub ty: String,
    pub row: Option<String>,
}

/// What is known of a method's result beside its type.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The beginning of the names of its interfaces.
    pub path: &'a str,
    /// The member with the rows of a list; empty if the result itself is the list.
    pub rows: Option<&'a str>,
    /// The member that each row has, if a parameter selects the others.
    pub selected: Option<&'a str>,
    /// The entity whose custom fields an app may declare.
    pub entity: Option<&'a str>,
}

/// Returns the type of a method's result.
pub fn result(ty: &Type, context: Context<'_>, interfaces: &mut Interfaces) -> Output {
    let path = format!("{}Result", context.path);
    match (ty, context.rows) {
        (Type::Array(row), Some("")) => {
            let row = self::row(row, context, interfaces);
            Output { ty: list(&row), row: Some(row) }
        }
        (Type::Object(members), Some(rows)) if is_list(members, rows) => {
            let mut found = None;
            let ty = object(members, &path, None, interfaces, |name, member, interfaces| {
                let Type::Array(row) = &member.ty else { return None };
                (name == rows).then(|| {
                    let row = self::row(row, context, interfaces);
                    let ty = list(&row);
                    found = Some(row);
                    ty
                })
            });
            Output { ty, row: found }
        }
        _ => Output { ty: single(ty, &path, context, interfaces), row: None },
    }
}

fn is_list(members: &InOrder<Member>, rows: &str) -> bool {
    members.get(rows).is_some_and(|member| matches!(member.ty, Type::Array(_)))
}

/// Returns the type of a row.
fn row(ty: &Type, context: Context<'_>, interfaces: &mut Interfaces) -> String {
    let path = format!("{}Row", context.path);
    let Type::Object(members) = ty else { return value(ty, "", &path, interfaces) };
    let row = object(members, &path, context.selected, interfaces, |_, _, _| None);
    with_custom_fields(row, context)
}

/// Returns the type of a result that is no list. The entity is the result or its only object.
fn single(ty: &Type, path: &str, context: Context<'_>, interfaces: &mut Interfaces) -> String {
    let Type::Object(members) = ty else { return value(ty, "", path, interfaces) };
    let only = members.0.first().filter(|_| members.0.len() == 1);
    if let (Some(_), Some((name, Member { ty: Type::Object(_), .. }))) = (context.entity, only) {
        return object(members, path, None, interfaces, |_, member, interfaces| {
            let path = format!("{}{}", context.path, names::pascal(name));
            Some(with_custom_fields(value(&member.ty, name, &path, interfaces), context))
        });
    }
    with_custom_fields(value(ty, "", path, interfaces), context)
}

fn with_custom_fields(ty: String, context: Context<'_>) -> String {
    match context.entity {
        Some(entity) => format!("{ty} & Custom<{}>", names::quoted(entity)),
        None => ty,
    }
}

/// Returns the type of a list of rows.
pub fn list(row: &str) -> String {
    if row == "unknown" { "unknown".to_owned() } else { format!("{}[]", grouped(row.to_owned())) }
}

/// Returns the type of a value under a name.
pub fn value(ty: &Type, name: &str, path: &str, interfaces: &mut Interfaces) -> String {
    match ty {
        Type::String if names::is_digits(name) => "DigitText".to_owned(),
        Type::String | Type::Datetime | Type::Date | Type::Literal(_) => "string".to_owned(),
        Type::Number | Type::Integer => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        // A member that was null in every example may have a value of any type. An empty list may
        // be PHP's empty map.
        Type::Null | Type::Unknown | Type::File | Type::Ref(_) => "unknown".to_owned(),
        Type::Array(row) => list(&value(row, name, path, interfaces)),
        Type::Record(row) => {
            let row = value(row, "", path, interfaces);
            format!("Record<string, {row}>")
        }
        Type::Object(members) => object(members, path, None, interfaces, |_, _, _| None),
        Type::Union(types) => union(types.iter().map(|ty| match ty {
            Type::Null => "null".to_owned(),
            ty => value(ty, name, path, interfaces),
        })),
    }
}

/// Returns the name of an object's interface. `special` returns the types of members that are not
/// as others.
pub fn object(
    members: &InOrder<Member>,
    path: &str,
    selected: Option<&str>,
    interfaces: &mut Interfaces,
    mut special: impl FnMut(&str, &Member, &mut Interfaces) -> Option<String>,
) -> String {
    let mut body = String::new();
    for (name, member) in &members.0 {
        if names::is_custom(name) {
            continue;
        }
        let path = format!("{path}{}", names::pascal(name));
        let ty = special(name, member, interfaces)
            .unwrap_or_else(|| value(&member.ty, name, &path, interfaces));
        let is_sure = !member.optional && selected.is_none_or(|selected| selected == name);
        let optional = if is_sure { "" } else { "?" };
        body += &format!("  {}{optional}: {ty}\n", names::property(name));
    }
    if body.is_empty() {
        return "Record<string, unknown>".to_owned();
    }
    body += "  [member: string]: unknown\n";
    interfaces.name(path, body)
}
