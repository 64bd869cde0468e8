//! The transport that uses the browser's `fetch`.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::Promise;
#[cfg(not(feature = "js"))]
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};
use web_sys::{RequestCredentials, RequestRedirect};

use crate::browser::member::{call, member};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, MAX_RESPONSE, Request, Response, Transport, too_large};

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
        let target = call(&member(&response, "headers"), "get", &"location".into());
        let target = target.ok().and_then(|target| target.as_string()).unwrap_or_default();
        return Ok(Response::new(status.unwrap_or_default() as u16, target));
    }
    let status = status.ok_or_else(no_response)?;
    let body = body(&response).await;
    // The rest of a response that is too large is not received.
    guard.is_complete = !matches!(&body, Err(error) if error.code() == too_large().code());
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
    let (mut chunks, mut size) = (Vec::new(), 0);
    loop {
        let read = settle(call(&reader, "read", &JsValue::UNDEFINED)).await?;
        if member(&read, "done").is_truthy() {
            break;
        }
        let chunk = member(&read, "value").unchecked_into::<Uint8Array>();
        size += chunk.length();
        if size > MAX_RESPONSE {
            return Err(too_large());
        }
        chunks.push(chunk);
    }
    let mut bytes = Vec::with_capacity(size as usize);
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
    let text = text.as_string().ok_or_else(no_response)?;
    if text.len() > MAX_RESPONSE as usize { Err(too_large()) } else { Ok(text) }
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

fn is_redirect(status: f64) -> bool {
    (300.0..400.0).contains(&status)
}

/// Creates the error of a request without a response. Browsers give no reason, and the message must
/// not contain the request's address.
fn network_error(thrown: JsValue) -> Error {
    let problem = "no readable response: the portal is out of reach, or another server responded";
    Error::new(ErrorKind::Network, "NETWORK", problem).with_reason(reason(thrown))
}

fn connection_lost(thrown: JsValue) -> Error {
    Error::new(ErrorKind::Network, "CONNECTION_LOST", "the connection broke")
        .with_reason(reason(thrown))
}

/// Returns the platform's code, which browsers do not give, and its message, with a space between
/// them.
fn reason(thrown: JsValue) -> String {
    format!(" {}", member(&thrown, "message").as_string().unwrap_or_default())
}

fn no_response() -> Error {
    let problem = "fetch gave no response; is it a stub?";
    Error::new(ErrorKind::Response, "NOT_A_RESPONSE", problem)
}
