//! The envelope around every answer: `result`, `next`, `total` and `time`, or `error`.

use super::json;
use super::php;
use super::value::{Map, Value};
use crate::text;

/// An answer that carries a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What the method handed out; null where the method hands out null.
    pub result: Value,
    /// Where the next page starts; missing on the last page.
    pub next: Option<u64>,
    /// How many rows there are in all, where the method counted them.
    pub total: Option<u64>,
    /// What the call took on the server, as sent.
    pub time: Option<Map>,
}

/// An answer that carries no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The portal refused: the key `error` is there, whatever its type.
    Refused {
        /// The portal's code as text; may be `""`, `"0"` or a number's digits.
        code: String,
        /// The portal's text; may be empty and may hold HTML.
        description: String,
    },
    /// There is no body.
    Empty,
    /// The JSON text ends before its end.
    Cut,
    /// The body is no JSON: an HTML page, as a rule.
    NotJson,
    /// The body is JSON, but neither `result` nor `error` is in it.
    NotEnvelope,
}

/// Reads an answer's body.
///
/// A byte order mark, white space and the notices that a self-hosted PHP prints before the JSON
/// are passed over.
///
/// # Errors
///
/// A [`Failure`] for every answer that is no result, judged by the body alone: the portal sends
/// errors with the status 200, too.
pub fn decode(body: &str) -> Result<Envelope, Failure> {
    let text = body.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Failure::Empty);
    }
    let answer = match json::read(text) {
        Ok(answer) => answer,
        Err(malformed) => match after_notices(text) {
            Some(answer) => answer,
            None if malformed.cut => return Err(Failure::Cut),
            None => return Err(Failure::NotJson),
        },
    };
    let Value::Map(mut answer) = answer else { return Err(Failure::NotEnvelope) };
    if let Some(error) = answer.remove("error") {
        return Err(refused(error, &answer));
    }
    let number = |name| answer.get(name).and_then(php::integer).and_then(|it| u64::try_from(it).ok());
    let (next, total) = (number("next"), number("total"));
    let time = answer.remove("time").and_then(php::map);
    let result = answer.remove("result").ok_or(Failure::NotEnvelope)?;
    Ok(Envelope { result, next, total, time })
}

/// The envelope behind what PHP printed before it.
fn after_notices(text: &str) -> Option<Value> {
    for start in [r#"{"result""#, r#"{"error""#] {
        let envelope = text::find(text, start).and_then(|at| text.get(at..));
        if let Some(Ok(envelope)) = envelope.map(json::read) {
            return Some(envelope);
        }
    }
    None
}

/// REST 3.0 sends an object with `code` and `message` where REST 2.0 sends the code.
fn refused(error: Value, answer: &Map) -> Failure {
    let described = answer.get("error_description").and_then(Value::as_text);
    match error {
        Value::Map(details) => {
            let text = |name| details.get(name).and_then(php::text).flatten();
            Failure::Refused {
                code: text("code").unwrap_or_default(),
                description: text("message").unwrap_or_default(),
            }
        }
        code => Failure::Refused {
            code: php::text(&code).flatten().unwrap_or_default(),
            description: described.unwrap_or_default().to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(body: &str) -> (String, String) {
        match decode(body) {
            Err(Failure::Refused { code, description }) => (code, description),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_a_page() {
        let body = r#"{"result":[1,2],"next":50,"total":120,"time":{"start":1,"operating":0}}"#;
        let envelope = decode(body).unwrap();
        assert_eq!(envelope.result, Value::from([1, 2]));
        assert_eq!((envelope.next, envelope.total), (Some(50), Some(120)));
        assert_eq!(envelope.time.unwrap().get("operating"), Some(&Value::from(0)));
    }

    #[test]
    fn null_is_a_result() {
        assert_eq!(decode(r#"{"result":null}"#).unwrap().result, Value::Null);
    }

    #[test]
    fn an_error_is_told_by_its_key() {
        for (body, code, description) in [
            (r#"{"error":"","error_description":"Access denied."}"#, "", "Access denied."),
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
        for before in ["\u{feff}", " \r\n", "<br />\n<b>Notice</b>:  Undefined index in {main}<br />\n"] {
            let body = format!("{before}{{\"result\":1}}\n");
            assert_eq!(decode(&body).unwrap().result, Value::from(1), "{before:?}");
            assert_eq!(refusal(&format!("{before}{{\"error\":\"E\"}}")).0, "E");
        }
    }

    #[test]
    fn tells_the_broken_answers_apart() {
        for (body, failure) in [
            ("", Failure::Empty),
            (" \n", Failure::Empty),
            (r#"{"result":[{"ID":"1"#, Failure::Cut),
            ("<html><body>502 Bad Gateway</body></html>", Failure::NotJson),
            ("[]", Failure::NotEnvelope),
            ("{}", Failure::NotEnvelope),
            ("true", Failure::NotEnvelope),
            (r#"{"time":{}}"#, Failure::NotEnvelope),
        ] {
            assert_eq!(decode(body), Err(failure), "{body}");
        }
    }
}
