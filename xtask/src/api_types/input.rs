//! The types of parameters: whatever a caller may have, and nothing that is certainly wrong.

use super::data::{Member, Type};
use super::interfaces::Interfaces;
use super::names;

/// Dictionaries whose values are an identifier or a code. The documentation uses other names, too,
/// for objects and in error.
const CODES: [&str; 9] = [
    "crm_status",
    "crm_category",
    "crm_currency",
    "crm_company",
    "crm_contact",
    "crm_entity",
    "location",
    "crm_lead",
    "crm_deal",
];

/// The values of a field that may have several.
const MULTI_FIELD: &str = "readonly MultiField[]";

/// Where a parameter or a member of one stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The name of the interface if the type is an object.
    pub path: &'a str,
    pub name: &'a str,
    /// Whether it is a parameter itself: the members of its objects may be copied from results.
    pub is_top: bool,
    /// Whether marks of members are demanded.
    pub demands: bool,
}

/// Returns the type of a parameter or of a member of one.
pub fn member(member: &Member, place: Place<'_>, interfaces: &mut Interfaces) -> String {
    let Member { ty, filter, values, .. } = member;
    if *filter || (place.is_top && names::is_filter(place.name)) {
        return "Conditions".to_owned();
    }
    if place.is_top && names::is_select(place.name) {
        return "readonly string[]".to_owned();
    }
    let is_object = matches!(ty, Type::Object(_) | Type::Record(_) | Type::Array(_));
    if place.is_top && is_object && names::is_order(place.name) {
        return "Order".to_owned();
    }
    match ty {
        Type::String | Type::Boolean if is_yes_or_no(values) => {
            let more = if place.is_top { "" } else { " | (string & {})" };
            format!("'Y' | 'N'{more}")
        }
        _ if place.is_top && names::is_position(place.name) => "string | number".to_owned(),
        Type::String if !hints(values).is_empty() => {
            format!("{} | (string & {{}})", hints(values))
        }
        ty => value(ty, place, interfaces),
    }
}

/// Returns the name of one of several identifiers: `CONTACT_ID` of `CONTACT_IDS`.
fn singular(name: &str) -> &str {
    if names::is_ids(name) { name.trim_end_matches('s').trim_end_matches('S') } else { name }
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Number | Type::Integer)
}

fn is_yes_or_no(values: &[String]) -> bool {
    values.len() == 2 && values.iter().all(|value| matches!(value.as_str(), "Y" | "N"))
}

/// Returns the documented values as a union. They complete in an editor and refuse no other text,
/// because the documentation's lists are rarely whole.
pub fn hints(values: &[String]) -> String {
    let is_word = |value: &&String| {
        value.starts_with(|first: char| first.is_ascii_alphabetic())
            && value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && !matches!(value.as_str(), "null" | "true" | "false")
    };
    let words: Vec<String> =
        values.iter().filter(is_word).map(|value| names::quoted(value)).collect();
    words.join(" | ")
}

fn value(ty: &Type, place: Place<'_>, interfaces: &mut Interfaces) -> String {
    match ty {
        Type::String | Type::Number | Type::Integer if names::is_ids(place.name) => {
            "Many<string | number>".to_owned()
        }
        Type::String if names::is_id(place.name) => "string | number".to_owned(),
        Type::String | Type::Literal(_) => "string".to_owned(),
        Type::Number | Type::Integer if names::is_id(place.name) => "Identifier".to_owned(),
        // Results have numbers as text.
        Type::Number | Type::Integer => "string | number".to_owned(),
        Type::Boolean => "Flag".to_owned(),
        Type::Datetime | Type::Date => "string | Date".to_owned(),
        Type::File => "object | string".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Unknown => "unknown".to_owned(),
        Type::Array(row) | Type::Record(row) if matches!(**row, Type::Unknown) => {
            "object".to_owned()
        }
        Type::Array(row) => {
            let of = Place { name: singular(place.name), ..place };
            let row = value(row, of, interfaces);
            match row.as_str() {
                "unknown" => "object".to_owned(),
                // Some tables have a list of them, which it is already.
                MULTI_FIELD => row,
                _ => format!("readonly {}[]", grouped(row)),
            }
        }
        Type::Record(row) => {
            let row = value(row, place, interfaces);
            format!("{{ readonly [key: string]: {row} }}")
        }
        Type::Object(_) => object(ty, place, interfaces),
        Type::Union(types) if names::is_digits(place.name) && types.iter().all(is_scalar) => {
            "Identifier".to_owned()
        }
        Type::Union(types) => union(types.iter().map(|ty| value(ty, place, interfaces))),
        Type::Ref(name) => reference(name, place.name),
    }
}

/// Returns the type of a value of a dictionary.
fn reference(name: &str, of: &str) -> String {
    let is_code = name.contains('.') || name.starts_with("crm_enum_") || CODES.contains(&name);
    let ty = match name {
        "crm_multifield" => MULTI_FIELD,
        "lang_map" => "string | { readonly [language: string]: string }",
        _ if is_code && names::is_ids(of) => "Many<string | number>",
        _ if is_code => "string | number",
        _ => "unknown",
    };
    ty.to_owned()
}

fn object(ty: &Type, place: Place<'_>, interfaces: &mut Interfaces) -> String {
    let Type::Object(members) = ty else { return "object".to_owned() };
    let mut body = String::new();
    for (name, member) in &members.0 {
        if names::is_custom(name) {
            continue;
        }
        let path = format!("{}{}", place.path, names::pascal(name));
        let inner = Place { path: &path, name, is_top: false, demands: false };
        let ty = self::member(member, inner, interfaces);
        let is_demanded = member.required && place.demands;
        let nullable = if is_demanded || ty == "unknown" { "" } else { " | null" };
        body += &line(name, &ty, nullable, is_demanded, &doc(member, !is_demanded));
    }
    if body.is_empty() {
        return "object".to_owned();
    }
    body += "  [member: string]: any\n";
    interfaces.name(place.path, body)
}

/// Returns the line of a member.
pub fn line(name: &str, ty: &str, more: &str, is_required: bool, doc: &str) -> String {
    let optional = if is_required { "" } else { "?" };
    let doc = if doc.is_empty() { String::new() } else { format!("  /** {doc} */\n") };
    format!("{doc}  {}{optional}: {ty}{more}\n", names::property(name))
}

/// Returns what the data knows of a member beside its type. `shows_mark` if the type does not show
/// that the member is required.
pub fn doc(member: &Member, shows_mark: bool) -> String {
    let mut facts = Vec::new();
    if member.required && shows_mark {
        facts.push("Required.".to_owned());
    }
    if let Type::Ref(name) = &member.ty
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.contains('_')
    {
        facts.push(format!("A value of `{name}`."));
    }
    if let Some(default) = &member.default
        && !default.contains(['`', '*'])
    {
        facts.push(format!("Default: `{default}`."));
    }
    facts.join(" ")
}

/// Returns a union without duplicates; `unknown` if a member is.
pub fn union(types: impl Iterator<Item = String>) -> String {
    let mut members: Vec<String> = Vec::new();
    for ty in types {
        for part in split(&ty) {
            if !members.contains(&part) {
                members.push(part);
            }
        }
    }
    if members.iter().any(|member| member == "unknown") {
        return "unknown".to_owned();
    }
    members.join(" | ")
}

/// Returns the members of a union that is not nested.
fn split(ty: &str) -> Vec<String> {
    if ty.contains(['{', '(', '<']) {
        return vec![ty.to_owned()];
    }
    ty.split(" | ").map(str::to_owned).collect()
}

/// Returns a type that can precede `[]`.
pub fn grouped(ty: String) -> String {
    if ty.contains(' ') { format!("({ty})") } else { ty }
}
