//! The transport that uses the browser's `fetch`.

#[cfg(not(feature = "js"))]
use gloo_net::http::{Method, RequestBuilder};
#[cfg(not(feature = "js"))]
use js_sys::Uint8Array;
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

/// Sends each request as a POST with the content type as its only header: a form then crosses
/// origins without a preflight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>> {
        Box::pin(send(request))
    }
}

#[wasm_bindgen]
extern "C" {
    // gloo-net's `send` panics if the result is not a `Response`, and hangs if `fetch` throws.
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> std::result::Result<JsValue, JsValue>;
}

/// Aborts the request if it is dropped before the response is complete. A later abort would also
/// fail readers of a clone of the response.
struct Guard {
    controller: AbortController,
    is_complete: bool,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.is_complete {
            self.controller.abort();
        }
    }
}

async fn send(request: Request) -> Result<Response> {
    let controller = AbortController::new().map_err(network_error)?;
    let mut guard = Guard { controller, is_complete: false };
    let built = build(&request, &member(&guard.controller, "signal").unchecked_into())
        .map_err(network_error)?;
    let promised = fetch(&built).map_err(network_error)?;
    let response = JsFuture::from(Promise::resolve(&promised)).await.map_err(network_error)?;
    let status = member(&response, "status").as_f64();
    // Browsers hide the status of a redirect.
    if member(&response, "type") == "opaqueredirect" || status.is_some_and(is_redirect) {
        guard.is_complete = true;
        return Err(moved(&location(&response).unwrap_or_default())
            .with_status(status.unwrap_or_default() as u16));
    }
    let status = status.ok_or_else(no_response)?;
    let body = body(&response).await;
    guard.is_complete = true;
    Ok(Response::new(status as u16, body?))
}

/// Reads the body as bytes: the browser's text would be decoded to UTF-16 and encoded again. A
/// stream of chunks is read in less time than a buffer.
#[cfg(not(feature = "js"))]
async fn body(response: &JsValue) -> Result<String> {
    let stream = member(response, "body");
    if stream.is_null() {
        return Ok(String::new());
    }
    let reader = call(&stream, "getReader", &JsValue::UNDEFINED).map_err(|_| no_response())?;
    let mut chunks = Vec::new();
    loop {
        let read = settle(call(&reader, "read", &JsValue::UNDEFINED)).await?;
        if member(&read, "done").is_truthy() {
            break;
        }
        chunks.push(member(&read, "value").unchecked_into::<Uint8Array>());
    }
    let mut bytes = Vec::with_capacity(chunks.iter().map(|chunk| chunk.length() as usize).sum());
    for chunk in chunks {
        bytes.append(&mut chunk.to_vec());
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

#[cfg(feature = "js")]
async fn body(response: &JsValue) -> Result<String> {
    let text = settle(call(response, "text", &JsValue::UNDEFINED)).await?;
    text.as_string().ok_or_else(no_response)
}

/// Waits for the promise that a method of the response has returned.
async fn settle(returned: std::result::Result<JsValue, JsValue>) -> Result<JsValue> {
    let promised = returned.map_err(|_| no_response())?;
    JsFuture::from(Promise::resolve(&promised)).await.map_err(connection_lost)
}

/// Builds the browser's request.
///
/// Redirects are not followed: the redirect of a moved portal would turn the POST into an empty
/// GET.
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

/// Builds the browser's request without gloo-net, which adds 2 KB to the npm package and panics if
/// there is no `Headers`.
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

/// Calls a method of an object, and fails if the member is not a function.
fn call(
    object: &JsValue,
    method: &str,
    argument: &JsValue,
) -> std::result::Result<JsValue, JsValue> {
    member(object, method).unchecked_into::<Function>().call1(object, argument)
}

/// Advice on Node's network errors, by a word in their code.
const ADVICE: [(&str, &str); 4] = [
    ("ENOTFOUND", "; no such host: check the portal's address"),
    ("ECONNREFUSED", "; nothing listens there: check the portal's address"),
    ("SELF_SIGNED", UNTRUSTED),
    ("UNABLE_TO_", UNTRUSTED),
];

const UNTRUSTED: &str =
    "; Node does not trust the certificate: name its issuer's in NODE_EXTRA_CA_CERTS";

/// Creates the error of a request without a response. Browsers give no reason, and the message must
/// not contain the request's address.
fn network_error(thrown: JsValue) -> Error {
    let reason = reason(thrown);
    let mut problem = if reason.starts_with(' ') {
        String::from(
            "no readable response: the portal is out of reach, or another server responded",
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

fn connection_lost(thrown: JsValue) -> Error {
    Error::new(ErrorKind::Network, "CONNECTION_LOST", "the connection broke")
        .with_reason(reason(thrown))
}

/// Returns the platform's code and message, with a space between them. Node keeps both in `cause`.
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

/// Returns the host of a redirect's target. The path may contain a webhook's code.
fn location(response: &JsValue) -> Option<String> {
    let location =
        call(&member(response, "headers"), "get", &"location".into()).ok()?.as_string()?;
    let (_, address) = text::split(&location, "://")?;
    let (host, _) = text::split(address, "/").unwrap_or((address, ""));
    Origin::new(true, host).ok().map(|origin| origin.host().to_owned())
}

fn no_response() -> Error {
    let problem = "fetch gave no response; is it a stub?";
    Error::new(ErrorKind::Response, "NOT_A_RESPONSE", problem)
}
