//! The filters of lists of records.

use super::datum::scaled;
use super::entity::Entity;
use super::field::{Field, Kind, is_yes};
use super::row::Row;
use super::style::Style;
use crate::dates;
use crate::filter::{Comparison, Condition, FilterKey, Operand};
use crate::php::{Array, Key, Value};
use crate::rest::Error;

/// Conditions that a record satisfies: all of them, or at least one.
#[derive(Debug)]
pub(super) struct Filter {
    any: bool,
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Condition(&'static Field, Condition),
    Group(Filter),
}

impl Filter {
    /// Reads `{"operator" + "FIELD": value}`. An array under a number is a group of its own, whose
    /// conditions are alternatives if its `logic` is `OR`.
    pub(super) fn read(entity: &Entity, input: &Array, style: Style) -> Result<Self, Error> {
        let mut filter = Self { any: false, nodes: Vec::new() };
        for (key, value) in input.iter() {
            match (key, value) {
                (Key::Int(_), Value::Array(group)) => {
                    filter.nodes.push(Node::Group(Self::read(entity, group, style)?));
                }
                (Key::Text(name), value) if name.eq_ignore_ascii_case(b"logic") => {
                    filter.any = value.to_text().eq_ignore_ascii_case("OR");
                }
                (key, value) => match condition(entity, &key.to_text(), value, style) {
                    Some(node) => filter.nodes.push(node),
                    None if style.strict => {
                        let text = key.to_text();
                        let name = text.trim_start_matches(|c: char| !c.is_alphanumeric());
                        return Err(Error::new(
                            "INVALID_ARG_VALUE",
                            format!("Invalid filter: field '{name}' is not allowed in filter"),
                            400,
                        ));
                    }
                    None => {}
                },
            }
        }
        Ok(filter)
    }

    /// Returns whether the record satisfies the filter.
    pub(super) fn matches(&self, row: &Row) -> bool {
        let holds = |node: &Node| match node {
            Node::Condition(field, condition) => {
                condition.matches(&row.get(field.name).comparable())
            }
            Node::Group(filter) => filter.matches(row),
        };
        if self.any { self.nodes.iter().any(holds) } else { self.nodes.iter().all(holds) }
    }
}

fn condition(entity: &Entity, key: &str, value: &Value, style: Style) -> Option<Node> {
    let key = FilterKey::parse(key, true)?;
    let field = entity.fields.iter().find(|field| style.accepts(field, key.field))?;
    let comparison = match key.comparison {
        Comparison::Match => Comparison::Equal,
        other => other,
    };
    let operands = match value {
        Value::Array(values) => values.values().map(|value| operand(field.kind, value)).collect(),
        value => vec![operand(field.kind, value)],
    };
    Some(Node::Condition(field, Condition::new(comparison, key.negated, operands)))
}

fn operand(kind: Kind, value: &Value) -> Operand {
    let text = value.to_text();
    let moment = |moment: Option<i64>| moment.map_or(Operand::Invalid, Operand::Number);
    match kind {
        Kind::Flag | Kind::Switch => Operand::Number(is_yes(value).into()),
        Kind::Text | Kind::Texts | Kind::Status(_) | Kind::Currency | Kind::Contacts => {
            Operand::text(&text)
        }
        _ if text.is_empty() => Operand::Empty,
        Kind::Reference(_) | Kind::References(_) | Kind::Integer | Kind::Enumeration(_) => {
            Operand::Number(value.to_int())
        }
        Kind::Double | Kind::Money => {
            text.trim().parse().map_or(Operand::Invalid, |number| Operand::Number(scaled(number)))
        }
        Kind::Date => moment(dates::parse_date(&text)),
        Kind::DateTime => moment(dates::parse_moment(&text)),
    }
}
