//! The handshake of a page in a frame with its host page.

use std::cell::{Cell, RefCell};
use std::future::{pending, ready};
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::Frame;
use crate::auth::{AccessToken, Refresh, Source, Token};
use crate::browser::host::HostChannel;
use crate::browser::member::member;
use crate::browser::runtime::BrowserRuntime;
use crate::error::Result;
use crate::frame::HANDSHAKE_TIMEOUT;
use crate::frame::command::{GET_INIT_DATA, REFRESH_AUTH};
use crate::frame::failure::TimeLimit;
use crate::frame::message::{self, Session};
use crate::frame::state::FrameState;
use crate::transport::{LocalFuture, Runtime, SharedResult, deadline, milliseconds, race};
use crate::wire::Map;

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
    /// Errors of kind [`Frame`](crate::ErrorKind::Frame): `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`,
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
    async fn connect(timeout: u32, portals: &[&str]) -> Result<Self> {
        let runtime: Rc<dyn Runtime> = Rc::new(BrowserRuntime);
        let window: Window = js_sys::global().unchecked_into();
        let parent = member(&window, "parent");
        if parent.is_undefined() || parent == ***window {
            return Err(message::not_in_portal());
        }
        let text = |of: &JsValue, name| member(of, name).as_string().unwrap_or_default();
        let query = text(&member(&window, "location"), "search");
        let session = Session::read(&text(&window, "name"), &query)?.among(portals)?;
        let page = page_state();
        if page.frame.borrow().is_none() {
            let limit = TimeLimit { timeout, by_caller: true };
            let error = limit.error(GET_INIT_DATA.name, session.portal.as_str());
            let deadline = deadline(&*runtime, timeout, error);
            let running = page.running.borrow().clone();
            let running = match running {
                Some(running) => running,
                None => {
                    let host = HostChannel::new(window, parent.unchecked_into(), &session);
                    start_handshake(page, Rc::new(host), FrameState::new(session), runtime)?
                }
            };
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
    state: FrameState,
    runtime: Rc<dyn Runtime>,
) -> Result<SharedResult> {
    let id = host.random_id();
    let message = state.message(GET_INIT_DATA, Map::new(), &id)?;
    let running = SharedResult::default();
    page.running.replace(Some(running.clone()));
    let reply = host.request(&message, id, Box::pin(pending()));
    let (finished, spawner) = (running.clone(), Rc::clone(&runtime));
    spawner.spawn(Box::pin(async move {
        let frame = reply.await.and_then(|reply| open_frame(host, runtime, state, &reply));
        page.running.take();
        finished.complete(frame.map(|frame| {
            page.frame.borrow_mut().get_or_insert(frame);
            String::new()
        }));
    }));
    Ok(running)
}

fn open_frame(
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
    mut state: FrameState,
    reply: &str,
) -> Result<Frame> {
    state.reply(GET_INIT_DATA, Map::new(), reply, runtime.now())?;
    let (portal, path) = (state.session().portal.clone(), state.data.path.clone());
    let access = state.data.access.clone();
    let state = Rc::new(RefCell::new(state));
    let refresh = HostRefresh {
        host: Rc::clone(&host),
        runtime: Rc::clone(&runtime),
        state: Rc::clone(&state),
    };
    let token = Token::at(&portal, &path, access, Source::Refresh(Rc::new(refresh)));
    Ok(Frame::new(host, runtime, token, state))
}

/// Refreshes the token with a command to the host page.
struct HostRefresh {
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
    state: Rc<RefCell<FrameState>>,
}

impl Refresh for HostRefresh {
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>> {
        let Self { host, runtime, state } = self;
        let id = host.random_id();
        let message = match state.borrow().message(REFRESH_AUTH, Map::new(), &id) {
            Ok(message) => message,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        // The token has a deadline of its own.
        let reply = host.request(&message, id, Box::pin(pending()));
        let (runtime, state) = (Rc::clone(runtime), Rc::clone(state));
        Box::pin(async move {
            let (reply, mut state) = (reply.await?, state.borrow_mut());
            state.reply(REFRESH_AUTH, Map::new(), &reply, runtime.now())?;
            Ok(state.data.access.clone())
        })
    }
}
