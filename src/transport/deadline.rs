//! Deadlines.

use std::time::Duration;

use super::runtime::{LocalFuture, Runtime};
use crate::error::Error;

/// The longest delay of a browser's timer; a longer one would fire at once.
const MAX_DELAY: u32 = i32::MAX as u32;

/// Returns a duration in milliseconds, rounded up.
pub(crate) fn milliseconds(duration: Duration) -> u32 {
    duration.as_nanos().div_ceil(1_000_000).try_into().unwrap_or(u32::MAX)
}

/// Resolves to `error` after a delay.
pub(crate) fn deadline(
    runtime: &dyn Runtime,
    milliseconds: u32,
    error: Error,
) -> LocalFuture<'static, Error> {
    let timer = runtime.sleep(milliseconds.min(MAX_DELAY));
    Box::pin(async move {
        timer.await;
        error
    })
}
