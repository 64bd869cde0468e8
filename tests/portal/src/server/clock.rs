//! The clock of the server.

use std::time::SystemTime;

/// Returns the time in unix seconds.
pub(super) fn now() -> f64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0.0, |elapsed| elapsed.as_secs_f64())
}
