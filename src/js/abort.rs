//! Waits for an `AbortSignal`.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::error::{Error, ErrorKind};
use crate::transport::{LocalFuture, SharedResult};

/// Resolves to an error when the signal is aborted; never if there is no signal.
pub(super) fn aborted(signal: Option<AbortSignal>) -> LocalFuture<'static, Error> {
    let abort = SharedResult::default();
    let listener = signal.map(|signal| Listener::new(signal, abort.clone()));
    Box::pin(async move {
        let _ = abort.wait().await;
        drop(listener);
        Error::new(ErrorKind::Aborted, "ABORTED", "the caller aborted the call")
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
        // If the signal accepts no listener it is never aborted; the deadline still applies.
        let _ = signal.add_event_listener_with_callback("abort", listener.as_ref().unchecked_ref());
        Self { signal, listener }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        // Nothing is left to do if this fails.
        let _ = self.signal.remove_event_listener_with_callback("abort", listener);
    }
}
