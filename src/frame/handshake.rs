//! From a page in a frame to the portal page around it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Window;

use crate::auth::{Access, REFRESH_DEADLINE, Refresh, Token};
use crate::error::{Error, Kind, Result};
use crate::frame::handle::Frame;
use crate::frame::host::Host;
use crate::frame::info::{InitData, access};
use crate::frame::message::{self, Session};
use crate::task::LocalFuture;
use crate::transport::{Browser, Runtime};
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
    /// # Errors
    ///
    /// Errors of kind [`Frame`](Kind::Frame): `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`, `FRAME_SILENT`
    /// where the page around does not answer, `FRAME_ANSWER` where its answer is none.
    pub async fn open_within(timeout: u32, portals: &[&str]) -> Result<Self> {
        let runtime: Rc<dyn Runtime> = Rc::new(Browser);
        let window: Window = js_sys::global().unchecked_into();
        let parent = window.parent().ok().flatten().ok_or_else(message::outside)?;
        if parent == window {
            return Err(message::outside());
        }
        let query = window.location().search().unwrap_or_default();
        let session = Session::read(&window.name().unwrap_or_default(), &query)?;
        let portal = session.portal.clone();
        if !portals.is_empty() && !portal.is_among(portals) {
            let problem = format!("The portal {} is not among those allowed.", portal.host());
            return Err(Error::new(Kind::Frame, "PORTAL_NOT_ALLOWED", problem));
        }
        let host = Rc::new(Host::new(window, parent, session));
        let answer = host.ask(&*runtime, "getInitData", &Value::Null, Some(timeout)).await?;
        let data = InitData::read(portal.as_str(), answer, runtime.now())?;
        let refresh = FromHost { host: Rc::clone(&host), runtime: Rc::clone(&runtime) };
        let access = data.access.clone();
        let token = Token::new(&portal, &data.path, access, Some(Rc::new(refresh)));
        Ok(Self::new(host, runtime, token, data))
    }
}

/// Fresh tokens from the portal page.
struct FromHost {
    host: Rc<Host>,
    runtime: Rc<dyn Runtime>,
}

impl Refresh for FromHost {
    fn refresh(&self) -> LocalFuture<'static, Result<Access>> {
        let timeout = Some(REFRESH_DEADLINE);
        let answer = self.host.ask(&*self.runtime, "refreshAuth", &Value::Null, timeout);
        let runtime = Rc::clone(&self.runtime);
        Box::pin(async move { access("refreshAuth", &answer.await?, runtime.now()) })
    }
}
