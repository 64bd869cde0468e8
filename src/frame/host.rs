//! The portal page around the frame: commands to it, answers from it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Window};

use crate::client::within;
use crate::error::{Error, Kind, Result};
use crate::frame::message::{self, Session};
use crate::task::Slot;
use crate::transport::Runtime;
use crate::wire::{Map, Value};

/// The parent window of one portal.
///
/// Only messages from that very window and from the portal's origin are heard.
pub(crate) struct Host {
    parent: Window,
    window: Window,
    session: Session,
    waiting: Waiting,
    listener: Closure<dyn FnMut(MessageEvent)>,
}

type Waiting = Rc<RefCell<Vec<(String, Slot<String>)>>>;

impl Host {
    /// Starts to listen to the parent window.
    ///
    /// # Errors
    ///
    /// `NOT_IN_PORTAL` where the page is no frame or the portal did not name it; `INVALID_ADDRESS`.
    pub(crate) fn new(window: Window, parent: Window, session: Session) -> Result<Self> {
        let waiting = Waiting::default();
        let listener = listen(&session, &parent, &waiting);
        window
            .add_event_listener_with_callback("message", listener.as_ref().unchecked_ref())
            .map_err(|_| Error::new(Kind::Frame, "FRAME_BLOCKED", "The page cannot hear messages."))?;
        Ok(Self { parent, window, session, waiting, listener })
    }

    /// The session in the portal page.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Says a command and waits for its answer, so many milliseconds at most.
    ///
    /// # Errors
    ///
    /// An error of kind [`Timeout`](Kind::Timeout) where no answer comes, which is how the portal
    /// refuses; `FRAME_ANSWER` where the answer is no JSON.
    pub(crate) async fn ask(
        &self,
        runtime: &dyn Runtime,
        command: &str,
        params: &Map,
        timeout: u32,
    ) -> Result<Value> {
        let id = unguessable(&self.window);
        let text = self.session.command(command, params, &id);
        let answer = Slot::default();
        let waiting = Registered { id: id.clone(), waiting: Rc::clone(&self.waiting) };
        self.waiting.borrow_mut().push((id, answer.clone()));
        let origin = self.session.portal.to_string();
        let said = self.parent.post_message(&JsValue::from_str(&text), &origin);
        said.map_err(|_| silent(&origin, timeout))?;
        let work = Box::pin(async { Ok(answer.wait().await) });
        let answer = within(runtime, timeout, || silent(&origin, timeout), work).await;
        drop(waiting);
        message::payload(command, &answer?)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        // A listener that is gone already is what is wanted.
        let _ = self.window.remove_event_listener_with_callback("message", listener);
    }
}

/// Forgets a command when nobody waits for its answer any more.
struct Registered {
    id: String,
    waiting: Waiting,
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.waiting.borrow_mut().retain(|(id, _)| *id != self.id);
    }
}

fn listen(session: &Session, parent: &Window, waiting: &Waiting) -> Closure<dyn FnMut(MessageEvent)> {
    let (origin, parent, waiting) =
        (session.portal.to_string(), parent.clone(), Rc::clone(waiting));
    Closure::new(move |event: MessageEvent| {
        let from_parent = event.source().is_some_and(|source| Object::is(&source, &parent));
        if !from_parent || event.origin() != origin {
            return;
        }
        let Some(text) = event.data().as_string() else { return };
        let Some((id, said)) = message::answer(&text) else { return };
        let mut waiting = waiting.borrow_mut();
        if let Some(at) = waiting.iter().position(|(known, _)| known == id) {
            waiting.swap_remove(at).1.put(said.to_owned());
        }
    })
}

fn silent(origin: &str, timeout: u32) -> Error {
    let description = format!(
        "No answer from the page at {origin} within {timeout} ms. Is that the portal which opened \
         the app, and is the app's address in its settings this page's?"
    );
    Error::new(Kind::Timeout, "TIMEOUT", description)
}

/// Another window of the portal's origin cannot answer for the parent if it cannot guess the id.
fn unguessable(window: &Window) -> String {
    let mut bytes = [0_u8; 24];
    let drawn = window.crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    // Without a source of chance the checks of origin and window stand alone.
    drop(drawn);
    bytes.iter().map(|byte| char::from(b'a' + byte % 26)).collect()
}
