//! Batches.

use serde_json::json;

use super::*;
use crate::client::{Outcome, V3Batch, V3Outcomes};

fn run(client: &Client, batch: V3Batch) -> Result<V3Outcomes> {
    block_on(client.v3().batch(batch))
}

/// Returns calls of a method with an identifier, under the names `c0` and so on.
fn calls(method: &str, count: u64) -> V3Batch {
    let mut batch = V3Batch::new();
    for id in 0..count {
        batch.add(&format!("c{id}"), method, Map::from_iter([("id", id)]));
    }
    batch
}

/// A portal that runs every call of a batch, with the identifier as its result.
fn portal() -> Portal {
    Portal::new(|_, body| {
        let calls = body.as_array().unwrap().iter();
        let results: Vec<_> = calls.map(|call| call["query"]["id"].clone()).collect();
        (200, json!({ "result": results, "time": { "start": 1 } }).to_string())
    })
}

fn succeeded(outcomes: &mut V3Outcomes, name: &str) -> String {
    json::write(&outcomes.remove(name).unwrap().into_result().unwrap().result)
}

#[test]
fn sends_a_list_with_the_token_in_the_address() {
    let portal = portal();
    let mut batch = V3Batch::new();
    let task = batch.add("task", "tasks.task.get", Map::from_iter([("id", 7)]));
    batch.add("all", "tasks.task.list", Map::from_iter([("select", ["id"])]));
    batch.add("chat", "tasks.task.access.get", Map::from_iter([("id", task.at("chatId"))]));
    let mut outcomes = run(&portal.token(), batch).unwrap();
    let (path, body) = portal.sent().remove(0);
    assert_eq!(path, "/rest/api/batch?auth=t0");
    assert_eq!(
        body,
        r#"[{"method":"tasks.task.get","query":{"id":7},"as":"task"},{"method":"tasks.task.list","query":{"select":["id"]},"as":"all"},{"method":"tasks.task.access.get","query":{"id":{"$ref":"task.chatId"}},"as":"chat"}]"#
    );
    assert_eq!(succeeded(&mut outcomes, "task"), "7");
    run(&portal.webhook(), calls("tasks.task.get", 1)).unwrap();
    assert_eq!(portal.sent()[0].0, "/rest/api/1/c0de/batch");
}

#[test]
fn more_than_50_calls_are_several_requests() {
    let portal = portal();
    let mut outcomes = run(&portal.webhook(), calls("tasks.task.get", 120)).unwrap();
    assert_eq!((outcomes.len(), portal.sent().len()), (120, 3));
    assert_eq!(succeeded(&mut outcomes, "c119"), "119");
    assert!(run(&portal.webhook(), V3Batch::new()).unwrap().is_empty());
    assert_eq!(portal.sent(), []);
}

#[test]
fn a_failed_request_fails_its_calls_and_stops_the_batch() {
    let requests = Cell::new(0);
    let inner = portal().respond;
    let portal = Portal::new(move |path, body| match requests.replace(requests.get() + 1) {
        1 => (400, refusal("ENTITYNOTFOUNDEXCEPTION")),
        _ => inner(path, body),
    });
    let mut outcomes = run(&portal.webhook(), calls("tasks.task.delete", 120)).unwrap();
    assert_eq!(portal.sent().len(), 2);
    assert_eq!(succeeded(&mut outcomes, "c0"), "0");
    let Some(Outcome::Failed(error)) = outcomes.remove("c50") else { panic!("{outcomes:?}") };
    assert_eq!(error.code(), "ENTITYNOTFOUNDEXCEPTION");
    assert!(error.description().contains("may have been executed"), "{error}");
    let Some(Outcome::NotExecuted(error)) = outcomes.remove("c100") else { panic!() };
    assert_eq!(error.code(), "NOT_EXECUTED");
}

#[test]
fn a_refused_token_or_a_limit_precedes_all_calls() {
    let portal = Portal::new(|_, _| (401, refusal("ACCESSDENIEDEXCEPTION")));
    let mut outcomes = run(&portal.webhook(), calls("tasks.task.delete", 2)).unwrap();
    assert!(matches!(outcomes.remove("c1"), Some(Outcome::NotExecuted(_))));
    let inner = self::portal().respond;
    let portal = Portal::new(move |path, body| match path.ends_with("auth=t1") {
        true => inner(path, body),
        false => (401, refusal("ACCESSDENIEDEXCEPTION")),
    });
    let mut outcomes = run(&portal.token(), calls("tasks.task.delete", 2)).unwrap();
    assert_eq!(succeeded(&mut outcomes, "c1"), "1");
    assert_eq!(portal.refreshes.get(), 1);
}

#[test]
fn a_lost_response_repeats_a_batch_of_reads_alone() {
    for (method, requests, is_told) in
        [("tasks.task.get", 4, false), ("tasks.task.delete", 1, true)]
    {
        let portal = Portal::new(|_, _| (0, String::new()));
        let mut outcomes = run(&portal.webhook(), calls(method, 2)).unwrap();
        assert_eq!(portal.sent().len(), requests, "{method}");
        let error = outcomes.remove("c0").unwrap().into_result().unwrap_err();
        assert_eq!(error.description().contains("may have executed some or all"), is_told);
    }
    let portal = Portal::new(|_, _| (0, String::new()));
    run(&portal.webhook(), calls("tasks.task.delete", 2).idempotent()).unwrap();
    assert_eq!(portal.sent().len(), 4);
}

#[test]
fn invalid_calls_are_not_sent() {
    let portal = portal();
    for (name, method, code) in [
        ("a", "tasks.task.get", "MISSING_PARAMETER"),
        ("a", "crm.deal.get", "OTHER_REST_VERSION"),
        ("a", "batch", "INVALID_METHOD"),
        ("a.b", "tasks.task.list", "INVALID_NAME"),
    ] {
        let mut batch = V3Batch::new();
        batch.add(name, method, Map::new());
        batch.add("b", "tasks.task.list", Map::new());
        let error = run(&portal.webhook(), batch).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, code));
    }
    assert_eq!(portal.sent(), []);
}

#[test]
fn results_that_are_missing_are_errors() {
    let portal = Portal::new(|_, _| (200, r#"{"result":[1]}"#.to_owned()));
    let mut outcomes = run(&portal.webhook(), calls("tasks.task.get", 2)).unwrap();
    assert_eq!(succeeded(&mut outcomes, "c0"), "1");
    let error = outcomes.remove("c1").unwrap().into_result().unwrap_err();
    assert_eq!(error.code(), "NO_OUTCOME");
    let portal = Portal::new(|_, _| (200, r#"{"result":{}}"#.to_owned()));
    let mut outcomes = run(&portal.webhook(), calls("tasks.task.get", 2)).unwrap();
    let error = outcomes.remove("c0").unwrap().into_result().unwrap_err();
    assert_eq!(error.code(), "INVALID_RESULT");
}

#[test]
fn a_reference_outside_of_a_batch_is_rejected() {
    let task = V3Batch::new().add("task", "tasks.task.list", Map::new());
    let call = portal().webhook();
    let call = call.v3().call_by_name("tasks.task.get", Map::from_iter([("id", task.at("id"))]));
    assert_eq!(block_on(call.into_future()).unwrap_err().code(), "INVALID_REFERENCE");
}

/// A call within the batch has reached the limit of its method, and those before it were executed.
#[test]
fn a_batch_is_not_sent_again_after_a_limit_within_it() {
    let refused =
        r#"{"error":{"code":"BITRIX_REST_V3_EXCEPTION_RATELIMITEXCEPTION","message":"-"}}"#;
    let portal = Portal::new(move |_, _| (429, refused.to_owned()));
    for _ in 0..2 {
        let mut outcomes = run(&portal.webhook(), calls("tasks.task.delete", 2)).unwrap();
        assert_eq!(portal.sent().len(), 1);
        assert!(matches!(outcomes.remove("c0").unwrap(), Outcome::Failed(_)));
    }
}
