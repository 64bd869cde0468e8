//! From a page in a frame to the portal page around it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::Frame;
use crate::auth::{AccessToken, REFRESH_DEADLINE, Refresh, Token};
use crate::browser::host::{GET_INIT_DATA, HostChannel};
use crate::browser::member::member;
use crate::browser::runtime::BrowserRuntime;
use crate::error::{Error, ErrorKind, Result};
use crate::frame::info::{InitData, access};
use crate::frame::message::{self, Session};
use crate::transport::{LocalFuture, Runtime, SharedResult, race};
use crate::wire::Value;

/// How long the portal page may take to answer the first command, in milliseconds.
const HANDSHAKE_TIMEOUT: u32 = 10_000;

impl Frame {
    /// Shakes hands with the portal page around this one.
    ///
    /// # Errors
    ///
    /// See [`open_within`](Self::open_within).
    pub async fn open() -> Result<Self> {
        Self::open_within(HANDSHAKE_TIMEOUT, &[]).await
    }

    /// Shakes hands with the portal page around this one, where the portal is one of `portals`
    /// (`example.bitrix24.com`, `*.bitrix24.com`; an empty list allows any) and answers within so
    /// many milliseconds: a page cannot keep a stranger from framing it, but it need not speak with
    /// one.
    ///
    /// A page shakes hands once: all calls, at the same time or later, come to the same frame, with one
    /// token. After a failure the next call tries again.
    ///
    /// # Errors
    ///
    /// Errors of kind [`Frame`](ErrorKind::Frame): `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`, `FRAME_TIMEOUT`
    /// where the page around does not answer, `INVALID_HOST_MESSAGE` where its answer is none.
    pub async fn open_within(timeout: u32, portals: &[&str]) -> Result<Self> {
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
            let problem = format!("The portal {} is not among those allowed.", portal.host());
            return Err(Error::new(ErrorKind::Frame, "PORTAL_NOT_ALLOWED", problem));
        }
        let page = page();
        if page.frame.borrow().is_none() {
            let host = Rc::new(HostChannel::new(window, parent.unchecked_into(), session));
            let end = host.deadline(&*runtime, GET_INIT_DATA, timeout, true);
            let running = page.running.borrow().clone();
            let running = running.unwrap_or_else(|| start(page, host, runtime));
            let outcome = race(end, Box::pin(running.wait())).await;
            if let Err(error) = outcome {
                // Where no answer comes, the next one asks again after the last one gave up: the page
                // and the handshake hold the slot, too.
                if running.holders() <= 3 {
                    page.running.take();
                }
                return Err(error);
            }
        }
        page.frame.borrow().clone().ok_or_else(message::not_in_portal)
    }
}

/// What this page has of the portal page around it.
#[derive(Default)]
struct Page {
    frame: RefCell<Option<Frame>>,
    /// The handshake that goes on.
    running: RefCell<Option<SharedResult>>,
}

thread_local! {
    static PAGE: Cell<Option<&'static Page>> = const { Cell::new(None) };
}

fn page() -> &'static Page {
    PAGE.get().unwrap_or_else(|| {
        let page = Box::leak(Box::default());
        PAGE.set(Some(page));
        page
    })
}

/// Starts the page's one handshake, which whoever comes meanwhile waits for, too: the portal page says
/// only once that a run is the first.
fn start(page: &'static Page, host: Rc<HostChannel>, runtime: Rc<dyn Runtime>) -> SharedResult {
    let running = SharedResult::default();
    page.running.replace(Some(running.clone()));
    let answer = host.request(GET_INIT_DATA, &Value::Null, None);
    let (over, spawner) = (running.clone(), Rc::clone(&runtime));
    spawner.spawn(Box::pin(async move {
        let frame = answer.await.and_then(|answer| open(host, runtime, answer));
        page.running.take();
        over.complete(frame.map(|frame| {
            page.frame.borrow_mut().get_or_insert(frame);
            String::new()
        }));
    }));
    running
}

fn open(host: Rc<HostChannel>, runtime: Rc<dyn Runtime>, answer: Value) -> Result<Frame> {
    let portal = host.portal();
    let data = InitData::read(portal.as_str(), answer, runtime.now())?;
    let refresh = FromHost { host: Rc::clone(&host), runtime: Rc::clone(&runtime) };
    let access = data.access.clone();
    let token = Token::new(portal, &data.path, access, Some(Rc::new(refresh)));
    Ok(Frame::new(host, runtime, token, data))
}

/// Fresh tokens from the portal page.
struct FromHost {
    host: Rc<HostChannel>,
    runtime: Rc<dyn Runtime>,
}

impl Refresh for FromHost {
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>> {
        let end = self.host.deadline(&*self.runtime, "refreshAuth", REFRESH_DEADLINE, false);
        let answer = self.host.request("refreshAuth", &Value::Null, Some(end));
        let runtime = Rc::clone(&self.runtime);
        Box::pin(async move { access("refreshAuth", &answer.await?, runtime.now()) })
    }
}
