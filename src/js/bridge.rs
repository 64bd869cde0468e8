//! A transport that calls a function of the page, which adds the credentials: the page's BX24.js.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::transport::{LocalFuture, Request, Response, Transport};

/// A function that promises a response's status and body as text, with a space between them, or
/// text without a space if there is no response.
pub(super) struct Bridge(pub(super) Function);

impl Transport for Bridge {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>> {
        Box::pin(send(self.0.clone(), request))
    }
}

async fn send(function: Function, Request { url, body }: Request) -> Result<Response> {
    let (method, form) = (JsValue::from_str(&url), JsValue::from_str(body.text()));
    let promised =
        function.call2(&JsValue::UNDEFINED, &method, &form).map_err(|_| query_error())?;
    let response = JsFuture::from(Promise::resolve(&promised)).await.map_err(|_| query_error())?;
    let response = response.as_string().unwrap_or_default();
    let (status, body) = text::split(&response, " ").ok_or_else(query_error)?;
    let status = text::integer(status).and_then(|status| status.try_into().ok());
    Ok(Response::new(status.unwrap_or_default(), body.to_owned()))
}

fn query_error() -> Error {
    let problem = "BX24.js: Query error! (portal unreachable, 5xx response or invalid JSON)";
    Error::new(ErrorKind::Network, "QUERY_ERROR", problem)
}
