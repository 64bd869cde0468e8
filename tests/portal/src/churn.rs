//! Users who are added and removed while a client paginates a list.

use serde::{Deserialize, Serialize};

use crate::company::Company;
use crate::random::Random;

/// The settings of the churn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChurnSettings {
    /// Whether users are added and removed.
    pub enabled: bool,
    /// The number of calls of list methods between two changes; the commands of a batch count one
    /// by one.
    pub every: u32,
    /// The number of users added at each change.
    pub added: u32,
    /// The number of users removed at each change. Users whose ids are multiples of 7 stay.
    pub removed: u32,
}

/// The state of the churn.
#[derive(Debug)]
pub(crate) struct Churn {
    calls: u32,
    pub(crate) random: Random,
}

impl Churn {
    pub(crate) fn new(seed: u64) -> Self {
        Self { calls: 0, random: Random::new(seed.rotate_left(16)) }
    }

    /// Counts a call of the method; adds and removes users if a change is due.
    pub(crate) fn after(&mut self, method: &str, settings: &ChurnSettings, company: &mut Company) {
        if !settings.enabled || !LISTS.contains(&method) {
            return;
        }
        self.calls += 1;
        if self.calls.is_multiple_of(settings.every.max(1)) {
            for _ in 0..settings.added {
                company.hire(&mut self.random);
            }
            for _ in 0..settings.removed {
                company.remove_random_user(&mut self.random);
            }
        }
    }
}

const LISTS: [&str; 3] = ["user.get", "user.search", "im.search.user.list"];
