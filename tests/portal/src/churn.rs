//! Users and records that are added and removed while a client paginates a list.

use serde::{Deserialize, Serialize};

use crate::company::Company;
use crate::random::Random;
use crate::store::{Entity, Store};

/// The settings of the churn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChurnSettings {
    /// Whether users, or records of the kind that is listed, are added and removed.
    pub enabled: bool,
    /// The number of calls of list methods between two changes; the commands of a batch count one
    /// by one.
    pub every: u32,
    /// The number of users or records added at each change.
    pub added: u32,
    /// The number of users or records removed at each change. Those whose ids are multiples of 7
    /// stay.
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

    /// Counts a call of a list; returns whether a change is due.
    fn is_due(&mut self, settings: &ChurnSettings) -> bool {
        if !settings.enabled {
            return false;
        }
        self.calls += 1;
        self.calls.is_multiple_of(settings.every.max(1))
    }

    /// Counts a call of a list of records; adds and removes records of this kind if a change is
    /// due.
    pub(crate) fn after_list(
        &mut self,
        settings: &ChurnSettings,
        store: &mut Store,
        entity: &Entity,
    ) {
        if self.is_due(settings) {
            for _ in 0..settings.added {
                store.add_any(entity);
            }
            for _ in 0..settings.removed {
                store.remove_any(entity, &mut self.random);
            }
        }
    }

    /// Counts a call of the method; adds and removes users if a change is due.
    pub(crate) fn after(&mut self, method: &str, settings: &ChurnSettings, company: &mut Company) {
        if LISTS.contains(&method) && self.is_due(settings) {
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
