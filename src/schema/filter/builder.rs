//! The builder of filters. It rejects at compile time what the portal ignores.

use std::marker::PhantomData;

use super::operator::Operator;
use crate::schema::column::{Column, FieldName};
use crate::schema::element::Filterable;
use crate::schema::operand::{EqualityOperand, HasOperators, Listed, Operand, Ordered, Searchable};
use crate::schema::param::ParamKind;
use crate::schema::param_type::ParamType;
use crate::wire::{Map, Value};

/// Conditions on the fields of the record `R`, combined with AND.
///
/// ```
/// use b24_wasm::{Filter, methods::user::User};
///
/// let filter = Filter::new()
///     .not_contains(User::LAST_NAME, "an")
///     .is_in(User::PERSONAL_CITY, ["New York", "Los Angeles"]);
/// assert!(filter.conditions().get("!%LAST_NAME").is_some());
/// ```
///
/// A field has only the operators that the portal supports for it, and only values of its type:
///
/// ```compile_fail,E0277
/// # use b24_wasm::{Filter, methods::user::User};
/// let filter = Filter::new().contains(User::ACTIVE, "Y");
/// ```
///
/// ```compile_fail,E0277
/// # use b24_wasm::{Filter, methods::user::User};
/// let filter = Filter::new().is_in(User::ID, ["seven"]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Filter<R> {
    conditions: Map,
    record: PhantomData<R>,
}

impl<R> Default for Filter<R> {
    fn default() -> Self {
        Self { conditions: Map::new(), record: PhantomData }
    }
}

impl<R> From<Filter<R>> for Value {
    fn from(filter: Filter<R>) -> Self {
        Self::Map(filter.conditions)
    }
}

impl<R: Filterable> ParamType for Filter<R> {
    const KIND: ParamKind = ParamKind::Filter(&R::TABLE);
}

impl<R> Filter<R> {
    /// Creates a filter without conditions.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a condition with any operator and any value. It is checked when the call is sent.
    #[must_use]
    pub fn and(
        mut self,
        field: impl Into<FieldName<R>>,
        operator: Operator,
        value: impl Into<Value>,
    ) -> Self {
        let name = operator.prefix().to_owned() + field.into().as_str();
        self.conditions.push(name, value.into());
        self
    }

    /// Returns the conditions by prefixed field name, as sent.
    #[must_use]
    pub fn conditions(&self) -> &Map {
        &self.conditions
    }
}

/// Operators that compare fields of some behaviour with one value.
macro_rules! conditions {
    ($behaviour:ident; $($(#[$meta:meta])* $name:ident $operator:ident,)*) => {$(
        $(#[$meta])*
        #[must_use]
        pub fn $name<O: $behaviour>(self, field: Column<R, O>, value: impl Operand<O>) -> Self {
            self.and(field, Operator::$operator, value)
        }
    )*};
}

impl<R> Filter<R> {
    /// Adds the condition that the field equals the value, in which `%` and `_` are wildcards; with
    /// a list, one of its values.
    #[must_use]
    pub fn is<O>(self, field: Column<R, O>, value: impl EqualityOperand<O>) -> Self {
        self.and(field, Operator::Is, value)
    }

    /// Adds the condition that the field equals the value; with a list, one of its values.
    #[must_use]
    pub fn equals<O: HasOperators>(
        self,
        field: Column<R, O>,
        value: impl EqualityOperand<O>,
    ) -> Self {
        self.and(field, Operator::Equals, value)
    }

    /// Adds the condition that the field differs from the value; with a list, from each of its
    /// values.
    #[must_use]
    pub fn not_equals<O: HasOperators>(
        self,
        field: Column<R, O>,
        value: impl EqualityOperand<O>,
    ) -> Self {
        self.and(field, Operator::NotEquals, value)
    }

    /// Adds the condition that the field equals one of the values.
    #[must_use]
    pub fn is_in<O: Listed, V: Operand<O>>(
        self,
        field: Column<R, O>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.and(field, Operator::In, list(values))
    }

    /// Adds the condition that the field equals none of the values.
    #[must_use]
    pub fn not_in<O: Listed, V: Operand<O>>(
        self,
        field: Column<R, O>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.and(field, Operator::NotIn, list(values))
    }

    conditions! { Ordered;
        /// Adds the condition that the field is greater or later than the value.
        greater_than Greater,
        /// Adds the condition that the field is greater or later than the value, or equal to it.
        at_least AtLeast,
        /// Adds the condition that the field is less or earlier than the value.
        less_than Less,
        /// Adds the condition that the field is less or earlier than the value, or equal to it.
        at_most AtMost,
    }

    conditions! { Searchable;
        /// Adds the condition that the field contains the text.
        contains Contains,
        /// Adds the condition that the field does not contain the text.
        not_contains NotContains,
        /// Adds the condition that the field matches a pattern in which `%` stands for any text.
        like Like,
        /// Adds the condition that the field does not match a pattern in which `%` stands for any
        /// text. Some portals of 2026 do not know this operator and ignore the condition.
        not_like NotLike,
    }
}

fn list<O, V: Operand<O>>(values: impl IntoIterator<Item = V>) -> Value {
    Value::List(values.into_iter().map(Into::into).collect())
}
