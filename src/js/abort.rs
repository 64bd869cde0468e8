//! Giving up on an `AbortSignal`.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::error::{Error, ErrorKind};
use crate::transport::{LocalFuture, SharedResult};

/// Comes to an error once the signal is aborted; never where there is none.
pub(super) fn aborted(signal: Option<AbortSignal>) -> LocalFuture<'static, Error> {
    let abort = SharedResult::default();
    let listener = signal.map(|signal| Listener::new(signal, abort.clone()));
    Box::pin(async move {
        // A bell that timer_over is all there is to hear.
        let _ = abort.wait().await;
        drop(listener);
        Error::new(ErrorKind::Aborted, "ABORTED", "The caller gave the call up.")
    })
}

struct Listener {
    signal: AbortSignal,
    listener: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: AbortSignal, abort: SharedResult) -> Self {
        if signal.aborted() {
            abort.notify();
        }
        let listener: Closure<dyn FnMut()> = Closure::new(move || abort.notify());
        // A signal that takes no listeners is never aborted; the deadline stands all the same.
        let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        Self { signal, listener }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        // A listener that is gone already is what is wanted.
        let _ = self.signal.remove_event_listener_with_callback("abort", listener);
    }
}
