//! The operators of filters, and the types of fields with the operators that they support.

use std::fmt::{self, Write};

use crate::schema::Type;
use crate::schema::filter::{Family, OPERATORS, PREFIXES, supports, supports_prefixes};

/// The families of operators: name and description.
const FAMILIES: [(Family, &str, &str); 4] = [
    (
        Family::Equality,
        "EqualityOperator",
        "Operators that compare a field for equality with a value or with each of a list.",
    ),
    (Family::List, "ListOperator", "Operators that take a list."),
    (Family::Range, "RangeOperator", "Operators that compare by order."),
    (Family::Pattern, "PatternOperator", "Operators that search text."),
];

/// The types of fields: name, description, type of the values, and a type with the same rules.
const FIELD_TYPES: [(&str, &str, &str, Type); 8] = [
    ("IdField", "A record's identifier.", "Identifier", Type::Id),
    ("IdsField", "One or several identifiers of other records.", "Identifier", Type::Ids),
    ("FlagField", "A boolean.", "boolean", Type::Flag),
    ("TrueField", "Only true.", "true", Type::OnlyTrue),
    ("TextField", "Text.", "string", Type::Text),
    (
        "DateTimeField",
        "A date or date-time, as ISO 8601 or as a `Date`.",
        "string | Date",
        Type::DateTime,
    ),
    (
        "SearchField",
        "Text with at least one word of three characters or more, or a number.",
        "string | number",
        Type::Search,
    ),
    ("CustomField", "A custom field, `UF_…`.", "string | number | boolean | Date", Type::Any),
];

/// Returns the name of a field's type.
pub(super) fn name(ty: Type) -> &'static str {
    match ty {
        Type::Id | Type::Integer | Type::Reference => "IdField",
        Type::Ids => "IdsField",
        Type::Flag => "FlagField",
        Type::OnlyTrue => "TrueField",
        Type::Text | Type::NonEmptyText | Type::Picture | Type::File => "TextField",
        Type::DateTime => "DateTimeField",
        Type::Search => "SearchField",
        _ => "CustomField",
    }
}

/// Writes the import of the types of fields.
pub(super) fn write_import(out: &mut String) -> fmt::Result {
    let names = FIELD_TYPES.map(|(name, ..)| name).join(", ");
    writeln!(out, "import type {{ {names} }} from './field-types.js'")
}

pub(super) fn write(out: &mut String) -> fmt::Result {
    writeln!(out, "\nimport type {{ Identifier }} from './params.js'")?;
    for (family, name, doc) in FAMILIES {
        writeln!(out, "\n/** {doc} */\nexport type {name} = {}", prefixes(family))?;
    }
    let all = FAMILIES.map(|(_, name, _)| name).join(" | ");
    writeln!(
        out,
        "\n/** Every documented operator. */\nexport type Operator = {all}

/** The type of a field's values, and the operators that it supports. */
export interface FieldType<Value, Operators extends Operator> {{
  readonly value: Value
  readonly operators: Operators
}}"
    )?;
    for (name, doc, values, ty) in FIELD_TYPES {
        let operators = operators(ty);
        writeln!(out, "\n/** {doc} */\nexport type {name} = FieldType<{values}, {operators}>")?;
    }
    Ok(())
}

/// Returns the operators of a family as a type, in the order of the messages.
fn prefixes(family: Family) -> String {
    let prefixes = std::iter::once("").chain(PREFIXES.split(' '));
    let own = prefixes
        .filter(|prefix| OPERATORS.iter().any(|(known, _, its)| known == prefix && *its == family));
    own.map(|prefix| format!("'{prefix}'")).collect::<Vec<_>>().join(" | ")
}

/// Returns the operators that a field supports as a type.
fn operators(ty: Type) -> String {
    if !supports_prefixes(ty) {
        return "''".to_owned();
    }
    let supported = FAMILIES.iter().filter(|(family, ..)| supports(ty, *family));
    let names: Vec<&str> = supported.map(|(_, name, _)| *name).collect();
    if names.len() == FAMILIES.len() { "Operator".to_owned() } else { names.join(" | ") }
}
