//! Giving a call up on an `AbortSignal`.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::error::{Error, Kind, Result};
use crate::task::{LocalFuture, Slot, unless};

/// What `work` comes to, or an error as soon as the signal is aborted; `work` is dropped then.
pub(super) async fn unless_aborted<T>(
    signal: Option<AbortSignal>,
    work: LocalFuture<'_, Result<T>>,
) -> Result<T> {
    let Some(signal) = signal else { return work.await };
    let abort = Slot::default();
    if signal.aborted() {
        abort.put(());
    }
    let listener = Listener::new(signal, abort.clone());
    let outcome = unless(Box::pin(abort.wait()), work).await;
    drop(listener);
    outcome.unwrap_or_else(|| Err(Error::new(Kind::Aborted, "ABORTED", "The caller gave the call up.")))
}

struct Listener {
    signal: AbortSignal,
    heard: Closure<dyn FnMut()>,
}

impl Listener {
    fn new(signal: AbortSignal, abort: Slot<()>) -> Self {
        let heard: Closure<dyn FnMut()> = Closure::new(move || abort.put(()));
        // A signal that takes no listeners is never aborted; the deadline stands all the same.
        let _ = signal.add_event_listener_with_callback("abort", heard.as_ref().unchecked_ref());
        Self { signal, heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        // A listener that is gone already is what is wanted.
        let _ = self.signal.remove_event_listener_with_callback("abort", heard);
    }
}
