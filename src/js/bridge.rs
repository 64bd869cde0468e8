//! A transport over a function of the page, which has the credentials: the page's own BX24.js.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::transport::{LocalFuture, Request, Response, Transport};

/// A function that promises the status and the body of an answer, as text with a space between them,
/// or text without one where no answer came.
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
    let answer = JsFuture::from(Promise::resolve(&promised)).await.map_err(|_| query_error())?;
    let answer = answer.as_string().unwrap_or_default();
    let (status, body) = text::split(&answer, " ").ok_or_else(query_error)?;
    let status = text::integer(status).and_then(|status| status.try_into().ok());
    Ok(Response { status: status.unwrap_or_default(), body: body.to_owned() })
}

fn query_error() -> Error {
    let problem = "BX24.js: Query error! The portal is out of reach, or its answer was a 5xx or no \
                   JSON.";
    Error::new(ErrorKind::Network, "QUERY_ERROR", problem)
}
