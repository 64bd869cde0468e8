//! The record of a REST request.

use bstr::ByteSlice;
use serde::Serialize;

use crate::http::{Delivery, Request, Response};

/// A request to `/rest/` and the status of its response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    /// The HTTP method.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query string; empty if there is none.
    pub query: String,
    /// The header `content-type`.
    pub content_type: Option<String>,
    /// The header `origin`.
    pub origin: Option<String>,
    /// The body, with invalid UTF-8 replaced.
    pub body: String,
    /// The status of the response; 0 if there was none.
    pub status: u16,
    /// Whether the request was a CORS preflight (`OPTIONS`).
    pub preflight: bool,
}

impl Record {
    pub(crate) fn new(request: &Request, response: &Response) -> Self {
        let header = |name| request.header(name).map(str::to_owned);
        Self {
            method: request.method.clone(),
            path: request.path().to_owned(),
            query: request.query().to_owned(),
            content_type: header("content-type"),
            origin: header("origin"),
            body: request.body.to_str_lossy().into_owned(),
            status: match response.delivery {
                Delivery::Whole => response.status,
                Delivery::Drop | Delivery::Never => 0,
            },
            preflight: request.method == "OPTIONS",
        }
    }
}
