//! The kinds of fields as Rust types, so that the compiler checks the conditions of a filter.

use std::marker::PhantomData;

use super::element::Record;
use super::field::Type;
use super::operand;

/// The kind of a field.
pub trait Kind {
    /// The type of its values.
    const TYPE: Type;
    /// What a filter compares the field with.
    type Operand;
    /// What a filter without operators compares the field with.
    type PlainOperand;
}

macro_rules! kinds {
    ($($kind:ident $operand:ident $plain:ident,)*) => {$(
        #[doc = concat!("[`Type::", stringify!($kind), "`]")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $kind;

        impl Kind for $kind {
            const TYPE: Type = Type::$kind;
            type Operand = operand::$operand;
            type PlainOperand = operand::$plain;
        }
    )*};
}

kinds! {
    Id Id PlainNumber,
    Integer Number PlainNumber,
    Reference Number PlainNumber,
    Flag Flag PlainFlag,
    OnlyTrue OnlyTrue OnlyTrue,
    Text Text PlainText,
    NonEmptyText Text PlainText,
    Picture Text PlainText,
    File Text PlainText,
    DateTime DateTime PlainText,
    Ids Number PlainNumber,
    Texts Any PlainText,
    Search Search Search,
    Map Any Any,
    CountsById Any Any,
    Any Any Any,
}

/// [`Type::OptionalRecord`]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionalRecord<R>(PhantomData<R>);

impl<R: Record> Kind for OptionalRecord<R> {
    const TYPE: Type = Type::OptionalRecord(&R::FIELDS);
    type Operand = operand::Any;
    type PlainOperand = operand::Any;
}
