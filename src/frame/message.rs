//! The protocol between an app's frame and the portal page around it, as text.
//!
//! A command is `name:JSON:id:SID`, its answer `id:JSON`. The session's name, `SID`, comes with
//! the frame and tells the page which app speaks.

use crate::address::Origin;
use crate::auth::Access;
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::wire::{Map, Value, json, php};

/// An answer longer than this is not read. The largest that a portal sends is some kilobytes.
const LONGEST_ANSWER: usize = 4 * 1024 * 1024;

/// Where the portal page is, and the session's name in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The portal's origin.
    pub portal: Origin,
    /// The session's name.
    pub sid: String,
}

impl Session {
    /// Reads what the portal hands to a frame: its name `HOST|PROTOCOL|SID`, which outlives
    /// navigation inside the frame, or the query string with `DOMAIN`, `PROTOCOL` and `APP_SID`.
    ///
    /// # Errors
    ///
    /// `NOT_IN_PORTAL` where neither is there, `INVALID_ADDRESS` where the host is no host.
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

    fn new(host: &str, protocol: &str, sid: &str) -> Result<Self> {
        if host.is_empty() || !is_sid(sid) {
            return Err(outside());
        }
        Ok(Self { portal: Origin::new(protocol != "0", host)?, sid: sid.to_owned() })
    }

    /// A command's text; parameters that are an empty map are left out.
    #[must_use]
    pub fn command(&self, name: &str, params: &Map, id: &str) -> String {
        let params = match params.is_empty() {
            true => String::new(),
            false => json::write_map(params),
        };
        format!("{name}:{params}:{id}:{}", self.sid)
    }
}

/// Splits an answer into the command's id and what was said; `None` for text of another protocol.
#[must_use]
pub fn answer(text: &str) -> Option<(&str, &str)> {
    (text.len() <= LONGEST_ANSWER).then(|| text::split(text, ":")).flatten()
}

/// Reads what was said: nothing, or JSON.
///
/// # Errors
///
/// `FRAME_ANSWER` where it is something else.
pub fn payload(command: &str, text: &str) -> Result<Value> {
    match text.is_empty() {
        true => Ok(Value::Null),
        false => json::read(text).map_err(|_| malformed(command, "is no JSON")),
    }
}

/// What the portal says of itself and of the user at the start.
#[derive(Clone, Debug)]
pub struct InitData {
    /// The access token.
    pub access: Access,
    /// Where the REST is, `/rest`.
    pub path: String,
}

impl InitData {
    /// Reads the answer to `getInitData`, which came at `now` (milliseconds since 1970).
    ///
    /// # Errors
    ///
    /// `FRAME_ANSWER` where there is no token in it.
    pub fn read(answer: Value, now: f64) -> Result<Self> {
        let access = access("getInitData", &answer, now)?;
        let path = answer.as_map().and_then(|map| map.get("PATH")).and_then(Value::as_text);
        let path = path.unwrap_or("/rest");
        let path = path.strip_suffix('/').unwrap_or(path);
        if !path.starts_with('/') {
            return Err(malformed("getInitData", "has a PATH that is no path"));
        }
        Ok(Self { access, path: path.to_owned() })
    }
}

/// Reads the token out of the answer to `getInitData` or `refreshAuth`, which came at `now`.
///
/// # Errors
///
/// `FRAME_ANSWER` where there is none.
pub fn access(command: &str, answer: &Value, now: f64) -> Result<Access> {
    let Value::Map(data) = answer else {
        return Err(malformed(command, &format!("is {}", answer.describe())));
    };
    let token = data.get("AUTH_ID").and_then(Value::as_text).unwrap_or_default();
    if token.is_empty() {
        return Err(malformed(command, "holds no token (AUTH_ID)"));
    }
    let seconds = data.get("AUTH_EXPIRES").and_then(php::integer);
    Ok(Access::new(token, seconds.and_then(|seconds| seconds.try_into().ok()), now))
}

/// The value of one parameter in a query string; empty where it is not there.
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
    !sid.is_empty() && sid.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The error of a page that no portal opened.
pub(crate) fn outside() -> Error {
    Error::new(
        Kind::Frame,
        "NOT_IN_PORTAL",
        "This page is not in a portal's frame. Enter its address as an app's in the portal's developer \
         settings and open the app there, or in the emulator.",
    )
}

fn malformed(command: &str, problem: &str) -> Error {
    let description = format!("The portal page's answer to {command} {problem}.");
    Error::new(Kind::Frame, "FRAME_ANSWER", description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_or_else_the_query_tells_the_portal() {
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
    fn outside_a_portal_the_error_says_what_to_do() {
        for name in ["", "x", "a|1", "a|1|", "|1|c0ffee", "a.example.org|1|<script>"] {
            let error = Session::read(name, "").unwrap_err();
            assert_eq!((error.kind(), error.code()), (Kind::Frame, "NOT_IN_PORTAL"), "{name}");
        }
        assert_eq!(Session::read("a.org/evil|1|c0ffee", "").unwrap_err().code(), "INVALID_ADDRESS");
    }

    #[test]
    fn commands_and_answers() {
        let session = Session::read("a.example.org|1|c0ffee", "").unwrap();
        assert_eq!(session.command("getInitData", &Map::new(), "7"), "getInitData::7:c0ffee");
        let title = Map::from_iter([("title", "a:b")]);
        assert_eq!(
            session.command("setTitle", &title, "8"),
            r#"setTitle:{"title":"a:b"}:8:c0ffee"#
        );
        assert_eq!(answer(r#"7:{"a":"b:c"}"#), Some(("7", r#"{"a":"b:c"}"#)));
        assert_eq!(answer("7:"), Some(("7", "")));
        assert_eq!(answer("webpackHotUpdate"), None);
    }

    #[test]
    fn the_token_and_the_path_come_from_the_first_answer() {
        let read = |text| InitData::read(json::read(text).unwrap(), 1000.0);
        let data = read(r#"{"AUTH_ID":"t","AUTH_EXPIRES":"3600","PATH":"/rest"}"#).unwrap();
        assert_eq!(data.access, Access::new("t", Some(3600), 1000.0));
        assert_eq!(data.path, "/rest");
        for broken in [
            "null",
            "[]",
            "1",
            r#""x""#,
            "{}",
            r#"{"AUTH_ID":""}"#,
            r#"{"AUTH_ID":5}"#,
            r#"{"AUTH_ID":"t","PATH":"rest"}"#,
        ] {
            assert_eq!(read(broken).unwrap_err().code(), "FRAME_ANSWER", "{broken}");
        }
    }
}
