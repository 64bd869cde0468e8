//! The limits of a portal, without I/O: how many requests it takes, and which methods it blocks.

mod bucket;
mod operating;
mod rate_limit;

use crate::error::Error;

pub use operating::OperatingTime;
pub use rate_limit::RateLimit;

use bucket::Bucket;
pub(crate) use bucket::Flight;
use operating::Operating;

/// The limits of one portal, which all its clients share. Times are in milliseconds since 1970.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    pub(crate) bucket: Bucket,
    pub(crate) operating: Operating,
}

impl Limiter {
    /// Accepts the failure of a call whose request was sent at `sent_at`.
    pub(crate) fn accept(
        &mut self,
        method: &str,
        error: &Error,
        sent_at: f64,
        now: f64,
        random: f64,
    ) {
        if error.is("QUERY_LIMIT_EXCEEDED") {
            self.bucket.refuse(sent_at, now, random);
        }
        self.operating.accept(method, error, now);
    }
}

/// The most calls in one request.
const MAX_CALLS: f64 = 50.0;

/// Returns how many calls travel in each request, so that as few as possible wait. `alone` calls have
/// a request of their own, `together` calls may travel together, and the portal admits `requests`.
pub(crate) fn calls_per_request(alone: f64, together: f64, requests: f64) -> f64 {
    (together / (requests - alone).max(1.0)).ceil().clamp(1.0, MAX_CALLS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_requests_evenly() {
        for (alone, together, requests, expected) in [
            (0.0, 100.0, 45.0, 3.0),
            (0.0, 1000.0, 45.0, 23.0),
            (0.0, 51.0, 45.0, 2.0),
            (40.0, 60.0, 45.0, 12.0),
            (45.0, 60.0, 45.0, 50.0),
            (0.0, 5000.0, 45.0, 50.0),
            (0.0, 1.0, 2.0, 1.0),
        ] {
            assert_eq!(calls_per_request(alone, together, requests), expected);
        }
    }
}
