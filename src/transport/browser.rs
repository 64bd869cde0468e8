//! The browser's time and task queue.

use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::task::{LocalFuture, Slot};
use crate::transport::Runtime;

/// `Date.now`, `setTimeout` and the queue of microtasks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Browser;

impl Runtime for Browser {
    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        let over = Slot::default();
        let rings = over.clone();
        let timer = Timeout::new(milliseconds, move || rings.ring());
        Box::pin(async move {
            // A bell that rings is all there is to hear.
            let _ = over.wait().await;
            drop(timer);
        })
    }

    fn spawn(&self, work: LocalFuture<'static, ()>) {
        spawn_local(work);
    }
}

/// A member of whatever the browser gives: an object of another realm or of a stub will do, and what
/// has no such member has it undefined. A binding of its own for each member takes more bytes.
pub(crate) fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}
