//! The builder of filters.

use super::operand::Operand;
use crate::wire::{Map, Value};

/// A filter of REST 3.0, for the parameter `filter`. It is checked when the call is sent.
///
/// ```
/// use b24_wasm::v3::where3;
/// use b24_wasm::wire::{Value, json};
///
/// let filter = where3("status").eq("pending").or(where3("id").gt(7).and(where3("id").lt(9)));
/// assert_eq!(
///     json::write(&Value::from(filter)),
///     r#"[{"logic":"or","conditions":[["status","=","pending"],{"type":"filter","logic":"and","conditions":[["id",">",7],["id","<",9]]}]}]"#,
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Filter(Node);

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Condition(String, &'static str, Value),
    Group { logic: &'static str, negative: bool, nodes: Vec<Node> },
}

/// A field, before its condition.
#[derive(Clone, Debug)]
#[must_use = "a field has no condition yet"]
pub struct Where(String);

/// Starts a condition on a field.
pub fn where3(field: impl Into<String>) -> Where {
    Where(field.into())
}

/// Operators that compare a field with one value.
macro_rules! conditions {
    ($($(#[$meta:meta])* $name:ident $operator:literal,)*) => {$(
        $(#[$meta])*
        pub fn $name(self, value: impl Into<Operand>) -> Filter {
            self.condition($operator, value.into())
        }
    )*};
}

impl Where {
    conditions! {
        /// The field equals the value.
        eq "=",
        /// The field differs from the value.
        not_eq "!=",
        /// The field is greater or later than the value.
        gt ">",
        /// The field is greater or later than the value, or equal to it.
        ge ">=",
        /// The field is less or earlier than the value.
        lt "<",
        /// The field is less or earlier than the value, or equal to it.
        le "<=",
    }

    /// The field equals one of the values.
    pub fn is_in<V: Into<Operand>>(self, values: impl IntoIterator<Item = V>) -> Filter {
        self.condition("in", values.into_iter().collect())
    }

    /// The field equals none of the values.
    pub fn not_in<V: Into<Operand>>(self, values: impl IntoIterator<Item = V>) -> Filter {
        self.is_in(values).not()
    }

    /// The field is from `first` to `last`, both included.
    pub fn between(self, first: impl Into<Operand>, last: impl Into<Operand>) -> Filter {
        self.condition("between", [first.into(), last.into()].into_iter().collect())
    }

    fn condition(self, operator: &'static str, Operand(value): Operand) -> Filter {
        Filter(Node::Condition(self.0, operator, value))
    }
}

impl Filter {
    /// Both filters match.
    pub fn and(self, other: impl Into<Self>) -> Self {
        self.join("and", other.into())
    }

    /// One of the filters matches.
    pub fn or(self, other: impl Into<Self>) -> Self {
        self.join("or", other.into())
    }

    /// The filter does not match.
    #[expect(clippy::should_implement_trait, reason = "`!where3(…)` would be harder to read")]
    pub fn not(self) -> Self {
        Self(match self.0 {
            Node::Group { logic, negative, nodes } => {
                Node::Group { logic, negative: !negative, nodes }
            }
            condition => Node::Group { logic: "and", negative: true, nodes: vec![condition] },
        })
    }

    fn join(self, logic: &'static str, other: Self) -> Self {
        let mut nodes = Vec::new();
        for node in [self.0, other.0] {
            match node {
                Node::Group { logic: own, negative: false, nodes: parts } if own == logic => {
                    nodes.extend(parts);
                }
                node => nodes.push(node),
            }
        }
        Self(Node::Group { logic, negative: false, nodes })
    }
}

impl From<Filter> for Value {
    fn from(filter: Filter) -> Self {
        let mut items = Vec::new();
        match filter.0 {
            Node::Group { logic: "and", negative: false, nodes } => {
                for node in nodes {
                    items.push(node.encode(false));
                }
            }
            node => items.push(node.encode(false)),
        }
        Self::List(items)
    }
}

impl Node {
    /// Encodes the node; a group within a group needs a type.
    fn encode(self, is_nested: bool) -> Value {
        match self {
            Self::Condition(field, operator, value) => {
                Value::List(vec![field.into(), operator.into(), value])
            }
            Self::Group { logic, negative, nodes } => {
                let mut conditions = Vec::new();
                for node in nodes {
                    conditions.push(node.encode(true));
                }
                group(logic, negative, conditions, is_nested).into()
            }
        }
    }
}

/// Creates a group.
pub(super) fn group(logic: &str, negative: bool, conditions: Vec<Value>, is_nested: bool) -> Map {
    let mut group = Map::new();
    if is_nested {
        group.insert("type", "filter");
    }
    group.insert("logic", logic);
    if negative {
        group.insert("negative", true);
    }
    group.insert("conditions", Value::List(conditions));
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    #[test]
    fn builds_what_the_portal_reads() {
        let (a, b, c) = (|| where3("a").eq(1), || where3("b").eq("x"), || where3("c").eq(true));
        for (filter, sent) in [
            (where3("a").not_eq(1), r#"[["a","!=",1]]"#),
            (where3("a").ge(10.0), r#"[["a",">=",10.0]]"#),
            (where3("a").is_in([1, 2]), r#"[["a","in",[1,2]]]"#),
            (where3("a").between(1, 2), r#"[["a","between",[1,2]]]"#),
            (a().and(b()).and(c()), r#"[["a","=",1],["b","=","x"],["c","=",true]]"#),
            (
                a().or(b()).or(c()),
                r#"[{"logic":"or","conditions":[["a","=",1],["b","=","x"],["c","=",true]]}]"#,
            ),
            (
                a().or(b()).and(c()),
                r#"[{"logic":"or","conditions":[["a","=",1],["b","=","x"]]},["c","=",true]]"#,
            ),
            (
                a().or(b().and(c())),
                r#"[{"logic":"or","conditions":[["a","=",1],{"type":"filter","logic":"and","conditions":[["b","=","x"],["c","=",true]]}]}]"#,
            ),
            (
                where3("a").not_in([1]).or(b()),
                r#"[{"logic":"or","conditions":[{"type":"filter","logic":"and","negative":true,"conditions":[["a","in",[1]]]},["b","=","x"]]}]"#,
            ),
            (a().not().not(), r#"[["a","=",1]]"#),
            (
                a().or(b()).not(),
                r#"[{"logic":"or","negative":true,"conditions":[["a","=",1],["b","=","x"]]}]"#,
            ),
        ] {
            assert_eq!(json::write(&filter.into()), sent);
        }
    }
}
