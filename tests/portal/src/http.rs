//! Requests and responses without a network.

use std::time::Duration;

use bstr::ByteSlice;

/// A request to the portal's origin.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path and query: `/rest/user.get?start=50`.
    pub target: String,
    /// The headers: names in any case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the value of the first header of this name; case is ignored.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// Returns the target before the question mark.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Returns the target after the question mark, or an empty string.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// Returns the content type in lower case without its parameters, or an empty string.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let media_type = value.split(';').next().unwrap_or_default();
        media_type.trim().to_ascii_lowercase()
    }
}

/// The delivery of a response to the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// The response is sent.
    #[default]
    Whole,
    /// The connection is closed without a response.
    Drop,
    /// The connection stays open without a response.
    Never,
}

/// The portal's response.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers: names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long a server waits before it sends the response.
    pub delay: Duration,
    /// Whether and how the response is delivered.
    pub delivery: Delivery,
    /// An address to which the server sends an empty form; the outcome becomes the body, as JSON:
    /// `{"status": …}` or `{"problem": …}`.
    pub probe: Option<String>,
}

impl Response {
    /// Creates a response with a body of the given content type.
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, body: body.into(), ..Self::default() }
            .with_header("content-type", content_type)
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Returns the value of the first header of this (lower-case) name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body as text, with invalid UTF-8 replaced.
    pub fn text(&self) -> String {
        self.body.to_str_lossy().into_owned()
    }
}
