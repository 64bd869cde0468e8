//! Unpredictable secrets.

use std::hash::{BuildHasher, Hasher, RandomState};

use crate::random::Random;

/// Returns a random number from the operating system's randomness.
pub(super) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Returns a random text of letters and digits.
pub(super) fn random_text() -> String {
    Random::new(random()).secret(25)
}
