//! The types of parameters. The server converts nothing: a number is no text.

use super::super::data::{Member, Method, Type};
use super::super::input::{doc, grouped, hints, line, union};
use super::super::interfaces::Interfaces;
use super::super::names;
use super::facts::{FILTER, needed};

/// The parameter with the values of a record's fields.
const FIELDS: &str = "fields";

/// Parameters whose unknown members the server ignores.
const CLOSED: [&str; 2] = [FILTER, "pagination"];

/// The directions of an order.
const DIRECTIONS: [&str; 2] = ["ASC", "DESC"];

/// Returns the type of a method's parameters. `fields` is the type of the fields of its filter.
pub fn params(
    name: &str,
    method: &Method,
    path: &str,
    fields: Option<&str>,
    interfaces: &mut Interfaces,
) -> String {
    if method.params.0.is_empty() {
        return format!("NoParams<{}>", names::quoted(name));
    }
    let own_name = interfaces.reserve(&format!("{path}Params"));
    let mut body = String::new();
    for (param, member) in &method.params.0 {
        let ty = match (param.as_str(), fields) {
            (FILTER, Some(fields)) => filter(name, fields),
            ("order", _) => order(member),
            ("cursor", _) => "CursorV3".to_owned(),
            ("select", _) => select(member),
            (name, _) => {
                let path = format!("{path}{}", names::pascal(name));
                let is_open = !CLOSED.contains(&name);
                value(member, &member.ty, Place { path: &path, name, is_open }, interfaces)
            }
        };
        // The default of a list's pages is that of a member.
        let doc = if CLOSED.contains(&param.as_str()) { String::new() } else { doc(member, false) };
        body += &line(param, &ty, "", member.required, &doc);
    }
    interfaces.own(own_name, &body)
}

/// Returns the type of a filter that is a list of conditions.
fn filter(method: &str, fields: &str) -> String {
    match needed(method) {
        Some(field) => format!("NeedyFilterV3<{fields}, {}>", names::quoted(field)),
        None => format!("FilterV3<{fields}>"),
    }
}

/// Returns the type of the names of selected fields, if they are documented. Custom fields and those of
/// relations are not.
fn select(member: &Member) -> String {
    match hints(&member.values) {
        names if names.is_empty() => "readonly string[]".to_owned(),
        names => format!("readonly ({names} | OtherFieldV3)[]"),
    }
}

/// Returns the type of an order, by the names of the fields if they are documented.
fn order(member: &Member) -> String {
    let is_field = |value: &&String| !DIRECTIONS.contains(&value.as_str());
    let fields: Vec<String> = member.values.iter().filter(is_field).cloned().collect();
    match hints(&fields) {
        names if names.is_empty() => "OrderV3".to_owned(),
        names => format!("OrderV3<{names}>"),
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    /// The name of the interface if the type is an object.
    path: &'a str,
    name: &'a str,
    /// Whether an object may have members that are not documented.
    is_open: bool,
}

fn value(member: &Member, ty: &Type, place: Place<'_>, interfaces: &mut Interfaces) -> String {
    match ty {
        _ if names::is_position(place.name) => "number".to_owned(),
        Type::String if !hints(&member.values).is_empty() => {
            format!("{} | (string & {{}})", hints(&member.values))
        }
        Type::String | Type::File => "string".to_owned(),
        Type::Number | Type::Integer => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Datetime | Type::Date => "MomentV3".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Unknown | Type::Literal(_) | Type::Ref(_) => "unknown".to_owned(),
        Type::Array(row) if matches!(**row, Type::Unknown) && names::is_ids(place.name) => {
            "readonly number[]".to_owned()
        }
        Type::Array(row) => {
            format!("readonly {}[]", grouped(value(member, row, place, interfaces)))
        }
        Type::Record(row) => {
            format!("{{ readonly [key: string]: {} }}", value(member, row, place, interfaces))
        }
        Type::Union(types) => union(types.iter().map(|ty| value(member, ty, place, interfaces))),
        Type::Object(members) => {
            let mut body = String::new();
            for (name, member) in &members.0 {
                let path = format!("{}{}", place.path, names::pascal(name));
                let inner = Place { path: &path, name, ..place };
                let ty = value(member, &member.ty, inner, interfaces);
                let is_cleared = place.name == FIELDS && !member.required;
                let more = if is_cleared { " | null" } else { "" };
                body += &line(name, &ty, more, member.required, &doc(member, false));
            }
            if place.is_open {
                body += "  [member: string]: any\n";
            }
            interfaces.name(place.path, body)
        }
    }
}
