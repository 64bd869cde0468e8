//! Identifiers as parameters.

use crate::wire::Value;
use crate::wire::reference::Reference;

/// An identifier as a parameter: a number or, in a batch, a reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Id(Value);

impl From<Id> for Value {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl From<u64> for Id {
    fn from(id: u64) -> Self {
        Self(id.into())
    }
}

impl From<Reference> for Id {
    fn from(reference: Reference) -> Self {
        Self(reference.into())
    }
}

/// Identifiers as a parameter: a list, one number or, in a batch, a reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Ids(Value);

impl From<Ids> for Value {
    fn from(ids: Ids) -> Self {
        ids.0
    }
}

impl From<u64> for Ids {
    fn from(id: u64) -> Self {
        Self(id.into())
    }
}

impl From<Vec<u64>> for Ids {
    fn from(ids: Vec<u64>) -> Self {
        Self(ids.into())
    }
}

impl<const N: usize> From<[u64; N]> for Ids {
    fn from(ids: [u64; N]) -> Self {
        Self(ids.into())
    }
}

impl From<Reference> for Ids {
    fn from(reference: Reference) -> Self {
        Self(reference.into())
    }
}
