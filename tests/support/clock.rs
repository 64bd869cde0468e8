//! A runtime whose time passes only when nothing else can happen.

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

/// Virtual time. Clones are of the same clock.
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
    /// A clock that stands at so many milliseconds since 1970.
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

    /// Milliseconds since 1970.
    pub fn milliseconds(&self) -> u64 {
        self.0.now.get()
    }

    /// How many timers somebody waits for.
    pub fn timers(&self) -> usize {
        self.0.sleepers.borrow().len()
    }

    /// Lets time pass between two calls.
    pub fn advance(&self, milliseconds: u64) {
        self.0.now.set(self.0.now.get() + milliseconds);
    }

    /// Runs `work` and all that it spawns; jumps to the next timer whenever nothing else can run.
    ///
    /// # Panics
    ///
    /// Where `work` would wait for ever.
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
                assert!(self.ring(), "nothing is left that could end this wait");
            }
        }
    }

    /// Resolves after that many milliseconds, counted from now.
    pub fn sleep(&self, milliseconds: u64) -> Sleep {
        let number = self.0.slept.get();
        self.0.slept.set(number + 1);
        Sleep { clock: self.clone(), key: (self.milliseconds() + milliseconds, number) }
    }

    /// Goes on to the next timer; `false` where there is none.
    fn ring(&self) -> bool {
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

/// A timer, which is forgotten when it is dropped.
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
