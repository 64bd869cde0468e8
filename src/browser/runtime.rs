//! The browser's clock, timers and task queue.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use crate::transport::{LocalFuture, Runtime, SharedResult};

/// The runtime of a page: `Date.now`, `setTimeout` and the microtask queue.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserRuntime;

impl Runtime for BrowserRuntime {
    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        let elapsed = SharedResult::default();
        let timer_elapsed = elapsed.clone();
        let timer = Timeout::new(milliseconds, move || timer_elapsed.notify());
        Box::pin(async move {
            let _ = elapsed.wait().await;
            drop(timer);
        })
    }

    fn spawn(&self, work: LocalFuture<'static, ()>) {
        spawn_local(work);
    }
}
