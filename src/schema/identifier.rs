//! Identifiers as parameters.

use super::field::Type;
use super::param::ParamKind;
use super::param_type::ParamType;
use crate::wire::Value;
use crate::wire::reference::Reference;

macro_rules! identifiers {
    ($(#[$doc:meta])+ $ids:ident $kind:expr) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $ids(Value);

        impl From<$ids> for Value {
            fn from(ids: $ids) -> Self {
                ids.0
            }
        }

        impl ParamType for $ids {
            const KIND: ParamKind = $kind;
        }

        impl From<u64> for $ids {
            fn from(id: u64) -> Self {
                Self(id.into())
            }
        }

        impl From<Reference> for $ids {
            fn from(reference: Reference) -> Self {
                Self(reference.into())
            }
        }
    };
}

macro_rules! from_lists {
    ($($ids:ident)*) => {$(
        impl From<Vec<u64>> for $ids {
            fn from(ids: Vec<u64>) -> Self {
                Self(ids.into())
            }
        }

        impl<const N: usize> From<[u64; N]> for $ids {
            fn from(ids: [u64; N]) -> Self {
                Self(ids.into())
            }
        }
    )*};
}

identifiers! {
    /// An identifier as a parameter: a number or, in a batch, a reference.
    Id ParamKind::Value(Type::Id)
}

identifiers! {
    /// Identifiers as a parameter: a list, one number or, in a batch, a reference.
    Ids ParamKind::Value(Type::Ids)
}

identifiers! {
    /// Identifiers as a parameter of a method that also accepts them as a JSON array in text, which
    /// has room for any number: a list, one number or, in a batch, a reference.
    JsonIds ParamKind::JsonIds
}

from_lists!(Ids JsonIds);
