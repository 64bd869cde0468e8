//! The columns of a record, for filters, selections and sorting.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::operand;
use crate::wire::Value;

/// A column of the record `R` that a filter compares with the operand `O`. Records have a constant
/// for each of their columns, such as [`User::LAST_NAME`](crate::methods::user::User::LAST_NAME).
#[derive(Debug)]
pub struct Column<R, O> {
    name: &'static str,
    record: PhantomData<(R, O)>,
}

impl<R, O> Clone for Column<R, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, O> Copy for Column<R, O> {}

impl<R, O> Column<R, O> {
    /// Creates a column with this name on the wire.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, record: PhantomData }
    }

    /// Returns the name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.name
    }

    /// Returns the name without the operand, for a list of columns.
    ///
    /// ```
    /// use b24_wasm::methods::user::{Get, User};
    ///
    /// let names = Get::new().select([User::LAST_NAME.name(), User::ACTIVE.name()]);
    /// ```
    #[must_use]
    pub const fn name(self) -> FieldName<R> {
        FieldName { name: Cow::Borrowed(self.name), record: PhantomData }
    }
}

impl<R> Column<R, operand::Any> {
    /// Creates a custom column, `UF_…`, whose values the compiler does not check.
    #[must_use]
    pub const fn custom(name: &'static str) -> Self {
        Self::new(name)
    }
}

/// The name of a field of the record `R`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldName<R> {
    name: Cow<'static, str>,
    record: PhantomData<R>,
}

impl<R> FieldName<R> {
    /// Every field, in a selection.
    pub const ALL: Self = Self { name: Cow::Borrowed("*"), record: PhantomData };
    /// Every custom field, in a selection.
    pub const ALL_CUSTOM: Self = Self { name: Cow::Borrowed("UF_*"), record: PhantomData };

    /// Creates a name that is known only at run time. An unknown one is rejected before it is
    /// sent.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Cow::Owned(name.into()), record: PhantomData }
    }

    /// Returns the name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl<R, O> From<Column<R, O>> for FieldName<R> {
    fn from(column: Column<R, O>) -> Self {
        column.name()
    }
}

impl<R> From<FieldName<R>> for Value {
    fn from(field: FieldName<R>) -> Self {
        Self::Text(field.name.into_owned())
    }
}
