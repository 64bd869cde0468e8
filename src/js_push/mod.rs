//! The exports of the npm package's third module, which is loaded when events are first used: the connection
//! to the push server, without I/O. Texts are JSON.

mod action;
mod input;

use wasm_bindgen::prelude::*;

use crate::push::{Machine, Page};
use crate::wire::{Value, json};

/// An allocator of a quarter of the default one's size.
#[cfg(not(any(feature = "js", feature = "js-v3")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A connection, whose sockets, requests and timers are the wrapper's.
#[wasm_bindgen]
pub struct PushMachine(Machine);

impl std::fmt::Debug for PushMachine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PushMachine")
    }
}

/// Creates a connection to the portal with this origin, for a page that may be loaded by https.
#[wasm_bindgen]
#[must_use]
pub fn connection(portal: &JsValue, is_secure: bool) -> PushMachine {
    let portal = portal.as_string().unwrap_or_default();
    PushMachine(Machine::new(Page { portal, is_secure }))
}

#[wasm_bindgen]
impl PushMachine {
    /// Handles an input, and returns a list of actions.
    pub fn handle(&mut self, input: &JsValue, now: f64, random: f64) -> String {
        let mut actions = Vec::new();
        if let Some(input) = input::read(&input.as_string().unwrap_or_default()) {
            for action in self.0.handle(input, now, random) {
                actions.push(action::write(action));
            }
        }
        json::write(&Value::List(actions))
    }

    /// Returns when the input `wake` is due, in milliseconds since 1970.
    #[wasm_bindgen(js_name = wakeAt)]
    pub fn wake_at(&self) -> Option<f64> {
        self.0.wake_at()
    }
}
