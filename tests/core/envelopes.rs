//! Any response text decodes to a result or an error, and numbers keep their digits.

use crate::support::{Canned, generate};
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Get};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, Error, Reply};
use proptest::prelude::*;
use proptest::sample::select;

/// Decodes a response body with an untyped call.
fn decode(body: &str) -> Result<Reply<Value>, Error> {
    let call = async |client: Client| client.call_by_name("any.method", Map::new()).await;
    Canned(body.to_owned()).call(call)
}

/// Decodes a response body with typed calls.
fn decode_typed(body: &str) -> (Result<usize, Error>, Result<u64, Error>) {
    let rows = async |client: Client| client.call(Get::new()).await.map(|reply| reply.result.len());
    let one = async |client: Client| client.call(Current::new()).await.map(|reply| reply.result.id);
    (Canned(body.to_owned()).call(rows), Canned(body.to_owned()).call(one))
}

fn row() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        select(vec!["ID", "ACTIVE", "NAME", "LAST_LOGIN", "UF_DEPARTMENT", "TIMESTAMP_X"])
            .prop_map(str::to_owned),
        generate::text(),
    ];
    let value = prop_oneof![
        generate::value(),
        select(vec!["1", "Y", "", "2024-07-23 08:08:50"]).prop_map(Value::from)
    ];
    proptest::collection::vec((name, value), 0..6)
        .prop_map(|pairs| Value::Map(pairs.into_iter().collect()))
}

/// An envelope with known members, some of them with arbitrary values.
fn envelope() -> impl Strategy<Value = String> {
    let name = select(vec!["result", "next", "total", "time", "error", "error_description", "x"]);
    let value = prop_oneof![
        generate::value(),
        proptest::collection::vec(row(), 0..4).prop_map(Value::List),
        row(),
        (-5..5_i64).prop_map(Value::from),
    ];
    proptest::collection::vec((name, value), 0..6)
        .prop_map(|pairs| json::write(&Value::Map(pairs.into_iter().collect())))
}

/// Parses text with serde_json.
fn reference(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// Asserts that the decoded body agrees with serde_json.
fn assert_agrees(body: &str) -> Result<(), TestCaseError> {
    let outcome = decode(body);
    if let Err(error) = &outcome {
        prop_assert!(!error.code().is_empty() || error.kind() == ErrorKind::Portal);
        prop_assert_eq!(
            (error.status().unwrap_or_default(), error.method().unwrap_or_default()),
            (200, "any.method")
        );
    }
    let Ok(found) = serde_json::from_str::<serde_json::Value>(body) else { return Ok(()) };
    let code = outcome.as_ref().map_err(|error| (error.kind(), error.code()));
    if found.get("error").is_some() {
        prop_assert_eq!(code.unwrap_err().0, ErrorKind::Portal);
    } else if let Some(result) = found.get("result") {
        prop_assert_eq!(&reference(&json::write(&code.unwrap().result)), result);
    } else {
        prop_assert_eq!(code.unwrap_err(), (ErrorKind::Response, "NOT_AN_ENVELOPE"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decodes_each_envelope_to_a_result_or_an_error(body in envelope()) {
        assert_agrees(&body)?;
    }

    #[test]
    fn detects_truncated_envelopes(body in envelope(), at in any::<prop::sample::Index>()) {
        let end = body.char_indices().nth(at.index(body.chars().count())).unwrap().0;
        let error = decode(&body[..end]).map(drop).unwrap_err();
        let code = if end == 0 { "EMPTY_RESPONSE" } else { "TRUNCATED_RESPONSE" };
        prop_assert_eq!((error.kind(), error.code()), (ErrorKind::Response, code));
    }

    #[test]
    fn decodes_each_mutated_envelope_to_a_result_or_an_error(body in envelope().prop_flat_map(generate::mutated)) {
        assert_agrees(&body)?;
    }

    #[test]
    fn decodes_typed_results_to_records_or_an_error(body in envelope().prop_flat_map(generate::mutated)) {
        let (rows, one) = decode_typed(&body);
        for error in [rows.err(), one.err()].into_iter().flatten() {
            prop_assert!(matches!(error.kind(), ErrorKind::Response | ErrorKind::Portal | ErrorKind::Auth), "{error}");
        }
    }

    #[test]
    fn decodes_any_text_to_a_result_or_an_error(body in generate::text()) {
        assert_agrees(&body)?;
    }

    #[test]
    fn numbers_keep_their_digits(number in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?") {
        let reply = decode(&format!("{{\"result\":{{\"number\":{number}}},\"time\":{{\"start\":{number}}}}}")).unwrap();
        let Value::Map(result) = &reply.result else { panic!("{reply:?}") };
        let time = reply.time.as_ref().unwrap();
        for number_value in [result.get("number"), time.get("start")] {
            let Some(Value::Number(decoded)) = number_value else { panic!("{number_value:?}") };
            prop_assert_eq!(decoded.as_str(), &number);
        }
    }

    #[test]
    fn json_survives_a_round_trip(value in generate::value()) {
        let text = json::write(&value);
        let read = json::read(&text).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(json::write(&read), text);
    }

    #[test]
    fn json_agrees_with_serde_json(value in generate::value()) {
        let found = reference(&json::write(&value));
        for text in [found.to_string(), serde_json::to_string_pretty(&found).unwrap()] {
            let read = json::write(&json::read(&text).unwrap());
            prop_assert_eq!(reference(&read), reference(&text));
        }
    }

    #[test]
    fn serializes_integers_exactly(signed in any::<i64>(), unsigned in any::<u64>()) {
        let value = Value::from(vec![Value::from(signed), Value::from(unsigned)]);
        prop_assert_eq!(serde_json::to_value(&value).unwrap(), serde_json::json!([signed, unsigned]));
    }
}
