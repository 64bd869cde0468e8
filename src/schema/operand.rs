//! The values that a filter compares fields with.

use std::borrow::Cow;

use crate::wire::Value;
use crate::wire::reference::Reference;

/// A value for a field with the operand `O`: a number for a field of numbers, a text for a field of
/// text. In a batch, it may be a [`Reference`] to an earlier result.
pub trait Operand<O>: Into<Value> {}

/// A value, or a list of values, for a comparison by equality. Only some operands accept a list.
pub trait EqualityOperand<O>: Into<Value> {}

/// The operand of a field that supports operators.
pub trait HasOperators {}

/// The operand of a field whose values have an order.
pub trait Ordered {}

/// The operand of a field that can be compared with a list.
pub trait Listed {}

/// The operand of a field in whose text a filter searches.
pub trait Searchable {}

/// The behaviours of an operand by name.
#[cfg(test)]
pub(super) trait Behaviours {
    const NAMES: &'static [&'static str];
}

macro_rules! operands {
    ($($(#[$doc:meta])+ $operand:ident: $($behaviour:ident)*;)*) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $operand;

        $(impl $behaviour for $operand {})*

        impl Operand<$operand> for Reference {}
        impl EqualityOperand<$operand> for Reference {}

        #[cfg(test)]
        impl Behaviours for $operand {
            const NAMES: &'static [&'static str] = &[$(stringify!($behaviour)),*];
        }
    )*};
}

operands! {
    /// The identifier of the record.
    Id: HasOperators Ordered Listed;
    /// A whole number, or the identifier of another record.
    Number: HasOperators Ordered Listed;
    /// Several identifiers.
    Numbers: HasOperators Listed;
    /// True or false.
    Flag: HasOperators;
    /// Only true.
    OnlyTrue: ;
    /// Text.
    Text: HasOperators Ordered Listed Searchable;
    /// A date or date-time as ISO 8601.
    DateTime: HasOperators Ordered Listed;
    /// Words of three characters or more, or a number.
    Search: ;
    /// A value without an order, such as several texts or a record.
    Unordered: HasOperators Listed;
    /// Any value, for custom fields.
    Any: HasOperators Ordered Listed Searchable;
    /// A number in a filter without operators.
    PlainNumber: ;
    /// True or false in a filter without operators.
    PlainFlag: ;
    /// Text in a filter without operators.
    PlainText: ;
    /// Any value in a filter without operators.
    PlainAny: ;
}

/// Implements both traits for a type of single values, for each operand.
macro_rules! single {
    ($ty:ty: $($operand:ident)*) => {$(
        impl Operand<$operand> for $ty {}
        impl EqualityOperand<$operand> for $ty {}
    )*};
}

/// Implements the trait of equality for the lists of a type, for each operand.
macro_rules! several {
    ($ty:ty: $($operand:ident)*) => {$(
        impl EqualityOperand<$operand> for Vec<$ty> {}
        impl<const N: usize> EqualityOperand<$operand> for [$ty; N] {}
    )*};
}

macro_rules! each {
    ($implement:ident: $($ty:ty),*: $operands:tt) => {$(each!(@one $implement $ty: $operands);)*};
    (@one $implement:ident $ty:ty: [$($operand:ident)*]) => {$implement! { $ty: $($operand)* }};
}

each!(single: u8, u16, u32, u64, usize, i32, i64, &u32, &u64, &i32, &i64:
    [Id Number Numbers PlainNumber Search Unordered Any PlainAny]);
each!(single: &str, &&str, String, &String, Cow<'_, str>:
    [Text DateTime PlainText Search Unordered Any PlainAny]);
each!(single: bool: [Flag PlainFlag OnlyTrue Unordered Any PlainAny]);
each!(single: f64, Value: [Unordered Any PlainAny]);

each!(several: u32, u64, i32, i64: [Id Number Numbers PlainNumber Unordered Any PlainAny]);
each!(several: &str, String: [Text DateTime Unordered Any PlainAny]);
