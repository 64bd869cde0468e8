//! Deadlines.

use super::runtime::{LocalFuture, Runtime};
use crate::error::Error;

/// The longest delay of a browser's timer; a longer one would fire at once.
const MAX_DELAY: u32 = i32::MAX as u32;

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
