//! The transport over the browser's `fetch`.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials, RequestRedirect};

use crate::error::{Error, Kind, Result};
use crate::task::LocalFuture;
use crate::transport::{Request, Response, Transport};

/// Sends each request as a POST with no header but the content type, so that a form crosses origins
/// without a preflight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>> {
        Box::pin(send(request))
    }
}

#[wasm_bindgen]
extern "C" {
    // gloo-net's own `send` panics on answers that are no `Response` and hangs where `fetch` throws.
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> std::result::Result<JsValue, JsValue>;

    /// Whatever `fetch` resolves to: a response of another realm or of a stub will do.
    type Answer;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Answer) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = "type")]
    fn kind(this: &Answer) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &Answer) -> std::result::Result<JsValue, JsValue>;
}

/// Gives the request up when it is dropped before its answer is there.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn send(request: Request) -> Result<Response> {
    let guard = AbortOnDrop(AbortController::new().map_err(|_| network())?);
    let built = RequestBuilder::new(&request.url)
        .method(Method::POST)
        .header("content-type", request.body.content_type())
        .credentials(RequestCredentials::Omit)
        // A moved portal answers with a redirect, which would turn the POST into an empty GET.
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&guard.0.signal()))
        .body(request.body.text())
        .map_err(|_| network())?;
    let promised = fetch(&built.into()).map_err(|_| network())?;
    let answer = JsFuture::from(Promise::resolve(&promised)).await.map_err(|_| network())?;
    if !answer.is_object() {
        return Err(no_response());
    }
    let answer: Answer = answer.unchecked_into();
    if answer.kind().is_ok_and(|kind| kind == "opaqueredirect") {
        let advice = "The portal redirects. Has its address changed?";
        return Err(Error::new(Kind::Answer, "PORTAL_MOVED", advice));
    }
    let status = answer.status().ok().and_then(|status| status.as_f64()).ok_or_else(no_response)?;
    let promised = answer.text().map_err(|_| no_response())?;
    let body = JsFuture::from(Promise::resolve(&promised)).await.map_err(|_| cut())?;
    let body = body.as_string().ok_or_else(no_response)?;
    Ok(Response { status: status as u16, body })
}

/// The browser says no more than "Failed to fetch", and an address must not be shown.
fn network() -> Error {
    Error::new(
        Kind::Network,
        "NETWORK",
        "No answer that a page may read: the portal is out of reach, or what answered was not its \
         REST.",
    )
}

fn cut() -> Error {
    Error::new(Kind::Network, "CONNECTION_CUT", "The connection broke.")
}

fn no_response() -> Error {
    let problem = "fetch gave no response. Is it a stub?";
    Error::new(Kind::Answer, "NOT_A_RESPONSE", problem)
}
