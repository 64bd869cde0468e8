//! Batches: each command has its own outcome in its own place.

use crate::support::{Setup, batch_of, send, summaries};
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::im::department::EmployeesGet;
use b24_wasm::methods::user::{Current, Get, User};
use b24_wasm::schema::Method as _;
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Filter, Reply};
use portal::{Fault, FaultName};

/// Commands that each get one user: the identifier is the position, counted from 1.
fn users(count: u64) -> Batch {
    let mut batch = Batch::new();
    for id in 1..=count {
        let filter = Filter::new().equals(User::ID, id);
        batch.add(&format!("user{id}"), Get::new().filter(filter).admin_mode(true));
    }
    batch
}

fn id_of(outcome: &Outcome) -> Option<i64> {
    let Outcome::Succeeded(Reply { result: Value::List(rows), .. }) = outcome else { return None };
    match rows.first()?.as_map()?.get("ID")? {
        Value::Number(id) => id.to_i64(),
        _ => None,
    }
}

#[test]
fn sends_a_hundred_commands_in_two_requests() {
    let setup = Setup::with_users(200);
    let outcomes = send(&setup, users(100)).unwrap();
    assert_eq!(setup.requests().len(), 2);
    let known = setup.portal.borrow();
    for (at, outcome) in outcomes.iter().enumerate() {
        let id = u32::try_from(at + 1).unwrap();
        let user = known.company().user(id).filter(|user| crate::support::is_listed(user));
        assert_eq!(id_of(outcome), user.map(|user| user.id.into()), "{id}");
    }
    assert!(outcomes.iter().filter(|outcome| id_of(outcome).is_some()).count() > 50);
}

#[test]
fn each_outcome_has_the_envelope_of_its_command() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    batch.add("all", Get::new().admin_mode(true));
    batch.add("uncounted", Get::new().start(-1));
    batch.add("me", Current::new());
    let outcomes = send(&setup, batch).unwrap();
    let [all, uncounted, me] =
        <[_; 3]>::try_from(outcomes).unwrap().map(|outcome| outcome.into_result().unwrap());
    assert_eq!((all.total > Some(50), all.next), (true, Some(50)));
    assert_eq!((uncounted.total, uncounted.next), (None, None));
    assert_eq!((me.total, me.next), (None, None));
    assert!(me.time.unwrap().get("duration").is_some());
    assert_eq!(me.result.as_map().unwrap().get("ID"), Some(&Value::from(1)));
}

#[test]
fn an_empty_batch_sends_no_request() {
    let setup = Setup::new();
    assert!(send(&setup, Batch::new()).unwrap().is_empty());
    assert!(setup.requests().is_empty());
}

#[test]
fn accepts_null_as_a_result() {
    let setup = Setup::new();
    let null = Fault {
        method: Some("server.time".to_owned()),
        times: Some(1),
        ..Fault::new(FaultName::NullResult)
    };
    setup.add_fault(null);
    let mut batch = Batch::new();
    batch.add_by_name("any", "scope", Map::new());
    let outcomes = send(&setup, batch).unwrap();
    assert_eq!(summaries(&outcomes), ["ok"]);
}

#[test]
fn sends_unencodable_commands_as_separate_calls() {
    let many: Vec<u64> = (1..=1_500).collect();
    for (params, requests) in [
        (Map::from_iter([("filter", Map::from_iter([("@ID", Value::from(many))]))]), 3),
        (Map::from_iter([("filter", Map::from_iter([("@ID", Value::List(Vec::new()))]))]), 3),
    ] {
        let setup = Setup::with_users(100);
        let mut batch = batch_of(&["server.time"]);
        batch.add_by_name("single", "user.get", params);
        batch.add_by_name("last", "server.time", Map::new());
        let outcomes = send(&setup, batch).unwrap();
        assert_eq!(summaries(&outcomes), ["ok"; 3]);
        let sent = setup.requests();
        assert_eq!(sent.len(), requests);
        assert!(sent[1].path.ends_with("/user.get"));
        assert_eq!(sent[1].content_type.as_deref(), Some("application/json"));
    }
}

#[test]
fn encodes_booleans_in_commands_by_field() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let active = |active| Filter::new().is(User::ACTIVE, active);
    batch.add("here", Get::new().admin_mode(true).filter(active(true)));
    batch.add("gone", Get::new().admin_mode(true).filter(active(false)));
    let outcomes = send(&setup, batch).unwrap();
    for (outcome, expected) in outcomes.into_iter().zip([true, false]) {
        let reply = outcome.into_result().unwrap();
        let rows = reply.result.as_list().unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            assert_eq!(row.as_map().unwrap().get("ACTIVE"), Some(&Value::from(expected)));
        }
    }
}

#[test]
fn rejects_invalid_names_and_methods() {
    for (name, method, code) in [
        ("", "server.time", "INVALID_NAME"),
        ("a b", "server.time", "INVALID_NAME"),
        ("a]", "server.time", "INVALID_NAME"),
        ("a[b", "server.time", "INVALID_NAME"),
        ("first", "server.time", "INVALID_NAME"),
        ("ok", "batch", "NOT_IN_BATCH"),
        ("ok", "Upload", "NOT_IN_BATCH"),
        ("ok", "user/get", "INVALID_METHOD"),
    ] {
        let setup = Setup::new();
        let mut batch = Batch::new();
        batch.add_by_name("first", "server.time", Map::new());
        batch.add_by_name(name, method, Map::new());
        let error = send(&setup, batch).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, code), "{name} {method}");
        assert!(setup.requests().is_empty());
    }
}

#[test]
fn an_input_error_names_its_command() {
    let setup = Setup::new();
    let mut batch = batch_of(&["server.time"]);
    let typo = Map::from_iter([("filter", Map::from_iter([("LASTNAME", "an")]))]);
    batch.add_by_name("people", "user.get", typo);
    let error = send(&setup, batch).unwrap_err();
    assert_eq!(error.code(), "UNKNOWN_FIELD");
    let text = error.to_string();
    assert!(text.contains("command people") && text.contains("LAST_NAME"), "{text}");
}

#[test]
fn rejects_a_parameter_that_changes_the_type_of_a_result() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    batch.add("staff", EmployeesGet::new(1).set("USER_DATA", true));
    let error = send(&setup, batch).unwrap_err();
    assert_eq!(error.code(), "INVALID_PARAMETER");
    assert!(error.description().contains("command staff: "), "{error}");
    assert!(setup.requests().is_empty());
}

#[test]
fn rejects_the_handle_of_another_batch_and_a_second_one() {
    let setup = Setup::new();
    let (mut first, mut second) = (Batch::new(), Batch::new());
    let mine = first.add("me", Current::new());
    let other = second.add("me", Current::new());
    let mut outcomes = setup.run(setup.webhook().batch(first)).unwrap();
    let error = outcomes.take(other).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_HANDLE"));
    assert!(outcomes.take(mine.clone()).is_ok());
    assert_eq!(outcomes.take(mine).unwrap_err().code(), "INVALID_HANDLE");
}
