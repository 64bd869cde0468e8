//! The text protocol between an app's frame and its host page.
//!
//! A command is `name:JSON:id:SID`, its reply `id:JSON`. The session id `SID` is passed to the
//! frame when it opens, and identifies the app to the host page.

use crate::address::Origin;
use crate::error::{Error, ErrorKind, Result};
use crate::text;
use crate::wire::{Map, Value, json};

/// The maximum length of a reply; longer ones are ignored. Portals send a few kilobytes at most.
pub(crate) const MAX_MESSAGE_LENGTH: u32 = 4 * 1024 * 1024;

/// The portal's origin and the session's id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Session {
    /// The portal's origin.
    pub portal: Origin,
    /// The session's id.
    pub sid: String,
}

impl Session {
    /// Reads the session from the window's name `HOST|PROTOCOL|SID`, which survives navigation
    /// inside the frame, or else from the query string with `DOMAIN`, `PROTOCOL` and `APP_SID`.
    ///
    /// # Errors
    ///
    /// `NOT_IN_PORTAL` if both are missing, `INVALID_ADDRESS` if the host is invalid.
    ///
    /// ```
    /// use b24_wasm::frame::message::Session;
    ///
    /// let session = Session::read("example.bitrix24.com|1|5d41402abc4b2a76", "").unwrap();
    /// assert_eq!(session.portal.as_str(), "https://example.bitrix24.com");
    /// ```
    pub fn read(window_name: &str, query: &str) -> Result<Self> {
        if let Some((host, rest)) = text::split(window_name, "|")
            && let Some((protocol, sid)) = text::split(rest, "|")
            && is_sid(sid)
        {
            return Self::new(host, protocol, sid);
        }
        let host = text::replace(parameter(query, "DOMAIN"), "%3A", ":");
        Self::new(&host, parameter(query, "PROTOCOL"), parameter(query, "APP_SID"))
    }

    /// Checks the parts of a session.
    ///
    /// # Errors
    ///
    /// `NOT_IN_PORTAL` if the host is empty or the id is invalid, `INVALID_ADDRESS` if the host is
    /// invalid.
    pub fn new(host: &str, protocol: &str, sid: &str) -> Result<Self> {
        if host.is_empty() || !is_sid(sid) {
            return Err(not_in_portal());
        }
        Ok(Self { portal: Origin::new(protocol != "0", host)?, sid: sid.to_owned() })
    }

    /// Checks that the portal is one of `portals` (`example.bitrix24.com`, `*.bitrix24.com`); an
    /// empty list allows any.
    ///
    /// # Errors
    ///
    /// `PORTAL_NOT_ALLOWED`.
    pub fn among(self, portals: &[&str]) -> Result<Self> {
        if portals.is_empty() || self.portal.is_among(portals) {
            return Ok(self);
        }
        let problem = text!("portal \"{}\" is not among \"portals\"", self.portal.host());
        Err(Error::new(ErrorKind::Frame, "PORTAL_NOT_ALLOWED", problem))
    }

    /// Encodes a command as text, in which null parameters and an empty map are left out. A name
    /// with a colon requires an object, which host pages of 2019 do not read. The id is empty if no
    /// reply is expected.
    #[must_use]
    pub fn encode(&self, name: &str, params: Value, id: &str) -> Value {
        // In text the name ends at the first colon.
        if text::find(name, ":").is_some() {
            let mut message = Map::new();
            message.insert("method", name);
            message.insert("params", params);
            message.insert("callback", id);
            message.insert("appSid", self.sid.as_str());
            return message.into();
        }
        let params = match params {
            Value::Null => String::new(),
            Value::Map(map) if map.is_empty() => String::new(),
            params => json::write(&params),
        };
        text!("{}:{}:{}:{}", name, params, id, self.sid).into()
    }
}

/// Splits a reply into the command's id and the payload. Returns `None` for text of another
/// protocol.
#[must_use]
pub fn split_reply(text: &str) -> Option<(&str, &str)> {
    (text.len() <= MAX_MESSAGE_LENGTH as usize).then(|| text::split(text, ":")).flatten()
}

/// Parses a payload, which is empty or JSON.
///
/// # Errors
///
/// `INVALID_HOST_MESSAGE` if the payload is neither.
pub fn payload(command: &str, text: &str) -> Result<Value> {
    match text.is_empty() {
        true => Ok(Value::Null),
        false => json::read(text).map_err(|_| malformed(command, "is not JSON")),
    }
}

/// Returns the error that a reply contains, if any: `{"result":"error","errorCode":"…"}`, alone or
/// in a list, or `{"error":"…"}`.
#[must_use]
pub fn refusal(reply: &Value) -> Option<Error> {
    let map = match reply {
        Value::List(list) if list.len() == 1 => list.first()?.as_map()?,
        reply => reply.as_map()?,
    };
    let text = |name| map.get(name).and_then(Value::as_text);
    match (text("result"), text("errorCode"), text("error")) {
        (Some("error"), code, _) => Some(refused(code.unwrap_or_default())),
        (None, None, Some(code)) if map.len() == 1 => Some(refused(code)),
        _ => None,
    }
}

/// Creates the error for a code: the host page sends no description.
fn refused(code: &str) -> Error {
    Error::refused(code, "the portal page refused the command")
}

/// Returns the value of a parameter in a query string; empty if the parameter is missing.
fn parameter<'a>(query: &'a str, name: &str) -> &'a str {
    let mut rest = query.strip_prefix('?').unwrap_or(query);
    loop {
        let (pair, after) = text::split(rest, "&").unwrap_or((rest, ""));
        match text::split(pair, "=") {
            Some((known, value)) if known == name => return value,
            _ if after.is_empty() => return "",
            _ => rest = after,
        }
    }
}

fn is_sid(sid: &str) -> bool {
    !sid.is_empty() && text::all(sid, |byte| byte.is_ascii_alphanumeric())
}

/// Creates the error for a page that was not opened by a portal.
pub(crate) fn not_in_portal() -> Error {
    Error::new(
        ErrorKind::Frame,
        "NOT_IN_PORTAL",
        "this page is not in a portal's frame; enter its address as an app's in the portal's developer \
         settings and open the app there, or in the emulator",
    )
}

/// Creates the error for an invalid reply.
pub(crate) fn malformed(command: &str, problem: &str) -> Error {
    let description = text!("the portal page's reply to \"{}\" {}", command, problem);
    Error::new(ErrorKind::Frame, "INVALID_HOST_MESSAGE", description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_session_from_name_or_query() {
        let query = "?DOMAIN=b.example.org%3A8443&PROTOCOL=1&LANG=en&APP_SID=beef";
        let by_name = Session::read("a.example.org|0|c0ffee", query).unwrap();
        assert_eq!(
            (by_name.portal.as_str(), by_name.sid.as_str()),
            ("http://a.example.org", "c0ffee")
        );
        let by_query = Session::read("", query).unwrap();
        assert_eq!(by_query.portal.as_str(), "https://b.example.org:8443");
        assert_eq!(Session::read("some other name", query).unwrap(), by_query);
    }

    #[test]
    fn rejects_pages_outside_a_portal() {
        for name in ["", "x", "a|1", "a|1|", "|1|c0ffee", "a.example.org|1|<script>"] {
            let error = Session::read(name, "").unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Frame, "NOT_IN_PORTAL"), "{name}");
        }
        assert_eq!(Session::read("a.org/evil|1|c0ffee", "").unwrap_err().code(), "INVALID_ADDRESS");
    }

    #[test]
    fn rejects_other_portals() {
        let session = Session::new("a.example.org", "1", "c0ffee").unwrap();
        let allowed = |portals: &[&str]| session.clone().among(portals);
        assert!(allowed(&[]).is_ok() && allowed(&["b.org", "*.example.org"]).is_ok());
        let error = allowed(&["example.org"]).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Frame, "PORTAL_NOT_ALLOWED"));
        assert_eq!(error.description(), "portal \"a.example.org\" is not among \"portals\"");
    }

    #[test]
    fn encodes_commands_and_splits_replies() {
        let session = Session::read("a.example.org|1|c0ffee", "").unwrap();
        let encode = |name, params: &str, id| session.encode(name, json::read(params).unwrap(), id);
        assert_eq!(encode("getInitData", "{}", "7"), "getInitData::7:c0ffee".into());
        assert_eq!(encode("reloadWindow", "null", ""), "reloadWindow:::c0ffee".into());
        assert_eq!(
            encode("setTitle", r#"{"title":"a:b"}"#, "8"),
            r#"setTitle:{"title":"a:b"}:8:c0ffee"#.into()
        );
        for value in [r#""""#, "0", "false", "[]", r#""7""#] {
            assert_eq!(encode("setValue", value, "9"), format!("setValue:{value}:9:c0ffee").into());
        }
        assert_eq!(
            json::write(&encode("a:b", "[1]", "9")),
            r#"{"method":"a:b","params":[1],"callback":"9","appSid":"c0ffee"}"#
        );
        assert_eq!(split_reply(r#"7:{"a":"b:c"}"#), Some(("7", r#"{"a":"b:c"}"#)));
        assert_eq!(split_reply("7:"), Some(("7", "")));
        assert_eq!(split_reply("webpackHotUpdate"), None);
    }

    #[test]
    fn recognizes_refusals() {
        let code = |text| {
            let error = refusal(&json::read(text).unwrap())?;
            assert!(error.description().starts_with("the portal page refused the command"));
            Some(error.code().to_owned())
        };
        for (reply, expected) in [
            (r#"{"result":"error","errorCode":"PATH_NOT_AVAILABLE"}"#, "PATH_NOT_AVAILABLE"),
            (
                r#"[{"result":"error","errorCode":"Call card is undefined"}]"#,
                "Call card is undefined",
            ),
            (r#"{"result":"error"}"#, ""),
            (r#"{"error":"access_denied"}"#, "access_denied"),
        ] {
            assert_eq!(code(reply).as_deref(), Some(expected), "{reply}");
        }
        for reply in [
            r#"{"result":"close"}"#,
            "null",
            r#""error""#,
            "[]",
            r#"[{"result":"error"},{"id":1}]"#,
            r#"{"error":"red","colour":"blue"}"#,
            r#"{"error":0}"#,
        ] {
            assert_eq!(code(reply), None, "{reply}");
        }
    }
}
