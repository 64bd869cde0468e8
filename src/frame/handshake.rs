//! From a page in a frame to credentials.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Window;

use crate::auth::{Access, Credentials, REFRESH_DEADLINE, Refresh, Token};
use crate::error::{Error, Kind, Result};
use crate::frame::host::Host;
use crate::frame::message::{self, InitData, Session};
use crate::task::LocalFuture;
use crate::transport::Runtime;

/// Shakes hands with the portal page around this one and hands out the credentials that it gives.
///
/// With a list of portals (`example.bitrix24.com`, `*.bitrix24.com`) any other is refused: a page
/// cannot keep a stranger from framing it, but it need not speak with one.
///
/// # Errors
///
/// `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`, `FRAME_SILENT` after so many milliseconds, `FRAME_ANSWER`.
pub(crate) async fn open(
    runtime: Rc<dyn Runtime>,
    timeout: u32,
    portals: &[&str],
) -> Result<Credentials> {
    let window: Window = js_sys::global().unchecked_into();
    let parent = window.parent().ok().flatten().ok_or_else(message::outside)?;
    if parent == window {
        return Err(message::outside());
    }
    let query = window.location().search().unwrap_or_default();
    let session = Session::read(&window.name().unwrap_or_default(), &query)?;
    if !portals.is_empty() && !session.portal.is_among(portals) {
        let problem = format!("The portal {} is not among those allowed.", session.portal.host());
        return Err(Error::new(Kind::Frame, "PORTAL_NOT_ALLOWED", problem));
    }
    let host = Rc::new(Host::new(window, parent, session));
    let answer = host.ask(&*runtime, "getInitData", timeout).await?;
    let data = InitData::read(answer, runtime.now())?;
    let portal = host.session().portal.clone();
    let refresh = Rc::new(FromHost { host, runtime });
    Ok(Credentials::Token(Token::new(&portal, &data.path, data.access, Some(refresh))))
}

/// Fresh tokens from the portal page.
struct FromHost {
    host: Rc<Host>,
    runtime: Rc<dyn Runtime>,
}

impl Refresh for FromHost {
    fn refresh(&self) -> LocalFuture<'static, Result<Access>> {
        let answer = self.host.ask(&*self.runtime, "refreshAuth", REFRESH_DEADLINE);
        let runtime = Rc::clone(&self.runtime);
        Box::pin(async move { message::access("refreshAuth", &answer.await?, runtime.now()) })
    }
}
