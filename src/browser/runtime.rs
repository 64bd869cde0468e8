//! The browser's clock, timers and task queue.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use crate::transport::{LocalFuture, Runtime};

/// The runtime of a page: `Date.now`, `setTimeout` and the microtask queue.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserRuntime;

impl Runtime for BrowserRuntime {
    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        Box::pin(TimeoutFuture::new(milliseconds))
    }

    fn spawn(&self, work: LocalFuture<'static, ()>) {
        spawn_local(work);
    }
}
