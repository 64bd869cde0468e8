//! The network of real-time events: the browser's sockets, `fetch`, and the events of the page.

use std::rc::Rc;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, EventTarget, WebSocket};

use crate::browser::member::{call, member};
use crate::client::{Client, Events};
use crate::error::{Error, ErrorKind, Result};
use crate::push::{Guard, Listener, Network, PageEvent, PollResponse, Socket, SocketEvent};
use crate::transport::LocalFuture;

impl Client {
    /// Returns the real-time events of this client and its clones.
    #[must_use]
    pub fn events(&self) -> Events {
        self.events_over(Rc::new(BrowserNetwork))
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch)]
    fn fetch(url: &str, options: &Object) -> std::result::Result<JsValue, JsValue>;
}

struct BrowserNetwork;

impl Network for BrowserNetwork {
    fn open(&self, url: &str, listener: Listener<SocketEvent>) -> Option<Box<dyn Socket>> {
        let socket = WebSocket::new(url).ok()?;
        let (opened, received) = (Rc::clone(&listener), Rc::clone(&listener));
        let listeners = vec![
            Subscribed::new(&socket, "open", move |_| opened(SocketEvent::Opened)),
            Subscribed::new(&socket, "message", move |event| {
                if let Some(text) = member(&event, "data").as_string() {
                    received(SocketEvent::Text(text));
                }
            }),
            Subscribed::new(&socket, "close", move |event| {
                let code = member(&event, "code").as_f64().unwrap_or_default();
                listener(SocketEvent::Closed(code as u16));
            }),
        ];
        Some(Box::new(BrowserSocket { socket, _listeners: listeners }))
    }

    fn poll(&self, url: String) -> LocalFuture<'static, Result<PollResponse>> {
        Box::pin(async move { poll(&url).await.map_err(|_| broken()) })
    }

    fn watch(&self, listener: Listener<PageEvent>) -> Box<dyn Guard> {
        let (window, mut listeners) = (js_sys::global(), Vec::new());
        let document = member(&window, "document");
        for (target, name, event) in [
            (window.as_ref(), "online", PageEvent::Online),
            (window.as_ref(), "pagehide", PageEvent::Hidden),
            (window.as_ref(), "pageshow", PageEvent::Shown),
            (&document, "visibilitychange", PageEvent::Visible),
        ] {
            let (listener, document) = (Rc::clone(&listener), document.clone());
            listeners.push(Subscribed::new(target, name, move |_| {
                if event != PageEvent::Visible || member(&document, "visibilityState") == "visible"
                {
                    listener(event.clone());
                }
            }));
        }
        listeners.push(Subscribed::new(&document, "securitypolicyviolation", move |event| {
            let blocks = member(&event, "disposition") != "report"
                && member(&event, "effectiveDirective") == "connect-src";
            if blocks && let Some(address) = member(&event, "blockedURI").as_string() {
                listener(PageEvent::Blocked(address));
            }
        }));
        Box::new(PageListeners(listeners))
    }

    fn is_secure(&self) -> bool {
        member(&member(&js_sys::global(), "location"), "protocol") != "http:"
    }
}

struct BrowserSocket {
    socket: WebSocket,
    _listeners: Vec<Subscribed>,
}

impl Socket for BrowserSocket {
    fn send(&self, text: &str) {
        // If this fails, the socket closes.
        let _ = self.socket.send_with_str(text);
    }

    fn close(&self, code: u16) {
        let _ = self.socket.close_with_code(code);
    }
}

struct PageListeners(#[expect(dead_code, reason = "dropping them ends them")] Vec<Subscribed>);

impl Guard for PageListeners {}

/// A listener of a target; dropping it removes it.
struct Subscribed {
    target: EventTarget,
    name: &'static str,
    listener: Closure<dyn FnMut(JsValue)>,
}

impl Subscribed {
    fn new(
        target: &(impl JsCast + Clone),
        name: &'static str,
        listener: impl FnMut(JsValue) + 'static,
    ) -> Self {
        let (target, listener) =
            (target.clone().unchecked_into::<EventTarget>(), Closure::new(listener));
        // A page without this target, such as a worker, has no such events.
        if target.is_object() {
            let function: &JsValue = Closure::as_ref(&listener);
            let _ = target.add_event_listener_with_callback(name, function.unchecked_ref());
        }
        Self { target, name, listener }
    }
}

impl Drop for Subscribed {
    fn drop(&mut self) {
        if self.target.is_object() {
            let function: &JsValue = Closure::as_ref(&self.listener);
            let _ = self
                .target
                .remove_event_listener_with_callback(self.name, function.unchecked_ref());
        }
    }
}

/// Aborts a request if it is dropped.
struct Guarded(AbortController);

impl Drop for Guarded {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn poll(url: &str) -> std::result::Result<PollResponse, JsValue> {
    let guard = Guarded(AbortController::new()?);
    let options = Object::new();
    for (name, value) in [
        ("credentials", JsValue::from_str("omit")),
        ("cache", JsValue::from_str("no-store")),
        ("signal", member(&guard.0, "signal")),
    ] {
        Reflect::set(&options, &name.into(), &value)?;
    }
    let response = settle(fetch(url, &options)?).await?;
    let body = settle(call(&response, "text", &JsValue::UNDEFINED)?).await?;
    let headers = member(&response, "headers");
    let header = |name: &str| {
        let value = call(&headers, "get", &name.into()).unwrap_or_default();
        value.as_string().unwrap_or_default()
    };
    Ok(PollResponse {
        status: member(&response, "status").as_f64().unwrap_or_default() as u16,
        body: body.as_string().unwrap_or_default(),
        mid: header("last-message-id"),
        tag: header("etag"),
        time: header("last-modified"),
    })
}

async fn settle(promised: JsValue) -> std::result::Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&promised)).await
}

/// Creates the error of a broken connection. The browser's reason could contain the address.
fn broken() -> Error {
    Error::new(ErrorKind::Network, "CONNECTION_LOST", "the connection to the push server broke")
}
