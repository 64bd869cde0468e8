//! Secrets that no page can know.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::random::Random;

/// A number that the operating system's randomness decides.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Letters and digits that follow from such a number.
pub(super) fn random_text() -> String {
    Random::new(random()).hex(16)
}
