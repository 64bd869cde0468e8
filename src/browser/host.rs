//! The host page: sends commands to it, and receives its replies and events.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::JSON;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Crypto, Window};

use crate::address::Origin;
use crate::browser::member::member;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::message::{self, Session};
use crate::text;
use crate::transport::{LocalFuture, Runtime, SharedResult, deadline, race};
use crate::wire::Value;

/// The time within which the host page must reply, in milliseconds.
#[derive(Clone, Copy)]
pub(crate) enum TimeLimit {
    /// That of a session's first command.
    Handshake(u32),
    /// A timeout that the caller set.
    Caller(u32),
    /// The default of a command.
    Default(u32),
}

const FRAME_TIMEOUT: &str = "FRAME_TIMEOUT";

/// A channel to the parent window.
///
/// It accepts messages only from this window and from the portal's origin.
pub(crate) struct HostChannel {
    parent: Window,
    window: Window,
    session: Session,
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
    pub(crate) fn new(window: Window, parent: Window, session: Session) -> Self {
        let waiting = Waiting::default();
        let listener = listen(&session, &parent, &waiting);
        // If this fails, the deadline reports the missing reply.
        let _ =
            window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        Self { parent, window, session, waiting, listener }
    }

    /// Returns the portal's origin.
    pub(crate) fn portal(&self) -> &Origin {
        &self.session.portal
    }

    /// Sends a command that gets no reply.
    pub(crate) fn post(&self, command: &str, params: &Value) {
        self.post_with_id(command, params, "");
    }

    /// Sends a command and waits for its reply until `deadline`.
    ///
    /// # Errors
    ///
    /// The error of `deadline` if no reply arrives, which is how the host page denies a command;
    /// `NO_RANDOMNESS`; `INVALID_HOST_MESSAGE` if the reply is not JSON; the error that the reply
    /// contains.
    pub(crate) fn request(
        &self,
        command: &str,
        params: &Value,
        deadline: LocalFuture<'static, Error>,
    ) -> LocalFuture<'static, Result<Value>> {
        let reply = SharedResult::default();
        let waiting = self.register(command, params, Waiter::Reply(reply.clone()));
        let command = command.to_owned();
        Box::pin(async move {
            let waiting = waiting?;
            let reply = race(deadline, Box::pin(reply.wait())).await;
            drop(waiting);
            let reply = message::payload(&command, &reply?)?;
            message::refusal(&reply).map_or(Ok(reply), Err)
        })
    }

    /// Sends a command that gets any number of replies, and passes them to `listener` until the
    /// subscription is dropped.
    ///
    /// # Errors
    ///
    /// `NO_RANDOMNESS`.
    pub(crate) fn listen(
        &self,
        command: &str,
        params: &Value,
        listener: EventListener,
    ) -> Result<Subscription> {
        self.register(command, params, Waiter::Events(listener))
    }

    fn register(&self, command: &str, params: &Value, waiter: Waiter) -> Result<Subscription> {
        let id = random_id(&self.window)?;
        self.waiting.borrow_mut().push((id.clone(), waiter));
        self.post_with_id(command, params, &id);
        Ok(Subscription { id, waiting: Rc::clone(&self.waiting) })
    }

    fn post_with_id(&self, command: &str, params: &Value, id: &str) {
        // In a text message the name ends at the first colon.
        let sent = match text::find(command, ":") {
            None => JsValue::from_str(&self.session.command(command, params, id)),
            Some(_) => JSON::parse(&self.session.object(command, params, id)).unwrap_or_default(),
        };
        // If this fails, the deadline reports the missing reply.
        let _ = self.parent.post_message(&sent, self.session.portal.as_str());
    }

    /// Waits until the time limit of a command and returns its error. The error is of kind
    /// `timeout` if the caller set the limit.
    pub(crate) fn deadline(
        &self,
        runtime: &dyn Runtime,
        command: &str,
        limit: TimeLimit,
    ) -> LocalFuture<'static, Error> {
        let (timeout, kind, code, advice) = match limit {
            TimeLimit::Handshake(timeout) => (
                timeout,
                ErrorKind::Frame,
                FRAME_TIMEOUT,
                "; did that portal open the app, with this page's address in its settings?",
            ),
            TimeLimit::Caller(timeout) => (timeout, ErrorKind::Timeout, "TIMEOUT", ""),
            TimeLimit::Default(timeout) => (
                timeout,
                ErrorKind::Frame,
                FRAME_TIMEOUT,
                "; a portal ignores commands that it does not know or denies here",
            ),
        };
        let origin = self.session.portal.as_str();
        let description = format!(
            "no reply to \"{command}\" from the page at {origin} within {timeout} ms{advice}"
        );
        deadline(runtime, timeout, Error::new(kind, code, description))
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

fn listen(session: &Session, parent: &Window, waiting: &Waiting) -> Closure<dyn FnMut(JsValue)> {
    let (origin, parent, waiting) =
        (session.portal.as_str().to_owned(), parent.clone(), Rc::clone(waiting));
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

/// Returns a random id. Another window of the portal's origin cannot reply in the host page's place
/// because it cannot guess the id.
fn random_id(window: &Window) -> Result<String> {
    let mut bytes = [0_u8; 24];
    // The call fails if there is no `crypto`.
    let crypto: Crypto = member(window, "crypto").unchecked_into();
    if crypto.get_random_values_with_u8_array(&mut bytes).is_err() {
        let problem = "without crypto.getRandomValues others could reply for the portal page; use a \
                       browser that has it";
        return Err(Error::new(ErrorKind::Frame, "NO_RANDOMNESS", problem));
    }
    let mut id = String::new();
    for byte in bytes {
        id.push(char::from(b'a' + byte % 26));
    }
    Ok(id)
}
