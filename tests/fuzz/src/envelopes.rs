//! Responses. Input: the status, then the body.

use b24_wasm::ErrorKind;
use b24_wasm::wire::envelope::decode;
use b24_wasm::wire::{Value, json};

use crate::lines;

pub fn check(input: &str) {
    let (status, body) = lines::split(input);
    let status = status.trim().parse().unwrap_or(200);
    match decode(status, body) {
        Ok(reply) => {
            assert!(body.contains("\"result\"") || body.contains("\\u"), "a result from nothing");
            let written = json::write_map(&reply.clone().into_map());
            assert_eq!(decode(status, &written).as_ref(), Ok(&reply), "{written}");
            if body.starts_with('{') {
                let padded = format!("\u{feff} {body}\n");
                assert_eq!(decode(status, &padded).as_ref(), Ok(&reply), "{padded}");
            }
        }
        Err(error) => {
            let is_expected = !matches!(error.kind(), ErrorKind::Input | ErrorKind::Frame);
            assert!(is_expected && !error.to_string().is_empty(), "{error:?}");
        }
    }
    check_json(body);
    if body.starts_with('{') && json::read(body).is_ok() {
        check_truncated(status, body.trim_end());
    }
}

/// Asserts that what `serde_json` reads is read with the same values.
fn check_json(text: &str) {
    let Ok(expected) = serde_json::from_str::<serde_json::Value>(text) else { return };
    let written = json::write(&json::read(text).expect("JSON is read"));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap(), expected, "{text}");
}

/// Asserts that no part of an envelope is a result or the portal's refusal.
fn check_truncated(status: u16, body: &str) {
    let step = body.len() / 8 + 1;
    for end in (0..body.len()).step_by(step) {
        let Some(part) = body.get(..end) else { continue };
        let error = decode(status, part).expect_err("a truncated response has a result");
        let expected = if part.is_empty() { "EMPTY_RESPONSE" } else { "TRUNCATED_RESPONSE" };
        assert_eq!((error.kind(), error.code()), (ErrorKind::Response, expected), "{part}");
    }
    assert!(matches!(json::read(body), Ok(Value::Map(_))), "{body}");
}
