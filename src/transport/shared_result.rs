//! A result that several tasks of one thread wait for.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::error::Result;

/// A result that one task sets and others wait for: text, which may be empty, or an error. Clones
/// share it.
#[derive(Clone, Default)]
pub(crate) struct SharedResult(Rc<State>);

#[derive(Default)]
struct State {
    outcome: Cell<Option<Result<String>>>,
    waiting: Cell<Vec<Waker>>,
}

impl SharedResult {
    /// Sets the outcome for all present and future waiters.
    pub(crate) fn complete(&self, outcome: Result<String>) {
        self.0.outcome.set(Some(outcome));
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }

    /// Returns the number of clones.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn holders(&self) -> usize {
        Rc::strong_count(&self.0)
    }

    /// Sets an outcome without text.
    pub(crate) fn notify(&self) {
        self.complete(Ok(String::new()));
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures_executor::LocalPool;
    use futures_util::task::LocalSpawnExt;

    use super::*;

    #[test]
    fn all_waiters_receive_the_outcome() {
        let (mut pool, shared) = (LocalPool::new(), SharedResult::default());
        let seen = Rc::new(RefCell::new(Vec::new()));
        for _ in 0..2 {
            let (shared, seen) = (shared.clone(), Rc::clone(&seen));
            let wait = async move {
                let outcome = shared.wait().await;
                seen.borrow_mut().push(outcome.unwrap());
            };
            pool.spawner().spawn_local(wait).unwrap();
        }
        pool.run_until_stalled();
        assert!(seen.borrow().is_empty());
        shared.complete(Ok("7".to_owned()));
        pool.run();
        assert_eq!(*seen.borrow(), ["7", "7"]);
    }
}
