//! The transport over the browser's `fetch`.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials, RequestRedirect};

use crate::address::Origin;
use crate::error::{Error, Kind, Result};
use crate::task::LocalFuture;
use crate::text;
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

    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &Answer) -> std::result::Result<Headers, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &Answer) -> std::result::Result<JsValue, JsValue>;

    type Headers;

    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &Headers, name: &str) -> std::result::Result<JsValue, JsValue>;

    /// Whatever `fetch` rejects with; Node has the reason of it one level down.
    type Thrown;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn cause(this: &Thrown) -> std::result::Result<Thrown, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn code(this: &Thrown) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn message(this: &Thrown) -> std::result::Result<JsValue, JsValue>;
}

/// Gives the request up when it is dropped while its answer is under way. Aborting it later would
/// reach whoever reads a clone of the answer.
struct Guard {
    controller: AbortController,
    is_over: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.is_over {
            self.controller.abort();
        }
    }
}

async fn send(request: Request) -> Result<Response> {
    let controller = AbortController::new().map_err(network)?;
    let mut guard = Guard { controller, is_over: false };
    let built = RequestBuilder::new(&request.url)
        .method(Method::POST)
        .header("content-type", request.body.content_type())
        .credentials(RequestCredentials::Omit)
        // A moved portal answers with a redirect, which would turn the POST into an empty GET.
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&guard.controller.signal()))
        .body(request.body.text())
        .map_err(|_| network(JsValue::UNDEFINED))?;
    let promised = fetch(&built.into()).map_err(network)?;
    let answer = JsFuture::from(Promise::resolve(&promised)).await.map_err(network)?;
    if !answer.is_object() {
        return Err(no_response());
    }
    let answer: Answer = answer.unchecked_into();
    let status = answer.status().ok().and_then(|status| status.as_f64());
    let is_redirect = status.is_some_and(|status| (300.0..400.0).contains(&status));
    // A browser hides the status.
    if is_redirect || answer.kind().is_ok_and(|kind| kind == "opaqueredirect") {
        return Err(moved(&answer).with_status(status.unwrap_or_default() as u16));
    }
    let status = status.ok_or_else(no_response)?;
    let promised = answer.text().map_err(|_| no_response())?;
    let body = JsFuture::from(Promise::resolve(&promised)).await;
    guard.is_over = true;
    let body = body.map_err(cut)?.as_string().ok_or_else(no_response)?;
    Ok(Response { status: status as u16, body })
}

/// A browser tells no reason, and an address must not be shown.
fn network(thrown: JsValue) -> Error {
    let (code, reason) = reason(thrown);
    let (code, problem) = match code.as_str() {
        "ENOTFOUND" => (code, ": no such host. Check the portal's address."),
        "ECONNREFUSED" => (code, ": nothing listens at the portal's address."),
        _ if text::find(&code, "CERT").is_some() => {
            (code, ": the certificate is not trusted. Name its issuer in NODE_EXTRA_CA_CERTS.")
        }
        _ => (
            String::new(),
            "No answer that a page may read: the portal is out of reach, or what answered was not \
             its REST.",
        ),
    };
    Error::new(Kind::Network, "NETWORK", code + problem).with_reason(reason)
}

fn cut(thrown: JsValue) -> Error {
    Error::new(Kind::Network, "CONNECTION_CUT", "The connection broke.")
        .with_reason(reason(thrown).1)
}

/// The platform's code, and the code and the message with a space between them.
fn reason(thrown: JsValue) -> (String, String) {
    let text = |value: std::result::Result<JsValue, JsValue>| {
        value.ok().and_then(|value| value.as_string()).unwrap_or_default()
    };
    let thrown: Thrown = thrown.unchecked_into();
    let thrown = thrown.cause().ok().filter(|cause| cause.is_object()).unwrap_or(thrown);
    let (code, message) = (text(thrown.code()), text(thrown.message()));
    let reason = format!("{code} {message}");
    (code, if reason == " " { String::new() } else { reason })
}

/// Names the host alone: there may be a webhook's code in the path.
fn moved(answer: &Answer) -> Error {
    let location = answer.headers().and_then(|headers| headers.get("location"));
    let location = location.ok().and_then(|location| location.as_string()).unwrap_or_default();
    let host = text::split(&location, "://").map_or("", |(_, address)| address);
    let host = text::split(host, "/").map_or(host, |(host, _)| host);
    let to = Origin::new(true, host).map_or(String::new(), |to| format!(" to {}", to.host()));
    let problem = format!("The portal redirects{to}. Has its address changed?");
    Error::new(Kind::Answer, "PORTAL_MOVED", problem)
}

fn no_response() -> Error {
    let problem = "fetch gave no response. Is it a stub?";
    Error::new(Kind::Answer, "NOT_A_RESPONSE", problem)
}
