//! People who come and go while somebody walks along a list.

use serde::{Deserialize, Serialize};

use crate::company::Company;
use crate::random::Random;

/// How people come and go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChurnSettings {
    /// Whether anybody does.
    pub enabled: bool,
    /// After how many calls of methods that list users; the commands of a batch count one by one.
    pub every: u32,
    /// How many users are hired then.
    pub hired: u32,
    /// How many are removed then. Those whose identifiers 7 divides stay.
    pub lost: u32,
}

/// What has happened so far.
#[derive(Debug)]
pub(crate) struct Churn {
    calls: u32,
    pub(crate) random: Random,
}

impl Churn {
    pub(crate) fn new(seed: u64) -> Self {
        Self { calls: 0, random: Random::new(seed.rotate_left(16)) }
    }

    /// Counts a call of this method and lets people come and go where it is time.
    pub(crate) fn after(&mut self, method: &str, settings: &ChurnSettings, company: &mut Company) {
        if !settings.enabled || !LISTS.contains(&method) {
            return;
        }
        self.calls += 1;
        if self.calls.is_multiple_of(settings.every.max(1)) {
            for _ in 0..settings.hired {
                company.hire(&mut self.random);
            }
            for _ in 0..settings.lost {
                company.lose(&mut self.random);
            }
        }
    }
}

const LISTS: [&str; 3] = ["user.get", "user.search", "im.search.user.list"];
