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
    )*
        /// The kinds by type, each with the behaviours of its operands.
        #[cfg(test)]
        const BEHAVIOURS: &[(Type, &[&str], &[&str])] = &[$((
            Type::$kind,
            <operand::$operand as operand::Behaviours>::NAMES,
            <operand::$plain as operand::Behaviours>::NAMES,
        )),*];
    };
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
    Ids Numbers PlainNumber,
    Texts Unordered PlainText,
    Search Search Search,
    Map Unordered PlainAny,
    CountsById Unordered PlainAny,
    Any Any Any,
}

/// [`Type::OptionalRecord`]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionalRecord<R>(PhantomData<R>);

impl<R: Record> Kind for OptionalRecord<R> {
    const TYPE: Type = Type::OptionalRecord(&R::FIELDS);
    type Operand = operand::Unordered;
    type PlainOperand = operand::PlainAny;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::methods::user::User;
    use crate::schema::filter::{Family, supports, supports_prefixes};
    use crate::schema::operand::Behaviours;

    #[test]
    fn operands_have_the_behaviours_that_the_check_supports() {
        type RecordKind = OptionalRecord<User>;
        let record = (
            RecordKind::TYPE,
            <RecordKind as Kind>::Operand::NAMES,
            <RecordKind as Kind>::PlainOperand::NAMES,
        );
        for &(ty, with_operators, plain) in BEHAVIOURS.iter().chain([&record]) {
            for (behaviour, is_supported) in [
                ("HasOperators", supports_prefixes(ty)),
                ("Ordered", supports(ty, Family::Range)),
                ("Listed", supports(ty, Family::List)),
                ("Searchable", supports(ty, Family::Pattern)),
            ] {
                let has = |behaviours: &[&str]| behaviours.contains(&behaviour);
                assert_eq!(has(with_operators), is_supported, "{ty:?}: {behaviour}");
                // The values of a custom field are not checked.
                assert!(ty == Type::Any || !has(plain), "{ty:?}: {behaviour}");
            }
        }
    }
}
