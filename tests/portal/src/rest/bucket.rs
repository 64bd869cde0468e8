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
        let level = self.level(source, settings, now);
        let admitted = level + 1.0 <= settings.capacity;
        let requests = if admitted { level + 1.0 } else { level };
        self.levels.insert(source.to_owned(), Level { requests, at: now });
        admitted
    }

    /// Returns the number of requests in a bucket.
    pub(crate) fn level(&self, source: &str, settings: &BucketSettings, now: f64) -> f64 {
        let known = self.levels.get(source);
        let requests = known.map_or(0.0, |level| {
            level.requests - (now - level.at).max(0.0) * settings.leak_per_second
        });
        requests.max(settings.min_level)
    }
}
