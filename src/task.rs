//! Waiting, for one thread: what a page needs of it, in a fraction of a general library's bytes.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::error::{Error, Result};

/// A future of this thread, of whatever type.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What one side puts and others wait for: text, if there is any to say, or an error. Clones are of
/// the same slot.
#[derive(Clone, Default)]
pub(crate) struct Slot(Rc<State>);

#[derive(Default)]
struct State {
    outcome: Cell<Option<Result<String>>>,
    waiting: Cell<Vec<Waker>>,
}

impl Slot {
    /// Puts the outcome, for all who wait and all who will.
    pub(crate) fn put(&self, outcome: Result<String>) {
        self.0.outcome.set(Some(outcome));
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }

    /// How many clones of the slot there are.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn holders(&self) -> usize {
        Rc::strong_count(&self.0)
    }

    /// Puts an outcome without text.
    pub(crate) fn ring(&self) {
        self.put(Ok(String::new()));
    }

    /// Waits for the outcome.
    pub(crate) async fn wait(&self) -> Result<String> {
        poll_fn(|context| {
            let outcome = self.0.outcome.take();
            self.0.outcome.set(outcome.clone());
            if outcome.is_none() {
                let mut waiting = self.0.waiting.take();
                waiting.push(context.waker().clone());
                self.0.waiting.set(waiting);
            }
            outcome.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

/// What `work` comes to, or the error that `end` comes to first; both are dropped by then. Work whose
/// end has come already is not begun.
///
/// # Errors
///
/// The work's own, or the end's.
pub(crate) async fn until<T>(
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
    use std::cell::RefCell;

    use futures_executor::LocalPool;
    use futures_util::task::LocalSpawnExt;

    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn one_value_reaches_all_who_wait() {
        let (mut pool, slot) = (LocalPool::new(), Slot::default());
        let seen = Rc::new(RefCell::new(Vec::new()));
        for _ in 0..2 {
            let (slot, seen) = (slot.clone(), Rc::clone(&seen));
            let wait = async move {
                let outcome = slot.wait().await;
                seen.borrow_mut().push(outcome.unwrap());
            };
            pool.spawner().spawn_local(wait).unwrap();
        }
        pool.run_until_stalled();
        assert!(seen.borrow().is_empty());
        slot.put(Ok("7".to_owned()));
        pool.run();
        assert_eq!(*seen.borrow(), ["7", "7"]);
    }

    #[test]
    fn what_comes_first_decides() {
        let late = || Error::new(ErrorKind::Timeout, "TIMEOUT", "");
        let never = || Box::pin(std::future::pending());
        let done = until(Box::pin(std::future::pending()), Box::pin(async { Ok(1) }));
        assert_eq!(futures_executor::block_on(done), Ok(1));
        let ended = until::<i32>(Box::pin(async { late() }), never());
        assert_eq!(futures_executor::block_on(ended), Err(late()));
    }
}
