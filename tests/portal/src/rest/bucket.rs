//! The rate limit: a leaky bucket for each client address.

use std::collections::HashMap;

use crate::settings::BucketSettings;

/// The buckets of all client addresses.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    levels: HashMap<String, Level>,
}

#[derive(Debug)]
struct Level {
    requests: f64,
    at: f64,
}

impl Buckets {
    /// Adds a request to the bucket if it fits; returns whether it did. A batch counts as one
    /// request.
    pub(crate) fn admit(&mut self, source: &str, settings: &BucketSettings, now: f64) -> bool {
        if !settings.enabled {
            return true;
        }
        let level =
            self.levels.entry(source.to_owned()).or_insert(Level { requests: 0.0, at: now });
        let leaked = (now - level.at).max(0.0) * settings.leak_per_second;
        level.requests = (level.requests - leaked).max(settings.min_level);
        level.at = now;
        let admitted = level.requests + 1.0 <= settings.capacity;
        if admitted {
            level.requests += 1.0;
        }
        admitted
    }
}
