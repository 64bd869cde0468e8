//! From a page in a frame to credentials.

use std::rc::Rc;

use web_sys::UrlSearchParams;

use crate::auth::{Access, Credentials, REFRESH_DEADLINE, Refresh, Token};
use crate::error::{Error, Kind, Result};
use crate::frame::host::Host;
use crate::frame::message::{self, InitData, Session};
use crate::task::LocalFuture;
use crate::transport::Runtime;
use crate::wire::Map;

/// Shakes hands with the portal page around this one and hands out the credentials that it gives.
///
/// With a list of portals (`example.bitrix24.com`, `*.bitrix24.com`) any other is refused: a page
/// cannot keep a stranger from framing it, but it need not speak with one.
///
/// # Errors
///
/// `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`, `FRAME_SILENT` after so many milliseconds, `FRAME_ANSWER`.
pub(crate) async fn open(runtime: Rc<dyn Runtime>, timeout: u32, portals: &[String]) -> Result<Credentials> {
    let window = web_sys::window().ok_or_else(message::outside)?;
    let parent = window.parent().ok().flatten().ok_or_else(message::outside)?;
    let query = window.location().search().and_then(|query| UrlSearchParams::new_with_str(&query));
    let name = window.name().unwrap_or_default();
    let session = Session::read(&name, |name| query.as_ref().ok().and_then(|query| query.get(name)))?;
    if js_sys::Object::is(&parent, &window) {
        return Err(message::outside());
    }
    if !portals.is_empty() && !session.portal.is_among(portals) {
        let problem = format!("The portal {} is not among those allowed.", session.portal);
        return Err(Error::new(Kind::Frame, "PORTAL_NOT_ALLOWED", problem));
    }
    let host = Rc::new(Host::new(window, parent, session)?);
    let answer = host.ask(&*runtime, "getInitData", &Map::new(), timeout).await;
    let answer = answer.map_err(|error| match error.kind() {
        Kind::Timeout => Error::new(Kind::Frame, "FRAME_SILENT", error.description()),
        _ => error,
    })?;
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
        let (host, runtime) = (Rc::clone(&self.host), Rc::clone(&self.runtime));
        Box::pin(async move {
            let answer = host.ask(&*runtime, "refreshAuth", &Map::new(), REFRESH_DEADLINE).await?;
            message::access("refreshAuth", &answer, runtime.now())
        })
    }
}
