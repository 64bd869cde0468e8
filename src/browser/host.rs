//! The portal page around the frame: commands to it, answers and events from it.

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

/// The command that opens the conversation.
pub(super) const GET_INIT_DATA: &str = "getInitData";

const SILENT: &str = "FRAME_TIMEOUT";

/// The parent window of one portal.
///
/// Only messages from that very window and from the portal's origin are received.
pub(crate) struct HostChannel {
    parent: Window,
    window: Window,
    session: Session,
    waiting: Waiting,
    listener: Closure<dyn FnMut(JsValue)>,
}

/// What hears each event of a kind.
pub(crate) type EventListener = Rc<dyn Fn(Value)>;

type Waiting = Rc<RefCell<Vec<(String, Waiter)>>>;

enum Waiter {
    Answer(SharedResult),
    Events(EventListener),
}

impl HostChannel {
    /// Starts to listen to the parent window.
    pub(crate) fn new(window: Window, parent: Window, session: Session) -> Self {
        let waiting = Waiting::default();
        let listener = listen(&session, &parent, &waiting);
        // A page that cannot hear is told so by the deadline.
        let _ =
            window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        Self { parent, window, session, waiting, listener }
    }

    /// Where the page is.
    pub(crate) fn portal(&self) -> &Origin {
        &self.session.portal
    }

    /// Says a command that is not answered.
    pub(crate) fn post(&self, command: &str, params: &Value) {
        self.post_with_id(command, params, "");
    }

    /// Says a command and waits for its answer until `end`, or for ever.
    ///
    /// # Errors
    ///
    /// That of `end` where no answer comes, which is how the portal refuses; `NO_RANDOMNESS`;
    /// `INVALID_HOST_MESSAGE` where the answer is no JSON; what an answer says that is a refusal.
    pub(crate) fn request(
        &self,
        command: &str,
        params: &Value,
        end: Option<LocalFuture<'static, Error>>,
    ) -> LocalFuture<'static, Result<Value>> {
        let answer = SharedResult::default();
        let waiting = self.register(command, params, Waiter::Answer(answer.clone()));
        let command = command.to_owned();
        Box::pin(async move {
            let waiting = waiting?;
            let answer: LocalFuture<'_, Result<String>> = Box::pin(answer.wait());
            let answer = match end {
                Some(end) => race(end, answer).await,
                None => answer.await,
            };
            drop(waiting);
            let answer = message::payload(&command, &answer?)?;
            message::refusal(&answer).map_or(Ok(answer), Err)
        })
    }

    /// Says a command that is answered again and again, until what comes back is dropped.
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
        let id = unguessable(&self.window)?;
        self.waiting.borrow_mut().push((id.clone(), waiter));
        self.post_with_id(command, params, &id);
        Ok(Subscription { id, waiting: Rc::clone(&self.waiting) })
    }

    fn post_with_id(&self, command: &str, params: &Value, id: &str) {
        // In text the name ends at its first colon.
        let sent = match text::find(command, ":") {
            None => JsValue::from_str(&self.session.command(command, params, id)),
            Some(_) => JSON::parse(&self.session.object(command, params, id)).unwrap_or_default(),
        };
        // What cannot be sent is not answered either.
        let _ = self.parent.post_message(&sent, self.session.portal.as_str());
    }

    /// The end of a wait for the answer to a command: an error of kind `timeout` where the caller has
    /// set it.
    pub(crate) fn deadline(
        &self,
        runtime: &dyn Runtime,
        command: &str,
        timeout: u32,
        is_own: bool,
    ) -> LocalFuture<'static, Error> {
        let (kind, code, why) = match command {
            GET_INIT_DATA => (
                ErrorKind::Frame,
                SILENT,
                " Did that portal open the app, with this page's address in its settings?",
            ),
            _ if is_own => (ErrorKind::Timeout, "TIMEOUT", ""),
            _ => (
                ErrorKind::Frame,
                SILENT,
                " A portal passes over in silence what it does not know, and what it denies here.",
            ),
        };
        let origin = self.session.portal.as_str();
        let description =
            format!("No answer to {command} from the page at {origin} within {timeout} ms.{why}");
        deadline(runtime, timeout, Error::new(kind, code, description))
    }
}

impl Drop for HostChannel {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        // A listener that is gone already is what is wanted.
        let _ = self.window.remove_event_listener_with_callback("message", listener);
    }
}

/// Answers to a command that are received until this is dropped.
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
        let Some((id, payload)) = message::answer(&text) else { return };
        let listener = {
            let mut waiting = waiting.borrow_mut();
            let Some(at) = find(&waiting, id) else { return };
            match waiting.get(at) {
                Some((_, Waiter::Events(listener))) => Rc::clone(listener),
                _ => {
                    if let (_, Waiter::Answer(answer)) = waiting.swap_remove(at) {
                        answer.complete(Ok(payload.to_owned()));
                    }
                    return;
                }
            }
        };
        // An event that is no JSON says nothing.
        if let Ok(payload) = message::payload("", payload) {
            listener(payload);
        }
    })
}

fn find(waiting: &[(String, Waiter)], id: &str) -> Option<usize> {
    waiting.iter().position(|(known, _)| known == id)
}

/// Another window of the portal's origin cannot answer for the parent if it cannot guess the id.
fn unguessable(window: &Window) -> Result<String> {
    let mut bytes = [0_u8; 24];
    // The call fails where there is none.
    let crypto: Crypto = member(window, "crypto").unchecked_into();
    if crypto.get_random_values_with_u8_array(&mut bytes).is_err() {
        let problem = "Without crypto.getRandomValues others could answer for the portal page. Use a \
                       browser that has it.";
        return Err(Error::new(ErrorKind::Frame, "NO_RANDOMNESS", problem));
    }
    let mut id = String::new();
    for byte in bytes {
        id.push(char::from(b'a' + byte % 26));
    }
    Ok(id)
}
