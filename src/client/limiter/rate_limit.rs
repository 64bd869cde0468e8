//! The rate limit of a portal.

use crate::error::{Error, Result};

/// The rate limit of a portal, as a leaky bucket: each request adds 1, a batch too, and above
/// `burst` the portal refuses requests with `QUERY_LIMIT_EXCEEDED`.
///
/// ```
/// use b24_wasm::client::RateLimit;
///
/// assert_eq!(RateLimit::new(50, 2.0)?, RateLimit::default());
/// # Ok::<(), b24_wasm::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimit {
    /// The most requests in the bucket.
    pub(super) burst: f64,
    /// The requests that leave the bucket in a second.
    pub(super) per_second: f64,
}

impl RateLimit {
    /// The limit of the plan Enterprise: 250 requests, 5 a second.
    pub const ENTERPRISE: Self = Self { burst: 250.0, per_second: 5.0 };

    /// No limit, as on most self-hosted portals.
    pub const UNLIMITED: Self = Self { burst: f64::INFINITY, per_second: f64::INFINITY };

    /// Creates a limit of `burst` requests at once and `per_second` requests in the long run.
    ///
    /// # Errors
    ///
    /// `INVALID_OPTION` if the limit would stop all requests: a `burst` below 1, or no request a second.
    pub fn new(burst: impl Into<f64>, per_second: f64) -> Result<Self> {
        let burst = burst.into();
        if burst >= 1.0 && per_second > 0.0 {
            return Ok(Self { burst, per_second });
        }
        let problem = "a rate limit has a burst from 1 and more than 0 requests a second";
        Err(Error::input("INVALID_OPTION", problem))
    }

    /// Creates the limit of an option of the npm package, which has checked it as `new` does.
    #[cfg(all(target_arch = "wasm32", feature = "js"))]
    pub(crate) fn checked(burst: f64, per_second: f64) -> Self {
        Self { burst, per_second }
    }
}

impl Default for RateLimit {
    /// Returns the limit of all other plans: 50 requests, 2 a second.
    fn default() -> Self {
        Self { burst: 50.0, per_second: 2.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_a_limit_that_stops_all_requests() {
        for (burst, per_second) in
            [(0.9, 2.0), (0.0, 2.0), (-1.0, 2.0), (f64::NAN, 2.0), (1.0, 0.0), (1.0, f64::NAN)]
        {
            let error = RateLimit::new(burst, per_second).unwrap_err();
            assert_eq!(error.code(), "INVALID_OPTION", "{burst}, {per_second}");
        }
    }

    #[test]
    fn keeps_a_slow_limit() {
        let limit = RateLimit::new(1.0, 0.01).unwrap();
        assert_eq!((limit.burst, limit.per_second), (1.0, 0.01));
    }
}
