//! The envelope around every answer: `result`, `next`, `total` and `time`, or `error`.

use super::json::{self, Malformed};
use super::php;
use super::value::{Map, Value};
use crate::error::{Error, ErrorKind, Result};
use crate::text;

/// What a call came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply<T> {
    /// What the method hands out; null where the method hands out null.
    pub result: T,
    /// How many rows there are in all, where the portal counted them.
    pub total: Option<u32>,
    /// Where the next page starts; `None` on the last page.
    pub next: Option<u32>,
    /// What the call took on the server, as sent: `start`, `finish`, `duration`, `processing` in
    /// seconds, `operating` in seconds where the portal counts it.
    pub time: Option<Map>,
}

impl Reply<Value> {
    /// The reply with the keys of the portal's own envelope.
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

/// Reads an answer's body: the first complete envelope counts.
///
/// A byte order mark and white space are ignored, and so is what a self-hosted PHP prints: notices
/// before the envelope, if all the rest is the envelope, and warnings after it. A response that was
/// cut is neither a result nor a refusal, whatever it holds.
///
/// # Errors
///
/// Every answer that is no result, judged by the body alone, since the portal sends errors with the
/// status 200, too: what the portal says where the key `error` is there, whatever its type;
/// `EMPTY_RESPONSE`, `TRUNCATED_RESPONSE`, `NOT_AN_ENVELOPE`, and `NOT_JSON` or, for an error page, `HTTP_502`
/// and its like.
pub fn decode(status: u16, body: &str) -> Result<Reply<Value>> {
    let text = body.strip_prefix('\u{feff}').unwrap_or(body).trim_ascii();
    if text.is_empty() {
        return Err(broken("EMPTY_RESPONSE", "The portal answered with nothing."));
    }
    let answer = match json::read(text) {
        Err(malformed) if !malformed.cut => between_notices(text, malformed),
        read => read,
    };
    let answer = answer.map_err(|malformed| no_json(status, malformed.cut))?;
    let Value::Map(mut answer) = answer else { return Err(no_envelope()) };
    if answer.get("error").is_some() {
        return Err(refused(&answer));
    }
    let Some(result) = answer.remove("result") else { return Err(no_envelope()) };
    let time = match answer.remove("time") {
        Some(Value::Map(time)) => Some(time),
        _ => None,
    };
    let (total, next) = (number(&answer, "total"), number(&answer, "next"));
    Ok(Reply { result, total, next, time })
}

/// The count under `name`, where there is one.
pub(crate) fn number(answer: &Map, name: &str) -> Option<u32> {
    answer.get(name).and_then(php::integer)?.try_into().ok()
}

/// The envelope before or behind what PHP printed.
fn between_notices(text: &str, malformed: Malformed) -> std::result::Result<Value, Malformed> {
    if text.starts_with('{') {
        // Behind the beginning of an envelope only parts of it can be found, and what goes on after it
        // shows that it is a part itself.
        return match text.as_bytes().get(malformed.at) {
            Some(b',' | b':' | b']' | b'}') => Err(malformed),
            _ => json::read(text.get(..malformed.at).unwrap_or_default()).or(Err(malformed)),
        };
    }
    let place = |start| text::find(text, start).unwrap_or(usize::MAX);
    let first = place(r#"{"result""#).min(place(r#"{"error""#));
    json::read(text.get(first..).unwrap_or(text))
}

/// What the portal refused a call with: `error` and `error_description`. REST 3.0 sends an object
/// with `code` and `message` where REST 2.0 sends the code.
pub(crate) fn refused(answer: &Map) -> Error {
    let (code, description) = match answer.get("error") {
        Some(Value::Map(details)) => (details.get("code"), details.get("message")),
        code => (code, answer.get("error_description")),
    };
    let code = match code {
        Some(Value::Number(number)) => number.as_str(),
        code => code.and_then(Value::as_text).unwrap_or_default(),
    };
    Error::refused(code, description.and_then(Value::as_text).unwrap_or_default())
}

fn no_json(status: u16, cut: bool) -> Error {
    if cut {
        broken("TRUNCATED_RESPONSE", "The answer ends too early.")
    } else if status < 400 {
        broken("NOT_JSON", "The answer is no JSON. Is the address a portal's?")
    } else {
        let code = format!("HTTP_{}", u32::from(status));
        broken(&code, "The portal answered with an error page.")
    }
}

fn no_envelope() -> Error {
    broken("NOT_AN_ENVELOPE", "The answer has neither a result nor an error.")
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
    fn reads_a_page() {
        let body = r#"{"result":[1,2],"next":50,"total":120,"time":{"start":1,"operating":0}}"#;
        let envelope = decode(200, body).unwrap();
        assert_eq!(envelope.result, Value::from([1, 2]));
        assert_eq!((envelope.next, envelope.total), (Some(50), Some(120)));
        assert_eq!(envelope.time.unwrap().get("operating"), Some(&Value::from(0)));
    }

    #[test]
    fn null_is_a_result() {
        assert_eq!(decode(200, r#"{"result":null}"#).unwrap().result, Value::Null);
    }

    #[test]
    fn an_error_is_told_by_its_key() {
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
    fn passes_over_what_php_prints_before() {
        for before in
            ["\u{feff}", " \r\n", "<br />\n<b>Notice</b>:  Undefined index in {main}<br />\n"]
        {
            let body = format!("{before}{{\"result\":1}}\n");
            assert_eq!(decode(200, &body).unwrap().result, Value::from(1), "{before:?}");
            assert_eq!(refusal(&format!("{before}{{\"error\":\"E\"}}")).0, "E");
        }
    }

    #[test]
    fn tells_the_broken_answers_apart() {
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
