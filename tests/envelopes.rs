//! Whatever text an answer holds, it becomes a result or an error, and its numbers keep their digits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Get};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, Error, Reply};
use proptest::prelude::*;
use proptest::sample::select;
use support::{Canned, generate};

/// What a call that is not typed makes of an answer.
fn decode(body: &str) -> Result<Reply<Value>, Error> {
    let call = async |client: Client| client.call_by_name("any.method", Map::new(), 1000).await;
    Canned(body.to_owned()).answers(call)
}

/// What typed calls make of an answer.
fn decode_typed(body: &str) -> (Result<usize, Error>, Result<u64, Error>) {
    let rows = async |client: Client| client.call(Get::new()).await.map(|reply| reply.result.len());
    let one = async |client: Client| client.call(Current::new()).await.map(|reply| reply.result.id);
    (Canned(body.to_owned()).answers(rows), Canned(body.to_owned()).answers(one))
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

/// An envelope with the names that it has, and with any.
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

/// What a general JSON library reads.
fn theirs(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// Asserts that what was made of a body agrees with what a general JSON library finds in it.
fn assert_judged(body: &str) -> Result<(), TestCaseError> {
    let outcome = decode(body);
    if let Err(error) = &outcome {
        prop_assert!(!error.code().is_empty() || error.kind() == ErrorKind::Portal);
        prop_assert_eq!((error.status(), error.method()), (200, "any.method"));
    }
    let Ok(found) = serde_json::from_str::<serde_json::Value>(body) else { return Ok(()) };
    let code = outcome.as_ref().map_err(|error| (error.kind(), error.code()));
    if found.get("error").is_some() {
        prop_assert_eq!(code.unwrap_err().0, ErrorKind::Portal);
    } else if let Some(result) = found.get("result") {
        prop_assert_eq!(&theirs(&json::write(&code.unwrap().result)), result);
    } else {
        prop_assert_eq!(code.unwrap_err(), (ErrorKind::Response, "NOT_AN_ENVELOPE"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_envelope_is_a_result_or_an_error(body in envelope()) {
        assert_judged(&body)?;
    }

    #[test]
    fn an_envelope_that_was_cut_is_said_to_be(body in envelope(), at in any::<prop::sample::Index>()) {
        let end = body.char_indices().nth(at.index(body.chars().count())).unwrap().0;
        let error = decode(&body[..end]).map(drop).unwrap_err();
        let code = if end == 0 { "EMPTY_RESPONSE" } else { "TRUNCATED_RESPONSE" };
        prop_assert_eq!((error.kind(), error.code()), (ErrorKind::Response, code));
    }

    #[test]
    fn a_mutated_envelope_is_a_result_or_an_error(body in envelope().prop_flat_map(generate::mutated)) {
        assert_judged(&body)?;
    }

    #[test]
    fn a_typed_result_is_records_or_an_error(body in envelope().prop_flat_map(generate::mutated)) {
        let (rows, one) = decode_typed(&body);
        for error in [rows.err(), one.err()].into_iter().flatten() {
            prop_assert!(matches!(error.kind(), ErrorKind::Response | ErrorKind::Portal | ErrorKind::Auth), "{error}");
        }
    }

    #[test]
    fn any_text_at_all_is_a_result_or_an_error(body in generate::text()) {
        assert_judged(&body)?;
    }

    #[test]
    fn numbers_keep_their_digits(number in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?") {
        let reply = decode(&format!("{{\"result\":{{\"number\":{number}}},\"time\":{{\"start\":{number}}}}}")).unwrap();
        let Value::Map(result) = &reply.result else { panic!("{reply:?}") };
        let time = reply.time.as_ref().unwrap();
        for came in [result.get("number"), time.get("start")] {
            let Some(Value::Number(came)) = came else { panic!("{came:?}") };
            prop_assert_eq!(came.as_str(), &number);
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was(value in generate::value()) {
        let text = json::write(&value);
        let read = json::read(&text).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(json::write(&read), text);
    }

    #[test]
    fn others_read_what_is_written_and_write_what_is_read(value in generate::value()) {
        let found = theirs(&json::write(&value));
        for text in [found.to_string(), serde_json::to_string_pretty(&found).unwrap()] {
            let read = json::write(&json::read(&text).unwrap());
            prop_assert_eq!(theirs(&read), theirs(&text));
        }
    }

    #[test]
    fn whole_numbers_are_handed_on_whole(signed in any::<i64>(), unsigned in any::<u64>()) {
        let value = Value::from(vec![Value::from(signed), Value::from(unsigned)]);
        prop_assert_eq!(serde_json::to_value(&value).unwrap(), serde_json::json!([signed, unsigned]));
    }
}
