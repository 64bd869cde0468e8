//! Deadlines: no wait without an end.

use super::runtime::{LocalFuture, Runtime};
use crate::error::Error;

/// The longest time that a browser's timer takes; a longer one would ring at once.
const MAX_DELAY: u32 = i32::MAX as u32;

/// Comes to `late` after so many milliseconds.
pub(crate) fn deadline(
    runtime: &dyn Runtime,
    milliseconds: u32,
    late: Error,
) -> LocalFuture<'static, Error> {
    let timer = runtime.sleep(milliseconds.min(MAX_DELAY));
    Box::pin(async move {
        timer.await;
        late
    })
}
