//! The envelope of every response: `result`, `next`, `total` and `time`, or `error`.

use super::json::{self, Malformed};
use super::reply_value::ReplyValue;
use super::value::{Map, Value};
use crate::error::{Error, ErrorKind, Result};
use crate::text;

/// The reply to a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The result of the method, which may be null.
    pub result: T,
    /// The number of rows on all pages, if the portal counted them.
    pub total: Option<u32>,
    /// Where the next page starts; `None` on the last page.
    pub next: Option<u32>,
    /// The times on the server, as sent: `start`, `finish`; in seconds `duration`, `processing`
    /// and, if the portal counts it, `operating`.
    pub time: Option<Map>,
}

impl<T> Reply<T> {
    /// Converts the result.
    ///
    /// # Errors
    ///
    /// The errors of `convert`.
    pub(crate) fn try_map<R>(self, convert: impl FnOnce(T) -> Result<R>) -> Result<Reply<R>> {
        let Self { result, total, next, time } = self;
        Ok(Reply { result: convert(result)?, total, next, time })
    }

    /// Creates a reply from its result and the rest of its envelope.
    pub(crate) fn new(result: T, mut rest: Map) -> Self {
        let time = match rest.remove("time") {
            Some(Value::Map(time)) => Some(time),
            _ => None,
        };
        let (total, next) = (count(rest.remove("total")), count(rest.remove("next")));
        Self { result, total, next, time }
    }
}

impl Reply<Value> {
    /// Converts the reply to a map with the keys of the portal's envelope.
    #[must_use]
    pub fn into_map(self) -> Map {
        let mut envelope = Map::new();
        envelope.insert("result", self.result);
        if let Some(total) = self.total {
            envelope.insert("total", total);
        }
        if let Some(next) = self.next {
            envelope.insert("next", next);
        }
        if let Some(time) = self.time {
            envelope.insert("time", time);
        }
        envelope
    }
}

/// A decoded envelope, before its result is normalized.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Envelope<T> {
    pub(crate) result: T,
    pub(crate) total: Option<u32>,
    pub(crate) next: Option<u32>,
    pub(crate) time: Option<T>,
}

impl From<Envelope<Value>> for Reply<Value> {
    fn from(envelope: Envelope<Value>) -> Self {
        let Envelope { result, total, next, time } = envelope;
        let time = match time {
            Some(Value::Map(time)) => Some(time),
            _ => None,
        };
        Self { result, total, next, time }
    }
}

/// Decodes the body of a response: the first complete envelope counts.
///
/// Ignores a byte order mark, white space and the output of a self-hosted PHP: notices before the
/// envelope, if nothing else follows it, and warnings after it. A truncated response is neither a
/// result nor a refusal.
///
/// # Errors
///
/// Decided by the body alone, since the portal also sends errors with the status 200: the portal's
/// own error if the key `error` is present, whatever its type; `EMPTY_RESPONSE`,
/// `TRUNCATED_RESPONSE`, `NOT_AN_ENVELOPE`, and `NOT_JSON` or, for an error page, `HTTP_502` and
/// similar codes.
pub fn decode(status: u16, body: &str) -> Result<Reply<Value>> {
    open::<Value>(status, body, false).map(Into::into)
}

/// Decodes the body of a response as `decode` does; if `is_bare`, a body without an envelope is the result.
pub(crate) fn open<T: ReplyValue>(
    status: u16,
    body: &T::Body,
    is_bare: bool,
) -> Result<Envelope<T>> {
    let mut envelope = match T::parse(body) {
        Some(envelope) => envelope,
        None => {
            let text = T::whole_text(body);
            let text = find(&text).map_err(|problem| no_json(status, problem))?;
            T::parse_text(text).ok_or_else(|| no_json(status, Problem::Malformed))?
        }
    };
    if let Some(error) = envelope.take("error") {
        return Err(refused(Some(error), envelope.take("error_description")));
    }
    let Some(result) = envelope.take("result") else {
        return match is_bare {
            true => Ok(Envelope { result: envelope, total: None, next: None, time: None }),
            false => Err(no_envelope()),
        };
    };
    let time = envelope.take("time").filter(|time| time.shape().is_map());
    let (total, next) = (count(envelope.take("total")), count(envelope.take("next")));
    Ok(Envelope { result, total, next, time })
}

/// Returns a count of rows, if there is one.
pub(crate) fn count<T: ReplyValue>(value: Option<T>) -> Option<u32> {
    value?.as_integer()?.try_into().ok()
}

/// Why a body has no envelope.
enum Problem {
    Empty,
    Truncated,
    TooDeep,
    Malformed,
}

/// Returns the text of the envelope, without white space and the output of PHP around it.
fn find(body: &str) -> std::result::Result<&str, Problem> {
    let text = body.strip_prefix('\u{feff}').unwrap_or(body).trim_ascii();
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    match json::check(text) {
        Ok(()) => Ok(text),
        Err(Malformed { truncated: true, .. }) => Err(Problem::Truncated),
        Err(Malformed { too_deep: true, .. }) => Err(Problem::TooDeep),
        Err(malformed) => between_notices(text, malformed.at),
    }
}

/// Returns the text of the envelope before or after the output of PHP.
fn between_notices(text: &str, end: usize) -> std::result::Result<&str, Problem> {
    let envelope = if text.starts_with('{') {
        // Inside an envelope only its parts can be found; a separator after the value shows that it
        // is a part.
        match text.as_bytes().get(end) {
            Some(b',' | b':' | b']' | b'}') => return Err(Problem::Malformed),
            _ => text.get(..end),
        }
    } else {
        let place = |start| text::find(text, start).unwrap_or(usize::MAX);
        text.get(place(r#"{"result""#).min(place(r#"{"error""#))..)
    };
    let envelope = envelope.unwrap_or(text);
    match json::check(envelope) {
        Ok(()) => Ok(envelope),
        Err(Malformed { truncated: true, .. }) if !text.starts_with('{') => Err(Problem::Truncated),
        Err(_) => Err(Problem::Malformed),
    }
}

/// Reads the portal's error: `error` and `error_description`. As `error`, REST 3.0 sends an object
/// with `code`, `message` and `validation`, REST 2.0 the code.
pub(crate) fn refused<T: ReplyValue>(error: Option<T>, description: Option<T>) -> Error {
    let (code, description, validation) = match error {
        Some(mut details) if details.shape().is_map() => {
            (details.take("code"), details.take("message"), details.take("validation"))
        }
        code => (code, description, None),
    };
    let code = code.and_then(|code| code.digits()).unwrap_or_default();
    let description = description.and_then(|text| text.as_text()).unwrap_or_default();
    let validation = validation.map(|problems| problems.to_json()).unwrap_or_default();
    Error::refused(v3_code(&code), &description).with_validation(validation)
}

/// Returns the code without the prefix of REST 3.0, `BITRIX_REST_V3_EXCEPTION_` or similar, which
/// differs between portals.
fn v3_code(code: &str) -> &str {
    let (prefix, rest) = text::split(code, "_EXCEPTION").unwrap_or_default();
    let (_, name) = text::split(rest, "_").unwrap_or_default();
    if prefix.starts_with("BITRIX_REST_V3") && !name.is_empty() { name } else { code }
}

fn no_json(status: u16, problem: Problem) -> Error {
    match problem {
        Problem::Empty => broken("EMPTY_RESPONSE", "the response is empty"),
        Problem::Truncated => broken("TRUNCATED_RESPONSE", "the response is truncated"),
        Problem::TooDeep => broken("NOT_JSON", "the response is nested deeper than 512 levels"),
        Problem::Malformed if status < 400 => {
            broken("NOT_JSON", "the response is not JSON; check the address")
        }
        Problem::Malformed => {
            let code = text!("HTTP_{}", text::digits(status.into()));
            broken(&code, "the portal sent an error page")
        }
    }
}

fn no_envelope() -> Error {
    broken("NOT_AN_ENVELOPE", "the response has no result and no error")
}

fn broken(code: &str, description: &str) -> Error {
    Error::new(ErrorKind::Response, code, description)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(body: &str) -> (String, String) {
        let error = decode(400, body).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Portal);
        (error.code().to_owned(), error.description().to_owned())
    }

    #[test]
    fn decodes_a_page() {
        let body = r#"{"result":[1,2],"next":50,"total":120,"time":{"start":1,"operating":0}}"#;
        let envelope = decode(200, body).unwrap();
        assert_eq!(envelope.result, Value::from([1, 2]));
        assert_eq!((envelope.next, envelope.total), (Some(50), Some(120)));
        assert_eq!(envelope.time.unwrap().get("operating"), Some(&Value::from(0)));
    }

    #[test]
    fn accepts_null_as_a_result() {
        assert_eq!(decode(200, r#"{"result":null}"#).unwrap().result, Value::Null);
    }

    #[test]
    fn recognizes_an_error_by_its_key() {
        for (body, code, description) in [
            (
                r#"{"error":"","error_description":"AccessToken denied."}"#,
                "",
                "AccessToken denied.",
            ),
            (r#"{"error":"0","error_description":""}"#, "0", ""),
            (r#"{"error":100}"#, "100", ""),
            (r#"{"error":200040300010,"error_description":"x"}"#, "200040300010", "x"),
            (r#"{"result":[],"error":"ERROR_CORE"}"#, "ERROR_CORE", ""),
            (r#"{"error":{"code":"BITRIX_REST_V3_X","message":"no"}}"#, "BITRIX_REST_V3_X", "no"),
            (r#"{"error":null}"#, "", ""),
        ] {
            assert_eq!(refusal(body), (code.to_owned(), description.to_owned()), "{body}");
        }
    }

    #[test]
    fn ignores_php_output_before_the_envelope() {
        for before in
            ["\u{feff}", " \r\n", "<br />\n<b>Notice</b>:  Undefined index in {main}<br />\n"]
        {
            let body = format!("{before}{{\"result\":1}}\n");
            assert_eq!(decode(200, &body).unwrap().result, Value::from(1), "{before:?}");
            assert_eq!(refusal(&format!("{before}{{\"error\":\"E\"}}")).0, "E");
        }
    }

    #[test]
    fn distinguishes_malformed_responses() {
        for (status, body, code) in [
            (200, "", "EMPTY_RESPONSE"),
            (200, " \n", "EMPTY_RESPONSE"),
            (200, r#"{"result":[{"ID":"1"#, "TRUNCATED_RESPONSE"),
            (200, "<html><body>Sign in</body></html>", "NOT_JSON"),
            (502, "<html><body>502 Bad Gateway</body></html>", "HTTP_502"),
            (200, "[]", "NOT_AN_ENVELOPE"),
            (200, "{}", "NOT_AN_ENVELOPE"),
            (200, "true", "NOT_AN_ENVELOPE"),
            (200, r#"{"time":{}}"#, "NOT_AN_ENVELOPE"),
        ] {
            let error = decode(status, body).unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Response, code), "{body}");
        }
    }
}
