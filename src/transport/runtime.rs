//! The time and the task queue.

use std::pin::Pin;

/// A future of this thread, of whatever type.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Tells the time, lets it pass, and goes on with work that nobody waits for.
pub trait Runtime {
    /// Milliseconds since 1970.
    fn now(&self) -> f64;

    /// Resolves after that many milliseconds.
    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()>;

    /// Goes on with `work` to its end.
    fn spawn(&self, work: LocalFuture<'static, ()>);
}
