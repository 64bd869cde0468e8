//! Deadlines: no wait without an end.

use crate::error::{Error, Result};
use crate::task::{LocalFuture, unless};
use crate::transport::Runtime;

/// The longest time that a browser's timer takes; a longer one would ring at once.
const LONGEST: u32 = i32::MAX as u32;

/// What `work` comes to, or the error `late` after so many milliseconds; `work` is dropped then.
///
/// # Errors
///
/// The work's own, or `late`.
pub(crate) async fn within<T>(
    runtime: &dyn Runtime,
    milliseconds: u32,
    late: impl FnOnce() -> Error,
    work: LocalFuture<'_, Result<T>>,
) -> Result<T> {
    let end = runtime.sleep(milliseconds.min(LONGEST));
    unless(end, work).await.unwrap_or_else(|| Err(late()))
}
