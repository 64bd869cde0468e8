//! Work against its end.

use std::future::poll_fn;
use std::task::Poll;

use super::runtime::LocalFuture;
use crate::error::{Error, Result};

/// What `work` comes to, or the error that `end` comes to first; both are dropped by then. Work whose
/// end has come already is not begun.
///
/// # Errors
///
/// The work's own, or the end's.
pub(crate) async fn race<T>(
    mut end: LocalFuture<'_, Error>,
    mut work: LocalFuture<'_, Result<T>>,
) -> Result<T> {
    poll_fn(|context| match end.as_mut().poll(context) {
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
    fn what_comes_first_decides() {
        let late = || Error::new(ErrorKind::Timeout, "TIMEOUT", "");
        let never = || Box::pin(std::future::pending());
        let done = race(Box::pin(std::future::pending()), Box::pin(async { Ok(1) }));
        assert_eq!(futures_executor::block_on(done), Ok(1));
        let ended = race::<i32>(Box::pin(async { late() }), never());
        assert_eq!(futures_executor::block_on(ended), Err(late()));
    }
}
