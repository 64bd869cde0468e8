//! Waiting, for one thread: what a page needs of it, in a fraction of a general library's bytes.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// A future of this thread, of whatever type.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A value that one side puts and others wait for. Clones are of the same slot.
pub(crate) struct Slot<T>(Rc<RefCell<State<T>>>);

struct State<T> {
    value: Option<T>,
    waiting: Vec<Waker>,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(State { value: None, waiting: Vec::new() })))
    }
}

impl<T: Clone> Slot<T> {
    /// Puts the value, for all who wait and all who will.
    pub(crate) fn put(&self, value: T) {
        let waiting = {
            let mut state = self.0.borrow_mut();
            state.value = Some(value);
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Waits for the value.
    pub(crate) async fn wait(&self) -> T {
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            match &state.value {
                Some(value) => Poll::Ready(value.clone()),
                None => {
                    state.waiting.push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}

/// What `work` comes to, or `None` where `end` comes first; both are dropped by then.
pub(crate) async fn unless<T>(mut end: LocalFuture<'_, ()>, mut work: LocalFuture<'_, T>) -> Option<T> {
    poll_fn(|context| {
        if let Poll::Ready(outcome) = work.as_mut().poll(context) {
            return Poll::Ready(Some(outcome));
        }
        end.as_mut().poll(context).map(|()| None)
    })
    .await
}

#[cfg(test)]
mod tests {
    use futures_executor::LocalPool;
    use futures_util::task::LocalSpawnExt;

    use super::*;

    #[test]
    fn one_value_reaches_all_who_wait() {
        let (mut pool, slot) = (LocalPool::new(), Slot::default());
        let seen = Rc::new(RefCell::new(Vec::new()));
        for _ in 0..2 {
            let (slot, seen): (Slot<i32>, _) = (slot.clone(), Rc::clone(&seen));
            let wait = async move {
                let value = slot.wait().await;
                seen.borrow_mut().push(value);
            };
            pool.spawner().spawn_local(wait).unwrap();
        }
        pool.run_until_stalled();
        assert!(seen.borrow().is_empty());
        slot.put(7);
        pool.run();
        assert_eq!(*seen.borrow(), [7, 7]);
    }

    #[test]
    fn what_comes_first_decides() {
        let never = || Box::pin(std::future::pending());
        let done = futures_executor::block_on(unless(never(), Box::pin(async { 1 })));
        let ended = futures_executor::block_on(unless::<i32>(Box::pin(async {}), Box::pin(std::future::pending())));
        assert_eq!((done, ended), (Some(1), None));
    }
}
