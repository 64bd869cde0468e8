//! The handshake of a page in a frame with its host page.

use std::cell::{Cell, RefCell};
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::Frame;
use crate::auth::{AccessToken, REFRESH_TIMEOUT, Refresh, Source, Token};
use crate::browser::host::{HostChannel, TimeLimit};
use crate::browser::member::member;
use crate::browser::runtime::BrowserRuntime;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::HANDSHAKE_TIMEOUT;
use crate::frame::command::{GET_INIT_DATA, REFRESH_AUTH};
use crate::frame::info::{InitData, access};
use crate::frame::message::{self, Session};
use crate::transport::{LocalFuture, Runtime, SharedResult, milliseconds, race};
use crate::wire::Value;

impl Frame {
    /// Connects to the host page, which must reply within 10 seconds.
    ///
    /// # Errors
    ///
    /// See [`open_within`](Self::open_within).
    pub async fn open() -> Result<Self> {
        Self::connect(HANDSHAKE_TIMEOUT, &[]).await
    }

    /// Connects to the host page if its portal is one of `portals` (`example.bitrix24.com`,
    /// `*.bitrix24.com`; an empty list allows any). The host page must reply within `timeout`.
    ///
    /// A page has one handshake: all calls return the same frame, with one token. After a failure
    /// the next call tries again.
    ///
    /// # Errors
    ///
    /// Errors of kind [`Frame`](ErrorKind::Frame): `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`,
    /// `FRAME_TIMEOUT` if the host page does not reply, `INVALID_HOST_MESSAGE` if its reply is
    /// invalid, `NO_RANDOMNESS` if the browser has no `crypto`.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), b24_wasm::Error> {
    /// use std::time::Duration;
    ///
    /// use b24_wasm::Frame;
    ///
    /// let frame = Frame::open_within(Duration::from_secs(5), &["*.bitrix24.com"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn open_within(timeout: Duration, portals: &[&str]) -> Result<Self> {
        Self::connect(milliseconds(timeout), portals).await
    }

    /// Connects to the host page like [`open_within`](Self::open_within), with a timeout in
    /// milliseconds.
    pub(crate) async fn connect(timeout: u32, portals: &[&str]) -> Result<Self> {
        let runtime: Rc<dyn Runtime> = Rc::new(BrowserRuntime);
        let window: Window = js_sys::global().unchecked_into();
        let parent = member(&window, "parent");
        if parent.is_undefined() || parent == ***window {
            return Err(message::not_in_portal());
        }
        let text = |of: &JsValue, name| member(of, name).as_string().unwrap_or_default();
        let query = text(&member(&window, "location"), "search");
        let session = Session::read(&text(&window, "name"), &query)?;
        let portal = &session.portal;
        if !portals.is_empty() && !portal.is_among(portals) {
            let problem = format!("portal \"{}\" is not among \"portals\"", portal.host());
            return Err(Error::new(ErrorKind::Frame, "PORTAL_NOT_ALLOWED", problem));
        }
        let page = page_state();
        if page.frame.borrow().is_none() {
            let host = Rc::new(HostChannel::new(window, parent.unchecked_into(), session));
            let limit = TimeLimit::Handshake(timeout);
            let deadline = host.deadline(&*runtime, GET_INIT_DATA.name, limit);
            let running = page.running.borrow().clone();
            let running = running.unwrap_or_else(|| start_handshake(page, host, runtime));
            let outcome = race(deadline, Box::pin(running.wait())).await;
            if let Err(error) = outcome {
                // If no reply arrives, the last caller to give up clears the handshake, so that the
                // next call starts anew. The page and the handshake hold two of the references.
                if running.holders() <= 3 {
                    page.running.take();
                }
                return Err(error);
            }
        }
        page.frame.borrow().clone().ok_or_else(message::not_in_portal)
    }
}

/// The page's connection to its host page.
#[derive(Default)]
struct PageState {
    frame: RefCell<Option<Frame>>,
    /// The handshake in progress.
    running: RefCell<Option<SharedResult>>,
}

thread_local! {
    static PAGE: Cell<Option<&'static PageState>> = const { Cell::new(None) };
}

fn page_state() -> &'static PageState {
    PAGE.get().unwrap_or_else(|| {
        let page = Box::leak(Box::default());
        PAGE.set(Some(page));
        page
    })
}

/// Starts the page's only handshake. Later calls wait for the same one, because the host page
/// reports a first run only once.
fn start_handshake(
    page: &'static PageState,
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
) -> SharedResult {
    let running = SharedResult::default();
    page.running.replace(Some(running.clone()));
    let reply = host.request(GET_INIT_DATA.name, &Value::Null, Box::pin(pending()));
    let (finished, spawner) = (running.clone(), Rc::clone(&runtime));
    spawner.spawn(Box::pin(async move {
        let frame = reply.await.and_then(|reply| open_frame(host, runtime, reply));
        page.running.take();
        finished.complete(frame.map(|frame| {
            page.frame.borrow_mut().get_or_insert(frame);
            String::new()
        }));
    }));
    running
}

fn open_frame(host: Rc<HostChannel>, runtime: Rc<dyn Runtime>, reply: Value) -> Result<Frame> {
    let portal = host.portal();
    let data = InitData::read(portal.as_str(), reply, runtime.now())?;
    let refresh = HostRefresh { host: Rc::clone(&host), runtime: Rc::clone(&runtime) };
    let access = data.access.clone();
    let token = Token::at(portal, &data.path, access, Source::Refresh(Rc::new(refresh)));
    Ok(Frame::new(host, runtime, token, data))
}

/// Refreshes the token with a command to the host page.
struct HostRefresh {
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
}

impl Refresh for HostRefresh {
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>> {
        let limit = TimeLimit::Default(REFRESH_TIMEOUT);
        let deadline = self.host.deadline(&*self.runtime, REFRESH_AUTH.name, limit);
        let reply = self.host.request(REFRESH_AUTH.name, &Value::Null, deadline);
        let runtime = Rc::clone(&self.runtime);
        Box::pin(async move { access(REFRESH_AUTH.name, &reply.await?, runtime.now()) })
    }
}
