//! The query with which a client connects.

use serde_json::{Map, Value};

use super::format::Format;
use crate::dates;
use crate::http::Request;
use crate::php::parse_str;

/// The last message that a client has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum After {
    /// The one with this mid.
    Mid(String),
    /// The one of this second (unix) with this tag.
    Tag { time: i64, tag: u64 },
}

/// The parameters of a connection.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) channels: String,
    pub(crate) token: String,
    pub(crate) client_id: String,
    pub(crate) format: Format,
    /// The last message, if the client names one.
    pub(crate) after: Option<After>,
    /// All parameters, with the secrets redacted.
    pub(crate) redacted: Map<String, Value>,
}

const SECRETS: [&str; 3] = ["CHANNEL_ID", "token", "clientId"];
const MID_LENGTH: usize = 26;

impl Query {
    /// Parses the query of a request, as a server of this version understands it.
    pub(crate) fn parse(request: &Request, version: u8) -> Self {
        let parameters = parse_str(request.query());
        let text = |name: &str| {
            parameters.get(name).map(|value| value.to_text().into_owned()).unwrap_or_default()
        };
        let is_set = |name: &str| text(name) == "true";
        let format = match version {
            5.. if is_set("jsonRpc") => Format::Rpc,
            4 if is_set("binaryMode") => Format::Binary,
            4 if text("format") == "json" => Format::Json,
            _ => Format::Text,
        };
        let redacted = parameters.iter().map(|(name, value)| {
            let name = name.to_text();
            let value = match SECRETS.contains(&name.as_str()) {
                true => "***".to_owned(),
                false => value.to_text().into_owned(),
            };
            (name, Value::String(value))
        });
        let mid = text("mid");
        let after = match version {
            3.. if is_mid(&mid) => Some(After::Mid(mid)),
            3.. => None,
            _ => dates::parse_http(&text("time"))
                .map(|time| After::Tag { time, tag: text("tag").parse().unwrap_or_default() }),
        };
        Self {
            channels: text("CHANNEL_ID"),
            token: text("token"),
            client_id: text("clientId"),
            format,
            after,
            redacted: redacted.collect(),
        }
    }
}

/// Returns whether a text is a mid; the server ignores any other.
fn is_mid(text: &str) -> bool {
    text.len() == MID_LENGTH && text.bytes().all(|byte| byte.is_ascii_digit())
}
