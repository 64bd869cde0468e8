//! A runtime with virtual time, which advances only when no task can run.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use b24_wasm::transport::Runtime;
use futures_executor::{LocalPool, LocalSpawner};
use futures_util::task::LocalSpawnExt;

type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Virtual time. Clones share the same clock.
#[derive(Clone)]
pub struct Clock(Rc<State>);

struct State {
    now: Cell<u64>,
    sleepers: RefCell<BTreeMap<(u64, usize), Waker>>,
    slept: Cell<usize>,
    pool: RefCell<LocalPool>,
    spawner: LocalSpawner,
}

impl Clock {
    /// Returns a clock at `now` milliseconds since 1970.
    pub fn at(now: u64) -> Self {
        let pool = LocalPool::new();
        let spawner = pool.spawner();
        Self(Rc::new(State {
            now: Cell::new(now),
            sleepers: RefCell::default(),
            slept: Cell::new(0),
            pool: RefCell::new(pool),
            spawner,
        }))
    }

    /// Returns the milliseconds since 1970.
    pub fn milliseconds(&self) -> u64 {
        self.0.now.get()
    }

    /// Returns the number of pending timers.
    pub fn timers(&self) -> usize {
        self.0.sleepers.borrow().len()
    }

    /// Advances the time.
    pub fn advance(&self, milliseconds: u64) {
        self.0.now.set(self.0.now.get() + milliseconds);
    }

    /// Runs `work` and the tasks that it spawns; advances to the next timer when no task can run.
    ///
    /// # Panics
    ///
    /// If `work` would wait forever.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            if woken.0.swap(false, Ordering::Relaxed)
                && let Poll::Ready(outcome) = work.as_mut().poll(&mut Context::from_waker(&waker))
            {
                return outcome;
            }
            self.0.pool.borrow_mut().run_until_stalled();
            if !woken.0.load(Ordering::Relaxed) {
                assert!(self.advance_to_next_timer(), "the work waits forever");
            }
        }
    }

    /// Drops the tasks that still wait: they keep the clock alive, and the clock keeps them.
    pub fn stop(&self) {
        let pool = self.0.pool.replace(LocalPool::new());
        drop(pool);
    }

    /// Returns a future that resolves after this many milliseconds.
    pub fn sleep(&self, milliseconds: u64) -> Sleep {
        let number = self.0.slept.get();
        self.0.slept.set(number + 1);
        Sleep { clock: self.clone(), key: (self.milliseconds() + milliseconds, number) }
    }

    /// Advances to the next timer; returns `false` if there is none.
    fn advance_to_next_timer(&self) -> bool {
        let first = self.0.sleepers.borrow_mut().pop_first();
        let Some(((at, _), waker)) = first else { return false };
        self.0.now.set(self.milliseconds().max(at));
        waker.wake();
        true
    }
}

impl Runtime for Clock {
    fn now(&self) -> f64 {
        self.milliseconds() as f64
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<()> {
        Box::pin(self.sleep(milliseconds.into()))
    }

    fn spawn(&self, work: LocalFuture<()>) {
        self.0.spawner.spawn_local(work).unwrap();
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A timer, removed from the clock when dropped.
pub struct Sleep {
    clock: Clock,
    key: (u64, usize),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.clock.milliseconds() >= self.key.0 {
            return Poll::Ready(());
        }
        self.clock.0.sleepers.borrow_mut().insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.0.sleepers.borrow_mut().remove(&self.key);
    }
}
