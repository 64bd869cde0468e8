//! Timers and tasks.

use std::pin::Pin;

/// A boxed future of this thread.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A clock with timers, and a task queue.
pub trait Runtime {
    /// Returns the milliseconds since 1970.
    fn now(&self) -> f64;

    /// Returns a random number from 0 to 1, which spreads the repeated requests of many pages.
    fn random(&self) -> f64;

    /// Resolves after a delay.
    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()>;

    /// Runs `work` to completion in the background.
    fn spawn(&self, work: LocalFuture<'static, ()>);
}
