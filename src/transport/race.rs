//! Work with a deadline.

use std::future::poll_fn;
use std::task::Poll;

use super::runtime::LocalFuture;
use crate::error::{Error, Result};

/// Waits for `work` or for the error of `deadline`, whichever is first, and drops both. Work is not
/// started if the deadline has already passed.
///
/// # Errors
///
/// The error of the work or of the deadline.
pub(crate) async fn race<T>(
    mut deadline: LocalFuture<'_, Error>,
    mut work: LocalFuture<'_, Result<T>>,
) -> Result<T> {
    poll_fn(|context| match deadline.as_mut().poll(context) {
        Poll::Ready(error) => Poll::Ready(Err(error)),
        Poll::Pending => work.as_mut().poll(context),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn first_result_wins() {
        let timeout = || Error::new(ErrorKind::Timeout, "TIMEOUT", "");
        let never = || Box::pin(std::future::pending());
        let done = race(Box::pin(std::future::pending()), Box::pin(async { Ok(1) }));
        assert_eq!(futures_executor::block_on(done), Ok(1));
        let expired = race::<i32>(Box::pin(async { timeout() }), never());
        assert_eq!(futures_executor::block_on(expired), Err(timeout()));
    }
}
