//! The browser's time and task queue.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use crate::transport::{LocalFuture, Runtime, SharedResult};

/// `Date.now`, `setTimeout` and the queue of microtasks.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserRuntime;

impl Runtime for BrowserRuntime {
    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        let over = SharedResult::default();
        let timer_over = over.clone();
        let timer = Timeout::new(milliseconds, move || timer_over.notify());
        Box::pin(async move {
            // A bell that timer_over is all there is to hear.
            let _ = over.wait().await;
            drop(timer);
        })
    }

    fn spawn(&self, work: LocalFuture<'static, ()>) {
        spawn_local(work);
    }
}
