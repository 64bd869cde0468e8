//! The limit on run time: how long each method ran within the last ten minutes.

use std::collections::{BTreeMap, HashMap};

use super::auth::Caller;
use crate::settings::OperatingSettings;

/// The run times are stored by the minute, for ten minutes.
const MINUTE: i64 = 60;
const MINUTES: i64 = 10;

/// The minimum run time that counts, in seconds.
const MIN_RUN: f64 = 0.1;

/// The run time that a caller has used for one method.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    pub(crate) seconds: f64,
    /// The time when the oldest minute stops counting, in unix seconds.
    pub(crate) reset_at: i64,
}

/// The run times of all callers and methods.
#[derive(Debug, Default)]
pub(crate) struct Operating {
    minutes: HashMap<(bool, &'static str), BTreeMap<i64, f64>>,
}

impl Operating {
    /// Adds a run of `seconds`.
    pub(crate) fn add(&mut self, caller: &Caller, method: &'static str, seconds: f64, now: f64) {
        if seconds > MIN_RUN {
            let minutes = self.minutes.entry((caller.webhook, method)).or_default();
            *minutes.entry(minute(now)).or_default() += seconds;
        }
    }

    /// Returns the run time within the last ten minutes.
    pub(crate) fn usage(&self, caller: &Caller, method: &'static str, now: f64) -> Usage {
        let first = minute(now) - MINUTES + 1;
        let mut recent = self
            .minutes
            .get(&(caller.webhook, method))
            .into_iter()
            .flat_map(|minutes| minutes.range(first..))
            .peekable();
        let oldest = recent.peek().map_or(minute(now), |(minute, _)| **minute);
        Usage {
            seconds: recent.fold(0.0, |sum, (_, seconds)| sum + seconds),
            reset_at: (oldest + MINUTES) * MINUTE,
        }
    }

    /// Returns whether the limit is reached, so that the method is rejected.
    pub(crate) fn is_exhausted(
        &self,
        settings: &OperatingSettings,
        caller: &Caller,
        method: &'static str,
        now: f64,
    ) -> bool {
        settings.enabled && self.usage(caller, method, now).seconds >= settings.limit_seconds
    }
}

fn minute(now: f64) -> i64 {
    now as i64 / MINUTE
}
