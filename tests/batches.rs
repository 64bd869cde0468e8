//! Batches: whatever fails, each call has its own outcome, in its own place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::Error;
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Field, Get};
use b24_wasm::wire::reference::Reference;
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Filter, Reply};
use portal::{Fault, FaultName};
use support::{Fresh, Setup};

fn run(setup: &Setup, batch: Batch) -> Result<Vec<Outcome>, Error> {
    let outcomes = setup.run(setup.webhook().batch(batch));
    outcomes.map(|outcomes| outcomes.into_iter().collect())
}

/// Commands that each ask for one user, by identifiers that are their places from 1 on.
fn users(count: u64) -> Batch {
    let mut batch = Batch::new();
    for id in 1..=count {
        let filter = Filter::new().equals(Field::Id, id);
        batch.add(&format!("user{id}"), Get::new().filter(filter).admin_mode(true));
    }
    batch
}

fn id_of(outcome: &Outcome) -> Option<i64> {
    let Outcome::Done(Reply { result: Value::List(rows), .. }) = outcome else { return None };
    match rows.first()?.as_map()?.get("ID")? {
        Value::Number(id) => id.to_i64(),
        _ => None,
    }
}

/// What an outcome says: `ok`, a code, or a code in brackets where it is certain that nothing ran.
fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done(_) => "ok".to_owned(),
        Outcome::Failed(error) => error.code().to_owned(),
        Outcome::NotExecuted(error) => format!("({})", error.code()),
    }
}

fn all_told(outcomes: &[Outcome]) -> Vec<String> {
    outcomes.iter().map(told).collect()
}

fn refusal(code: &str, times: u32) -> Fault {
    Fault {
        code: Some(code.to_owned()),
        method: Some("user.current".to_owned()),
        times: Some(times),
        ..Fault::new(FaultName::Error)
    }
}

fn method(name: &str) -> (String, Map) {
    (name.to_owned(), Map::new())
}

/// A batch of methods without parameters, named by their places.
fn of(methods: &[&str]) -> Batch {
    let mut batch = Batch::new();
    for (at, name) in methods.iter().enumerate() {
        let (name, params) = method(name);
        batch.add_by_name(&at.to_string(), &name, params);
    }
    batch
}

#[test]
fn a_batch_of_a_hundred_is_two_requests() {
    let setup = Setup::with_users(200);
    let outcomes = run(&setup, users(100)).unwrap();
    assert_eq!(setup.requests().len(), 2);
    let known = setup.portal.borrow();
    for (at, outcome) in outcomes.iter().enumerate() {
        let id = u32::try_from(at + 1).unwrap();
        let user = known.company().user(id).filter(|user| support::is_listed(user));
        assert_eq!(id_of(outcome), user.map(|user| user.id.into()), "{id}");
    }
    assert!(outcomes.iter().filter(|outcome| id_of(outcome).is_some()).count() > 50);
}

#[test]
fn each_outcome_has_the_envelope_of_its_call() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    batch.add("all", Get::new().admin_mode(true));
    batch.add("uncounted", Get::new().start(-1));
    batch.add("me", Current::new());
    let outcomes = run(&setup, batch).unwrap();
    let [all, uncounted, me] =
        <[_; 3]>::try_from(outcomes).unwrap().map(|outcome| outcome.into_result().unwrap());
    assert_eq!((all.total > Some(50), all.next), (true, Some(50)));
    assert_eq!((uncounted.total, uncounted.next), (None, None));
    assert_eq!((me.total, me.next), (None, None));
    assert!(me.time.unwrap().get("duration").is_some());
    assert_eq!(me.result.as_map().unwrap().get("ID"), Some(&Value::from(1)));
}

#[test]
fn a_failed_call_moves_no_other() {
    for failing in 0..3 {
        let setup = Setup::new();
        let mut methods = ["server.time"; 3];
        methods[failing] = "no.such.method";
        let outcomes = run(&setup, of(&methods)).unwrap();
        let mut expected = vec!["ok"; 3];
        expected[failing] = "ERROR_METHOD_NOT_FOUND";
        assert_eq!(all_told(&outcomes), expected);
        let Outcome::Failed(error) = &outcomes[failing] else { panic!("it failed") };
        assert_eq!((error.method(), error.kind()), ("no.such.method", ErrorKind::Portal));
    }
}

#[test]
fn a_batch_without_calls_sends_nothing() {
    let setup = Setup::new();
    assert!(run(&setup, Batch::new()).unwrap().is_empty());
    assert!(setup.requests().is_empty());
}

#[test]
fn what_was_not_executed_is_told_from_what_failed() {
    let setup = Setup::new();
    setup.add_fault(refusal("ERROR_CORE", 1));
    let mut methods = vec!["server.time"; 120];
    methods[30] = "user.current";
    let outcomes = run(&setup, of(&methods).halt_on_error(true)).unwrap();
    let told = all_told(&outcomes);
    assert!(told[..30].iter().all(|outcome| outcome == "ok"));
    assert_eq!(told[30], "ERROR_CORE");
    assert!(told[31..].iter().all(|outcome| outcome == "(NOT_EXECUTED)"));
    assert_eq!(setup.requests().len(), 1, "the others are not even sent");
}

#[test]
fn without_a_halt_the_rest_is_run() {
    let setup = Setup::new();
    setup.add_fault(refusal("ERROR_CORE", 1));
    let mut methods = vec!["server.time"; 120];
    methods[30] = "user.current";
    let told = all_told(&run(&setup, of(&methods)).unwrap());
    assert_eq!(told.iter().filter(|outcome| *outcome == "ok").count(), 119);
    assert_eq!((told[30].as_str(), setup.requests().len()), ("ERROR_CORE", 3));
}

#[test]
fn a_request_that_fails_is_the_outcome_of_its_calls_alone() {
    for (name, code) in [
        (FaultName::Drop, "NETWORK"),
        (FaultName::FatalHtml, "HTTP_500"),
        (FaultName::EmptyBody, "EMPTY_RESPONSE"),
        (FaultName::Truncated, "TRUNCATED_RESPONSE"),
        (FaultName::BareEnvelope, "NOT_AN_ENVELOPE"),
        (FaultName::Never, "TIMEOUT"),
    ] {
        let setup = Setup::new();
        setup.add_fault(Fault { times: Some(1), ..Fault::new(name) });
        let told = all_told(&run(&setup, of(&["server.time"; 70])).unwrap());
        assert!(told[..50].iter().all(|outcome| outcome == code), "{told:?}");
        assert!(told[50..].iter().all(|outcome| outcome == "ok"), "{told:?}");
        assert!(setup.elapsed() <= 60_000);
    }
}

#[test]
fn a_request_that_the_portal_turned_away_ran_nothing() {
    let setup = Setup::new();
    let full = Fault { times: Some(1), method: None, ..refusal("QUERY_LIMIT_EXCEEDED", 1) };
    setup.add_fault(full);
    let told = all_told(&run(&setup, of(&["server.time"; 60])).unwrap());
    assert!(told[..50].iter().all(|outcome| outcome == "(QUERY_LIMIT_EXCEEDED)"), "{told:?}");
    assert!(told[50..].iter().all(|outcome| outcome == "ok"));
}

#[test]
fn what_refuses_a_whole_batch_is_told_from_what_may_have_run() {
    for (code, ran) in [
        ("user_access_error", false),
        ("ACCESS_DENIED", false),
        ("PORTAL_DELETED", false),
        ("OVERLOAD_LIMIT", false),
        ("INVALID_REQUEST", false),
        ("insufficient_scope", false),
        ("WRONG_LICENSE", false),
        ("ERROR_METHOD_NOT_FOUND", false),
        ("ERROR_BATCH_METHOD_NOT_ALLOWED", false),
        ("ERROR_BATCH_LENGTH_EXCEEDED", false),
        ("METHOD_CONFIRM_WAITING", false),
        ("expired_token", false),
        ("QUERY_LIMIT_EXCEEDED", false),
        ("INTERNAL_SERVER_ERROR", true),
        ("ERROR_UNEXPECTED_ANSWER", true),
        ("ERROR_CORE", true),
        ("WRONG_ENCODING", true),
    ] {
        let setup = Setup::new();
        setup.add_fault(Fault { method: None, ..refusal(code, 1) });
        let told = all_told(&run(&setup, of(&["server.time"; 2])).unwrap());
        let expected = if ran { code.to_owned() } else { format!("({code})") };
        assert_eq!(told, [expected.clone(), expected]);
        assert_eq!(setup.requests().len(), 1);
    }
}

#[test]
fn without_a_fresh_token_nothing_ran() {
    for (fresh, code) in [(Fresh::Refused, "(REFUSED)"), (Fresh::Silent, "(FRAME_TIMEOUT)")] {
        let setup = Setup::new();
        let token = setup.issue_token();
        setup.portal.borrow_mut().expire_tokens();
        let (client, _) = setup.token_refreshed_by(&token, fresh);
        let outcomes = setup.run(client.batch(of(&["server.time"; 2]))).unwrap();
        assert_eq!(all_told(&outcomes.into_iter().collect::<Vec<_>>()), [code, code]);
        assert_eq!(setup.requests().len(), 1, "which the portal turned away");
    }
}

#[test]
fn a_method_that_refuses_may_have_run() {
    // Alone, since a command cannot say null.
    for (code, ran) in
        [("ACCESS_DENIED", true), ("ERROR_CORE", true), ("QUERY_LIMIT_EXCEEDED", false)]
    {
        let setup = Setup::new();
        setup.add_fault(Fault { method: None, ..refusal(code, 1) });
        let mut batch = Batch::new();
        batch.add_by_name("alone", "any.method", Map::from_iter([("x", Value::Null)]));
        let told = all_told(&run(&setup, batch).unwrap());
        assert_eq!(told, [if ran { code.to_owned() } else { format!("({code})") }]);
    }
}

#[test]
fn a_null_is_a_result_and_not_a_missing_one() {
    let setup = Setup::new();
    let null = Fault {
        method: Some("server.time".to_owned()),
        times: Some(1),
        ..Fault::new(FaultName::NullResult)
    };
    setup.add_fault(null);
    let mut batch = Batch::new();
    batch.add_by_name("any", "scope", Map::new());
    let outcomes = run(&setup, batch).unwrap();
    assert_eq!(all_told(&outcomes), ["ok"]);
}

#[test]
fn a_reference_reads_what_an_earlier_call_came_to() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let filter = Filter::new().equals(Field::Id, me.result().at("ID"));
    let again = batch.add("again", Get::new().filter(filter));
    let outcomes = setup.run(setup.webhook().batch(batch)).unwrap();
    let (me, again) = (outcomes.of(&me).unwrap().result, outcomes.of(&again).unwrap().result);
    assert_eq!(again.iter().map(|user| user.id).collect::<Vec<_>>(), [me.id]);
}

#[test]
fn references_that_the_server_would_misread_are_refused() {
    let to = |name: &str| Value::from(Reference::to(name).at("ID"));
    for (parts, problem) in [
        (vec![to("0"), ",".into(), to("0")], "white space"),
        (vec![to("0"), to("0")], "white space"),
        (vec![to("0"), ".".into()], "white space"),
        (vec![to("1")], "earlier"),
        (vec![to("2")], "earlier"),
        (vec![to("nobody")], "earlier"),
    ] {
        let setup = Setup::new();
        let mut batch = of(&["user.current"]);
        let text = Reference::join(parts);
        batch.add_by_name("1", "crm.deal.list", Map::from_iter([("TITLE", text.clone())]));
        let refused = run(&setup, batch).unwrap_err();
        assert_eq!(
            (refused.kind(), refused.code()),
            (ErrorKind::Input, "INVALID_REFERENCE"),
            "{text:?}"
        );
        assert!(refused.description().contains(problem), "{refused}");
        assert!(refused.description().contains("command 1"), "{refused}");
        assert!(setup.requests().is_empty());
    }
}

#[test]
fn a_reference_across_requests_is_refused() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    for at in 1..50 {
        batch.add_by_name(&format!("time{at}"), "server.time", Map::new());
    }
    let filter = Filter::new().equals(Field::Id, me.result().at("ID"));
    batch.add("again", Get::new().filter(filter));
    let refused = run(&setup, batch).unwrap_err();
    assert_eq!(refused.code(), "INVALID_REFERENCE");
    assert!(refused.description().contains("command again"), "{refused}");
}

#[test]
fn outside_a_batch_no_typed_parameter_takes_a_reference() {
    let setup = Setup::new();
    let reference = Filter::new().equals(Field::Id, Reference::to("me").at("ID"));
    let refused = setup.run(setup.webhook().call(Get::new().filter(reference))).unwrap_err();
    assert_eq!((refused.code(), setup.requests().len()), ("INVALID_CONDITION", 0));
}

#[test]
fn what_a_command_cannot_say_goes_as_a_call_of_its_own() {
    let many: Vec<u64> = (1..=1_500).collect();
    for (params, requests) in [
        (Map::from_iter([("filter", Map::from_iter([("@ID", Value::from(many))]))]), 3),
        (Map::from_iter([("filter", Map::from_iter([("@ID", Value::List(Vec::new()))]))]), 3),
    ] {
        let setup = Setup::with_users(100);
        let mut batch = of(&["server.time"]);
        batch.add_by_name("own", "user.get", params);
        batch.add_by_name("last", "server.time", Map::new());
        let outcomes = run(&setup, batch).unwrap();
        assert_eq!(all_told(&outcomes), ["ok"; 3]);
        let sent = setup.requests();
        assert_eq!(sent.len(), requests);
        assert!(sent[1].path.ends_with("/user.get"));
        assert_eq!(sent[1].content_type.as_deref(), Some("application/json"));
    }
}

#[test]
fn booleans_in_a_command_follow_the_table() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let active = |active| Filter::new().is(Field::Active, active);
    batch.add("here", Get::new().admin_mode(true).filter(active(true)));
    batch.add("gone", Get::new().admin_mode(true).filter(active(false)));
    let outcomes = run(&setup, batch).unwrap();
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
fn names_and_methods_that_a_batch_cannot_hold_are_refused() {
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
        let refused = run(&setup, batch).unwrap_err();
        assert_eq!((refused.kind(), refused.code()), (ErrorKind::Input, code), "{name} {method}");
        assert!(setup.requests().is_empty());
    }
}

#[test]
fn a_call_that_is_refused_names_its_command() {
    let setup = Setup::new();
    let mut batch = of(&["server.time"]);
    let typo = Map::from_iter([("filter", Map::from_iter([("LASTNAME", "an")]))]);
    batch.add_by_name("people", "user.get", typo);
    let refused = run(&setup, batch).unwrap_err();
    assert_eq!(refused.code(), "UNKNOWN_FIELD");
    let text = refused.to_string();
    assert!(text.contains("command people") && text.contains("LAST_NAME"), "{text}");
}

#[test]
fn a_reference_in_the_place_of_a_whole_parameter_is_kept() {
    let setup = Setup::new();
    let mut batch = of(&["user.current", "scope"]);
    for (name, method, parameter) in [
        ("a", "department.get", "filter"),
        ("b", "user.get", "filter"),
        ("c", "user.get", "select"),
        ("d", "im.user.list.get", "ID"),
        ("e", "user.update", "ID"),
        ("f", "user.update", "NAME"),
    ] {
        let reference = Value::from(Reference::to(0).at("ID"));
        let mut params = Map::from_iter([(parameter, reference)]);
        if name == "f" {
            params.insert("ID", 1);
        }
        batch.add_by_name(name, method, params);
    }
    run(&setup, batch).unwrap();
    let form = setup.form();
    let commands = form.get("cmd").and_then(portal::php::Value::as_array).unwrap();
    for (name, command) in [
        ("a", "department.get?FILTER=%24result%5B0%5D%5BID%5D"),
        ("b", "user.get?filter=%24result%5B0%5D%5BID%5D"),
        ("c", "user.get?select=%24result%5B0%5D%5BID%5D"),
        ("d", "im.user.list.get?ID=%24result%5B0%5D%5BID%5D"),
        ("e", "user.update?ID=%24result%5B0%5D%5BID%5D"),
        ("f", "user.update?NAME=%24result%5B0%5D%5BID%5D&ID=1"),
    ] {
        assert_eq!(commands.get(name).unwrap().to_text(), command);
    }
}
