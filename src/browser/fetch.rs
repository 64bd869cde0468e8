//! The transport over the browser's `fetch`.

#[cfg(not(feature = "js"))]
use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Function, Promise};
#[cfg(feature = "js")]
use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};
#[cfg(not(feature = "js"))]
use web_sys::{RequestCredentials, RequestRedirect};

use crate::address::Origin;
use crate::browser::member::member;
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::transport::{LocalFuture, Request, Response, Transport, moved};

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
    let built =
        build(&request, &member(&guard.controller, "signal").unchecked_into()).map_err(network)?;
    let promised = fetch(&built).map_err(network)?;
    let answer = JsFuture::from(Promise::resolve(&promised)).await.map_err(network)?;
    let status = member(&answer, "status").as_f64();
    // A browser hides the status.
    if member(&answer, "type") == "opaqueredirect" || status.is_some_and(is_redirect) {
        guard.is_over = true;
        return Err(moved(&location(&answer).unwrap_or_default())
            .with_status(status.unwrap_or_default() as u16));
    }
    let status = status.ok_or_else(no_response)?;
    let promised = call(&answer, "text", &JsValue::UNDEFINED).map_err(|_| no_response())?;
    let body = JsFuture::from(Promise::resolve(&promised)).await;
    guard.is_over = true;
    let body = body.map_err(cut)?.as_string().ok_or_else(no_response)?;
    Ok(Response { status: status as u16, body })
}

/// Puts a request together.
///
/// A moved portal answers with a redirect, which would turn the POST into an empty GET; so none is
/// followed.
#[cfg(not(feature = "js"))]
fn build(
    request: &Request,
    signal: &AbortSignal,
) -> std::result::Result<web_sys::Request, JsValue> {
    RequestBuilder::new(&request.url)
        .method(Method::POST)
        .header("content-type", request.body.content_type())
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(signal))
        .body(request.body.text())
        .map(Into::into)
        .map_err(|error| error.to_string().into())
}

/// The same without gloo-net, which is 2 KB of the npm package and panics where there is no `Headers`.
#[cfg(feature = "js")]
fn build(
    request: &Request,
    signal: &AbortSignal,
) -> std::result::Result<web_sys::Request, JsValue> {
    let (init, headers) = (Object::new(), Object::new());
    Reflect::set(&headers, &"content-type".into(), &request.body.content_type().into())?;
    for (name, value) in [
        ("method", "POST".into()),
        ("headers", headers.into()),
        ("credentials", "omit".into()),
        ("redirect", "manual".into()),
        ("signal", signal.into()),
        ("body", request.body.text().into()),
    ] {
        Reflect::set(&init, &name.into(), &value)?;
    }
    web_sys::Request::new_with_str_and_init(&request.url, init.unchecked_ref())
}

fn is_redirect(status: f64) -> bool {
    (300.0..400.0).contains(&status)
}

/// Calls a method of it; an error for what is none.
fn call(of: &JsValue, method: &str, given: &JsValue) -> std::result::Result<JsValue, JsValue> {
    member(of, method).unchecked_into::<Function>().call1(of, given)
}

/// What to do about what Node says, by a word of it.
const ADVICE: [(&str, &str); 4] = [
    ("ENOTFOUND", ". There is no such host: check the portal's address."),
    ("ECONNREFUSED", ". Nothing listens there: check the portal's address."),
    ("SELF_SIGNED", UNTRUSTED),
    ("UNABLE_TO_", UNTRUSTED),
];

const UNTRUSTED: &str =
    ". Node does not know who issued the certificate: name the issuer's in NODE_EXTRA_CA_CERTS.";

/// A browser tells no reason, and an address must not be shown.
fn network(thrown: JsValue) -> Error {
    let reason = reason(thrown);
    let mut problem = if reason.starts_with(' ') {
        String::from(
            "No answer that a page may read: the portal is out of reach, or what answered was not \
             its REST.",
        )
    } else {
        reason.clone()
    };
    for (word, advice) in ADVICE {
        if text::find(&reason, word).is_some() {
            problem.push_str(advice);
        }
    }
    Error::new(ErrorKind::Network, "NETWORK", problem).with_reason(reason)
}

fn cut(thrown: JsValue) -> Error {
    Error::new(ErrorKind::Network, "CONNECTION_CUT", "The connection broke.")
        .with_reason(reason(thrown))
}

/// The platform's code and its message, with a space between them. Node has them one level down.
fn reason(mut thrown: JsValue) -> String {
    let cause = member(&thrown, "cause");
    if cause.is_object() {
        thrown = cause;
    }
    let mut reason = String::new();
    for name in ["code", "message"] {
        if name == "message" {
            reason.push(' ')
        }
        reason.push_str(&member(&thrown, name).as_string().unwrap_or_default());
    }
    reason
}

/// The host that a redirect leads to. There may be a webhook's code in its path.
fn location(answer: &JsValue) -> Option<String> {
    let location = call(&member(answer, "headers"), "get", &"location".into()).ok()?.as_string()?;
    let (_, address) = text::split(&location, "://")?;
    let (host, _) = text::split(address, "/").unwrap_or((address, ""));
    Origin::new(true, host).ok().map(|origin| origin.host().to_owned())
}

fn no_response() -> Error {
    let problem = "fetch gave no response. Is it a stub?";
    Error::new(ErrorKind::Response, "NOT_A_RESPONSE", problem)
}
