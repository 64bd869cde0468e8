//! The portal page around the frame: commands to it, answers from it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Window};

use crate::client::deadline;
use crate::error::{Error, Kind, Result};
use crate::frame::message::{self, Session};
use crate::task::{LocalFuture, Slot, until};
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

type Waiting = Rc<RefCell<Vec<(String, Slot)>>>;

impl Host {
    /// Starts to listen to the parent window.
    pub(crate) fn new(window: Window, parent: Window, session: Session) -> Self {
        let waiting = Waiting::default();
        let listener = listen(&session, &parent, &waiting);
        // A page that cannot hear is told so by the deadline.
        let _ =
            window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        Self { parent, window, session, waiting, listener }
    }

    /// The session in the portal page.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Says a command and waits for its answer, so many milliseconds at most.
    ///
    /// # Errors
    ///
    /// `FRAME_SILENT` where no answer comes, which is how the portal refuses; `FRAME_ANSWER` where
    /// the answer is no JSON.
    pub(crate) fn ask(
        &self,
        runtime: &dyn Runtime,
        command: &'static str,
        timeout: u32,
    ) -> LocalFuture<'static, Result<Value>> {
        let id = unguessable(&self.window);
        let text = self.session.command(command, &Map::new(), &id);
        let answer = Slot::default();
        self.waiting.borrow_mut().push((id.clone(), answer.clone()));
        let waiting = Registered { id, waiting: Rc::clone(&self.waiting) };
        let origin = self.session.portal.as_str();
        let end = deadline(runtime, timeout, silent(origin, timeout));
        // What cannot be said is not answered either.
        let _ = self.parent.post_message(&JsValue::from_str(&text), origin);
        Box::pin(async move {
            let answer = until(end, Box::pin(answer.wait())).await;
            drop(waiting);
            message::payload(command, &answer?)
        })
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
        take(&self.waiting, &self.id);
    }
}

fn listen(
    session: &Session,
    parent: &Window,
    waiting: &Waiting,
) -> Closure<dyn FnMut(MessageEvent)> {
    let (origin, parent, waiting) =
        (session.portal.as_str().to_owned(), parent.clone(), Rc::clone(waiting));
    Closure::new(move |event: MessageEvent| {
        let from_parent = event.source().is_some_and(|source| *source == ***parent);
        if !from_parent || event.origin() != origin {
            return;
        }
        let Some(text) = event.data().as_string() else { return };
        let Some((id, said)) = message::answer(&text) else { return };
        if let Some(answer) = take(&waiting, id) {
            answer.put(Ok(said.to_owned()));
        }
    })
}

/// Takes out whoever waits for the answer to the command with this id.
fn take(waiting: &Waiting, id: &str) -> Option<Slot> {
    let mut waiting = waiting.borrow_mut();
    let at = waiting.iter().position(|(known, _)| known == id)?;
    Some(waiting.swap_remove(at).1)
}

fn silent(origin: &str, timeout: u32) -> Error {
    let description = format!(
        "No answer from the page at {origin} within {timeout} ms. Did that portal open the app, \
         with this page's address in its settings?"
    );
    Error::new(Kind::Frame, "FRAME_SILENT", description)
}

/// Another window of the portal's origin cannot answer for the parent if it cannot guess the id.
fn unguessable(window: &Window) -> String {
    let mut bytes = [0_u8; 24];
    let drawn =
        window.crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    // Without a source of chance the checks of origin and window stand alone.
    drop(drawn);
    let mut id = String::new();
    for byte in bytes {
        id.push(char::from(b'a' + byte % 26));
    }
    id
}
