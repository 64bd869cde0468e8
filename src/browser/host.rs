//! The channel to the host page: posts messages, and receives replies and events.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Crypto, Window};

use crate::browser::member::member;
use crate::error::{Error, Result};
use crate::frame::message::{self, Session};
use crate::transport::{LocalFuture, SharedResult, race};
use crate::wire::{Value, json};

/// A channel to the parent window.
///
/// It accepts messages only from this window and from the portal's origin.
pub(crate) struct HostChannel {
    parent: Window,
    window: Window,
    portal: String,
    waiting: Waiting,
    listener: Closure<dyn FnMut(JsValue)>,
}

/// A function that receives each event.
pub(crate) type EventListener = Rc<dyn Fn(Value)>;

type Waiting = Rc<RefCell<Vec<(String, Waiter)>>>;

enum Waiter {
    Reply(SharedResult),
    Events(EventListener),
}

impl HostChannel {
    /// Opens a channel to the parent window, and starts listening.
    pub(crate) fn new(window: Window, parent: Window, session: &Session) -> Self {
        let portal = session.portal.as_str().to_owned();
        let waiting = Waiting::default();
        let listener = listen(portal.clone(), &parent, &waiting);
        // If this fails, the deadline reports the missing reply.
        let _ =
            window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        Self { parent, window, portal, waiting, listener }
    }

    /// Returns a random id for a message; an empty one if the browser cannot.
    pub(crate) fn random_id(&self) -> String {
        let mut bytes = [0_u8; 24];
        // The call fails if there is no `crypto`.
        let crypto: Crypto = member(&self.window, "crypto").unchecked_into();
        let filled = crypto.get_random_values_with_u8_array(&mut bytes).is_ok();
        let letters = bytes.iter().map(|byte| char::from(b'a' + byte % 26));
        if filled { letters.collect() } else { String::new() }
    }

    /// Posts a message: text or an object.
    pub(crate) fn post(&self, message: &Value) {
        let message = match message {
            Value::Text(text) => JsValue::from_str(text),
            object => JSON::parse(&json::write(object)).unwrap_or_default(),
        };
        // If this fails, the deadline reports the missing reply.
        let _ = self.parent.post_message(&message, &self.portal);
    }

    /// Posts a message with an id, and waits for the text of its reply until `deadline`.
    ///
    /// # Errors
    ///
    /// The error of `deadline` if no reply arrives, which is how the host page denies a command.
    pub(crate) fn request(
        &self,
        message: &Value,
        id: String,
        deadline: LocalFuture<'static, Error>,
    ) -> LocalFuture<'static, Result<String>> {
        let reply = SharedResult::default();
        let waiting = self.register(message, id, Waiter::Reply(reply.clone()));
        Box::pin(async move {
            let reply = race(deadline, Box::pin(reply.wait())).await;
            drop(waiting);
            reply
        })
    }

    /// Posts a message with an id that gets any number of replies, and passes them to `listener`
    /// until the subscription is dropped.
    pub(crate) fn listen(
        &self,
        message: &Value,
        id: String,
        listener: EventListener,
    ) -> Subscription {
        self.register(message, id, Waiter::Events(listener))
    }

    fn register(&self, message: &Value, id: String, waiter: Waiter) -> Subscription {
        self.waiting.borrow_mut().push((id.clone(), waiter));
        self.post(message);
        Subscription { id, waiting: Rc::clone(&self.waiting) }
    }
}

impl Drop for HostChannel {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        // Nothing is left to do if this fails.
        let _ = self.window.remove_event_listener_with_callback("message", listener);
    }
}

/// A subscription to the replies to a command or to events; dropping it ends the subscription.
#[must_use = "the subscription ends when this is dropped"]
pub struct Subscription {
    id: String,
    waiting: Waiting,
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Subscription")
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut waiting = self.waiting.borrow_mut();
        if let Some(at) = find(&waiting, &self.id) {
            waiting.swap_remove(at);
        }
    }
}

fn listen(origin: String, parent: &Window, waiting: &Waiting) -> Closure<dyn FnMut(JsValue)> {
    let (parent, waiting) = (parent.clone(), Rc::clone(waiting));
    Closure::new(move |event: JsValue| {
        if member(&event, "source") != ***parent || member(&event, "origin") != *origin {
            return;
        }
        let Some(text) = member(&event, "data").as_string() else { return };
        let Some((id, payload)) = message::split_reply(&text) else { return };
        let listener = {
            let mut waiting = waiting.borrow_mut();
            let Some(at) = find(&waiting, id) else { return };
            match waiting.get(at) {
                Some((_, Waiter::Events(listener))) => Rc::clone(listener),
                _ => {
                    if let (_, Waiter::Reply(reply)) = waiting.swap_remove(at) {
                        reply.complete(Ok(payload.to_owned()));
                    }
                    return;
                }
            }
        };
        // Events that are not JSON are ignored.
        if let Ok(payload) = message::payload("", payload) {
            listener(payload);
        }
    })
}

fn find(waiting: &[(String, Waiter)], id: &str) -> Option<usize> {
    waiting.iter().position(|(waiting_id, _)| waiting_id == id)
}
