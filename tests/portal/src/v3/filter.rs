//! The filters of lists: `[["id", ">", 5], {"logic": "or", "conditions": […]}]`.

use super::error::{Failure, INVALID_FILTER, UNKNOWN_OPERATOR};
use super::kind::{Field, Type};
use super::rules::Rules;
use crate::php::{Array, Value};
use crate::settings::Generation;
use crate::store::{Datum, Row};

/// Conditions that a record satisfies: all of them, or at least one.
#[derive(Debug, Default)]
pub(super) struct Filter {
    any: bool,
    negative: bool,
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Condition(Condition),
    Group(Filter),
}

#[derive(Debug)]
struct Condition {
    field: &'static Field,
    operator: Operator,
    operands: Vec<Datum>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    In,
    Between,
}

impl Filter {
    /// Reads the parameter `filter`; without it every record matches.
    pub(super) fn read(rules: &Rules, input: Option<&Value>) -> Result<Self, Failure> {
        match input {
            None | Some(Value::Null) => Ok(Self::default()),
            Some(Value::Array(input)) if input.is_empty() => match rules.generation() {
                Generation::A26 => Ok(Self::default()),
                Generation::J26 => Err(invalid("The filter is empty")),
            },
            Some(Value::Array(input)) if !input.is_list() => group(rules, input),
            Some(Value::Array(input)) if is_condition(input) => {
                let nodes = vec![Node::Condition(condition(rules, input)?)];
                Ok(Self { nodes, ..Self::default() })
            }
            Some(Value::Array(input)) => all(rules, input),
            Some(_) => Err(invalid("The filter must be an array")),
        }
    }

    /// Returns whether the filter is a single triple without an array around it.
    pub(super) fn is_bare(input: &Value) -> bool {
        input.as_array().is_some_and(|input| input.is_list() && is_condition(input))
    }

    /// Returns whether the record satisfies the filter.
    pub(super) fn matches(&self, row: &Row) -> bool {
        let holds = |node: &Node| match node {
            Node::Condition(condition) => condition.holds(row),
            Node::Group(filter) => filter.matches(row),
        };
        let found =
            if self.any { self.nodes.iter().any(holds) } else { self.nodes.iter().all(holds) };
        found != self.negative
    }

    /// Returns whether a condition names the field, at any depth.
    pub(super) fn names(&self, name: &str) -> bool {
        self.nodes.iter().any(|node| match node {
            Node::Condition(condition) => condition.field.name == name,
            Node::Group(filter) => filter.names(name),
        })
    }

    /// Returns whether every matching record has a given value of the field: the filter compares it
    /// for equality outside groups.
    pub(super) fn fixes(&self, name: &str) -> bool {
        let is_equality = |node: &Node| match node {
            Node::Condition(condition) => {
                condition.field.name == name && condition.operator == Operator::Equal
            }
            Node::Group(_) => false,
        };
        !self.any && !self.negative && self.nodes.iter().any(is_equality)
    }
}

impl Condition {
    fn holds(&self, row: &Row) -> bool {
        let value = self.field.datum(row).comparable();
        let operands: Vec<_> = self.operands.iter().map(Datum::comparable).collect();
        let is = |holds: fn(std::cmp::Ordering) -> bool| {
            operands.first().is_some_and(|operand| holds(value.cmp(operand)))
        };
        // As in SQL, a comparison with a missing value does not hold.
        if self.field.datum(row) == Datum::Null {
            return false;
        }
        match self.operator {
            Operator::Equal => is(std::cmp::Ordering::is_eq),
            Operator::NotEqual => is(std::cmp::Ordering::is_ne),
            Operator::Greater => is(std::cmp::Ordering::is_gt),
            Operator::GreaterOrEqual => is(std::cmp::Ordering::is_ge),
            Operator::Less => is(std::cmp::Ordering::is_lt),
            Operator::LessOrEqual => is(std::cmp::Ordering::is_le),
            Operator::In => operands.contains(&value),
            Operator::Between => match operands.as_slice() {
                [low, high] => (low..=high).contains(&&value),
                _ => false,
            },
        }
    }
}

/// Reads `{logic, conditions, negative?}`.
fn group(rules: &Rules, input: &Array) -> Result<Filter, Failure> {
    if input.get("type").is_some_and(|ty| ty.to_text() == "condition") {
        return Err(Failure::internal());
    }
    let any = match input.get("logic").map(Value::to_text).as_deref() {
        Some("or") => true,
        Some("and") => false,
        _ => return Err(invalid("A group needs `logic`: and, or")),
    };
    let Some(Value::Array(conditions)) = input.get("conditions") else {
        return Err(invalid("A group needs an array `conditions`"));
    };
    let negative = matches!(input.get("negative"), Some(Value::Bool(true)));
    let nodes = conditions.values().map(|input| match input {
        Value::Array(input) if !input.is_list() => {
            let is_filter = input.get("type").is_some_and(|ty| ty.to_text() == "filter");
            let is_condition = input.get("type").is_some_and(|ty| ty.to_text() == "condition");
            if !is_filter && !is_condition {
                return Err(invalid("A group within a group needs `type`: filter"));
            }
            group(rules, input).map(Node::Group)
        }
        input => node(rules, input),
    });
    Ok(Filter { any, negative, nodes: nodes.collect::<Result<_, _>>()? })
}

/// Reads a list of conditions and groups, which must all hold.
fn all(rules: &Rules, input: &Array) -> Result<Filter, Failure> {
    let nodes = input.values().map(|input| node(rules, input)).collect::<Result<_, _>>()?;
    Ok(Filter { nodes, ..Filter::default() })
}

fn node(rules: &Rules, input: &Value) -> Result<Node, Failure> {
    match input {
        Value::Array(input) if !input.is_list() => group(rules, input).map(Node::Group),
        Value::Array(input) if is_condition(input) => condition(rules, input).map(Node::Condition),
        Value::Array(input) if !input.is_empty() => all(rules, input).map(Node::Group),
        _ => Err(invalid("A condition must be an array")),
    }
}

fn is_condition(input: &Array) -> bool {
    matches!(input.get(0), Some(Value::Text(_)))
}

/// Reads `[field, operator, value]` or `[field, value]`.
fn condition(rules: &Rules, input: &Array) -> Result<Condition, Failure> {
    let parts: Vec<&Value> = input.values().collect();
    let (name, operator, value) = match parts.as_slice() {
        [name, value @ Value::Array(_)] => (name, "in".into(), value),
        [name, value] => (name, "=".into(), value),
        [name, operator, value] => (name, operator.to_text(), value),
        _ => return Err(invalid("A condition has a field, an operator and a value")),
    };
    let operator = match operator.as_ref() {
        "=" => Operator::Equal,
        "!=" => Operator::NotEqual,
        ">" => Operator::Greater,
        ">=" => Operator::GreaterOrEqual,
        "<" => Operator::Less,
        "<=" => Operator::LessOrEqual,
        "in" => Operator::In,
        "between" => Operator::Between,
        other => {
            return Err(Failure::new(UNKNOWN_OPERATOR, format!("Unknown operator `{other}`")));
        }
    };
    let name = name.to_text();
    let field = rules.field(&name)?;
    if !field.filterable {
        let problem = format!("Field `{name}` is not filterable");
        return Err(Failure::invalid(&format!("filter.{name}"), problem));
    }
    let operands = operands(rules, field, operator, value)?;
    Ok(Condition { field, operator, operands })
}

fn operands(
    rules: &Rules,
    field: &Field,
    operator: Operator,
    value: &Value,
) -> Result<Vec<Datum>, Failure> {
    let values: Vec<&Value> = match (operator, value) {
        (Operator::In | Operator::Between, Value::Array(values)) => values.values().collect(),
        (Operator::In | Operator::Between, _) => {
            return Err(invalid("The operator needs an array"));
        }
        (_, Value::Array(_)) => return Err(invalid("The operator needs a single value")),
        (_, value) => vec![value],
    };
    if operator == Operator::Between {
        let has_order =
            matches!(field.ty, Type::Int | Type::Float | Type::Date | Type::DateTime | Type::Utc);
        if !has_order {
            return Err(invalid(format!("`between` cannot compare `{}`", field.name)));
        }
        if values.len() != 2 || !values.iter().all(|value| value.is_truthy()) {
            return Err(invalid("`between` needs two values"));
        }
    }
    let read = |value: &&Value| {
        let problem = || {
            let path = format!("filter.{}", field.name);
            Failure::invalid(&path, format!("Field `{path}` must be of type {}", field.ty.name()))
        };
        field.ty.strict(value, rules.generation()).ok_or_else(problem)
    };
    values.iter().map(read).collect()
}

fn invalid(message: impl Into<String>) -> Failure {
    Failure::new(INVALID_FILTER, message)
}
