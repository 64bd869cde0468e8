//! The rate limit of a portal.

/// The rate limit of a portal, as a leaky bucket: each request adds 1, a batch too, and above
/// `burst` the portal refuses requests with `QUERY_LIMIT_EXCEEDED`.
///
/// ```
/// use b24_wasm::client::RateLimit;
///
/// assert_eq!(RateLimit::default(), RateLimit::new(50, 2.0));
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

    /// Creates a limit of `burst` requests at once and `per_second` requests in the long run; values
    /// that would stop all requests are raised to 1 and 0.1.
    #[must_use]
    pub fn new(burst: u32, per_second: f64) -> Self {
        Self::of(f64::from(burst), per_second)
    }

    pub(crate) fn of(burst: f64, per_second: f64) -> Self {
        Self { burst: burst.max(1.0), per_second: per_second.max(0.1) }
    }
}

impl Default for RateLimit {
    /// Returns the limit of all other plans: 50 requests, 2 a second.
    fn default() -> Self {
        Self { burst: 50.0, per_second: 2.0 }
    }
}
