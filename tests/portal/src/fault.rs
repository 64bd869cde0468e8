//! Configurable faults between an app and a portal.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::address;
use crate::http::{Delivery, Response};
use crate::php::{Array, Value};
use crate::rest::{Error, Reply, cors};

/// The kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultName {
    /// An error of the portal with the given `code`, and the portal's text and status for that
    /// code.
    Error,
    /// An error with the code `""`.
    EmptyErrorCode,
    /// An error with the code `"0"`.
    ZeroErrorCode,
    /// An error with the code `"100"`.
    HundredErrorCode,
    /// A result of `null`.
    NullResult,
    /// A `next` that equals the `start` of the request, so that pagination never ends.
    RepeatedNext,
    /// The first page in place of the requested one.
    StalePage,
    /// An incomplete page: its first half, with the unchanged `next` and `total`.
    ShortPage,
    /// A page without rows, and without `next` and `total`.
    EmptyPage,
    /// An error in the body of a response with status 200.
    ErrorWithOk,
    /// An `error` that is an object with `code` and `message`, as in REST 3.0.
    ErrorObject,
    /// An `error` that is a number.
    ErrorNumber,
    /// A body that is a JSON list.
    ListBody,
    /// A body that is an object with neither `result` nor `error`.
    NotAnEnvelope,
    /// Status 200 and no body.
    EmptyBody,
    /// The normal response after a byte order mark.
    ByteOrderMark,
    /// The normal response after white space.
    LeadingWhitespace,
    /// The normal response after a PHP notice.
    PhpNotice,
    /// The first half of the normal response.
    Truncated,
    /// The normal response, delayed by `delay_ms` (3000) milliseconds.
    Slow,
    /// 500 with an HTML page: a fatal error in PHP, after the CORS headers.
    FatalHtml,
    /// 502 with an HTML page from the front server, without CORS headers.
    BadGatewayHtml,
    /// 503 with an HTML page from the front server, without CORS headers.
    UnavailableHtml,
    /// 504 with an HTML page from the front server, without CORS headers.
    GatewayTimeoutHtml,
    /// 302 to `location`, without CORS headers.
    Redirect,
    /// The connection is closed without a response.
    Drop,
    /// No response; the connection stays open.
    Never,
}

impl FaultName {
    /// All faults.
    pub const ALL: [Self; 27] = [
        Self::Error,
        Self::EmptyErrorCode,
        Self::ZeroErrorCode,
        Self::HundredErrorCode,
        Self::NullResult,
        Self::RepeatedNext,
        Self::StalePage,
        Self::ShortPage,
        Self::EmptyPage,
        Self::ErrorWithOk,
        Self::ErrorObject,
        Self::ErrorNumber,
        Self::ListBody,
        Self::NotAnEnvelope,
        Self::EmptyBody,
        Self::ByteOrderMark,
        Self::LeadingWhitespace,
        Self::PhpNotice,
        Self::Truncated,
        Self::Slow,
        Self::FatalHtml,
        Self::BadGatewayHtml,
        Self::UnavailableHtml,
        Self::GatewayTimeoutHtml,
        Self::Redirect,
        Self::Drop,
        Self::Never,
    ];
}

/// A fault and the requests that it affects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The kind of a fault.
    pub name: FaultName,
    /// The REST method that the fault affects, in any case, those of REST 3.0 as `api/NAME`; `None`
    /// for every request. Faults of one call (from [`FaultName::Error`] to
    /// [`FaultName::EmptyPage`]) affect a named method also within a batch.
    pub method: Option<String>,
    /// The number of matching calls that the fault skips first.
    #[serde(default)]
    pub skip: u32,
    /// The number of times that the fault applies; `None` until it is removed.
    pub times: Option<u32>,
    /// The code of [`FaultName::Error`].
    pub code: Option<String>,
    /// The description of an error, if not the portal's.
    pub description: Option<String>,
    /// The status of an error, if not the portal's.
    pub status: Option<u16>,
    /// The delay of [`FaultName::Slow`].
    pub delay_ms: Option<u64>,
    /// The address of [`FaultName::Redirect`].
    pub location: Option<String>,
    /// Whether the portal runs the call before the fault replaces the whole response.
    #[serde(default)]
    pub executed: bool,
}

impl Fault {
    /// Creates a fault that affects every request until it is removed.
    pub fn new(name: FaultName) -> Self {
        Self {
            name,
            method: None,
            skip: 0,
            times: None,
            code: None,
            description: None,
            status: None,
            delay_ms: None,
            location: None,
            executed: false,
        }
    }

    /// Checks that the required fields are present and valid.
    pub fn check(&self) -> Result<(), String> {
        if let Some(location) = self.location.as_deref().filter(|text| !text.starts_with('/')) {
            address::check(location)?;
        }
        match (self.name, &self.code) {
            (FaultName::Error, None) => Err("the fault \"error\" needs a \"code\"".to_owned()),
            (FaultName::Error, Some(code))
                if Error::documented(code).is_none()
                    && (self.description.is_none() || self.status.is_none()) =>
            {
                Err(format!(
                    "\"{code}\" is not an error of the portal; add \"description\" and \"status\""
                ))
            }
            _ => Ok(()),
        }
    }

    /// Returns the response that replaces the normal one.
    pub(crate) fn response(&self) -> Option<Response> {
        let html = |status, title: &str| {
            let page = format!(
                "<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
            );
            Some(Response::new(status, "text/html", page))
        };
        let json = |body: &str| {
            let response = Response::new(200, "application/json; charset=utf-8", body);
            Some(cors::allow(response))
        };
        match self.name {
            FaultName::ErrorWithOk => {
                json(r#"{"error":"ERROR_CORE","error_description":"The operation failed"}"#)
            }
            FaultName::ErrorObject => json(
                r#"{"error":{"code":"BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION","message":"Access denied"}}"#,
            ),
            FaultName::ErrorNumber => {
                json(r#"{"error":200040300010,"error_description":"The operation failed"}"#)
            }
            FaultName::ListBody => json("[1,2,3]"),
            FaultName::NotAnEnvelope => json(r#"{"status":"ok"}"#),
            FaultName::EmptyBody => json(""),
            FaultName::FatalHtml => html(500, "500 Internal Server Error").map(cors::allow),
            FaultName::BadGatewayHtml => html(502, "502 Bad Gateway"),
            FaultName::UnavailableHtml => html(503, "503 Service Temporarily Unavailable"),
            FaultName::GatewayTimeoutHtml => html(504, "504 Gateway Time-out"),
            FaultName::Redirect => {
                let location = self.location.as_deref().unwrap_or("http://moved.invalid/");
                html(302, "302 Found").map(|page| page.with_header("location", location))
            }
            FaultName::Drop => Some(Response { delivery: Delivery::Drop, ..Response::default() }),
            FaultName::Never => Some(Response { delivery: Delivery::Never, ..Response::default() }),
            _ => None,
        }
    }

    /// Returns the error that replaces a call.
    pub(crate) fn error(&self) -> Option<Error> {
        let code = match self.name {
            FaultName::Error => self.code.as_deref()?,
            FaultName::EmptyErrorCode => "",
            FaultName::ZeroErrorCode => "0",
            FaultName::HundredErrorCode => "100",
            _ => return None,
        };
        let documented = Error::documented(code);
        let mut error = documented.unwrap_or_else(|| Error::new(code, "The operation failed", 400));
        if let Some(description) = &self.description {
            error.description.clone_from(description);
        }
        error.status = self.status.unwrap_or(error.status);
        Some(error)
    }

    /// Changes the parameters of a call.
    pub(crate) fn alter_call(&self, parameters: &mut Array, start: &mut i64) {
        if self.name == FaultName::StalePage {
            *start = (*start).min(0);
            for name in ["filter", "FILTER", "OFFSET"] {
                parameters.remove(name);
            }
        }
    }

    /// Changes the reply of a call that began at `start`.
    pub(crate) fn alter_reply(&self, reply: &mut Reply, start: i64) {
        match self.name {
            FaultName::NullResult => *reply = Reply::default(),
            FaultName::RepeatedNext => reply.next = Some(start),
            FaultName::EmptyPage => *reply = Reply::new(Array::new()),
            FaultName::ShortPage => {
                if let Value::Array(rows) = &reply.result {
                    let half = rows.len() / 2;
                    let rows = rows.values().take(half).cloned().collect::<Vec<_>>();
                    reply.result = rows.into();
                }
            }
            _ => {}
        }
    }

    /// Changes the normal response before it is sent.
    pub(crate) fn alter_response(&self, response: Response) -> Response {
        let body = &response.body;
        let preceded_by = |text: &str| [text.as_bytes(), body].concat();
        match self.name {
            FaultName::ByteOrderMark => Response { body: preceded_by("\u{feff}"), ..response },
            FaultName::LeadingWhitespace => Response { body: preceded_by("\n\r\n  "), ..response },
            FaultName::PhpNotice => Response { body: preceded_by(PHP_NOTICE), ..response },
            FaultName::Truncated => {
                let half = body.get(..body.len() / 2).unwrap_or_default().to_vec();
                Response { body: half, ..response }
            }
            FaultName::Slow => {
                let delay = Duration::from_millis(self.delay_ms.unwrap_or(3000));
                Response { delay: response.delay + delay, ..response }
            }
            _ => response,
        }
    }

    /// Returns whether the fault names this method.
    pub(crate) fn is_for(&self, method: &str) -> bool {
        self.method.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(method))
    }

    /// Returns whether the fault affects a single call rather than the whole request.
    pub fn affects_calls(&self) -> bool {
        self.error().is_some()
            || matches!(
                self.name,
                FaultName::NullResult
                    | FaultName::RepeatedNext
                    | FaultName::StalePage
                    | FaultName::ShortPage
                    | FaultName::EmptyPage
            )
    }
}

const PHP_NOTICE: &str = "<br />\n<b>Notice</b>:  Undefined variable in <b>/bitrix/init.php</b> on line <b>7</b><br />\n";
