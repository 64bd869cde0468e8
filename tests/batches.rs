//! Batches: each command has its own outcome in its own place, whatever fails.
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

/// Commands that each get one user: the identifier is the position, counted from 1.
fn users(count: u64) -> Batch {
    let mut batch = Batch::new();
    for id in 1..=count {
        let filter = Filter::new().equals(Field::Id, id);
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

/// Summarizes an outcome: `ok`, a code, or a code in brackets if the command certainly did not run.
fn summary(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Succeeded(_) => "ok".to_owned(),
        Outcome::Failed(error) => error.code().to_owned(),
        Outcome::NotExecuted(error) => format!("({})", error.code()),
        other => panic!("an outcome of another kind: {other:?}"),
    }
}

fn summaries(outcomes: &[Outcome]) -> Vec<String> {
    outcomes.iter().map(summary).collect()
}

fn error_fault(code: &str, times: u32) -> Fault {
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

/// A batch of methods without parameters, named by their positions.
fn batch_of(methods: &[&str]) -> Batch {
    let mut batch = Batch::new();
    for (at, name) in methods.iter().enumerate() {
        let (name, params) = method(name);
        batch.add_by_name(&at.to_string(), &name, params);
    }
    batch
}

#[test]
fn sends_a_hundred_commands_in_two_requests() {
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
fn each_outcome_has_the_envelope_of_its_command() {
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
fn a_failed_command_keeps_the_other_outcomes_in_place() {
    for failing in 0..3 {
        let setup = Setup::new();
        let mut methods = ["server.time"; 3];
        methods[failing] = "no.such.method";
        let outcomes = run(&setup, batch_of(&methods)).unwrap();
        let mut expected = vec!["ok"; 3];
        expected[failing] = "ERROR_METHOD_NOT_FOUND";
        assert_eq!(summaries(&outcomes), expected);
        let Outcome::Failed(error) = &outcomes[failing] else { panic!("the command failed") };
        assert_eq!(
            (error.method().unwrap_or_default(), error.kind()),
            ("no.such.method", ErrorKind::Portal)
        );
    }
}

#[test]
fn an_empty_batch_sends_no_request() {
    let setup = Setup::new();
    assert!(run(&setup, Batch::new()).unwrap().is_empty());
    assert!(setup.requests().is_empty());
}

#[test]
fn distinguishes_not_executed_from_failed_commands() {
    let setup = Setup::new();
    setup.add_fault(error_fault("ERROR_CORE", 1));
    let mut methods = vec!["server.time"; 120];
    methods[30] = "user.current";
    let outcomes = run(&setup, batch_of(&methods).halt_on_error(true)).unwrap();
    let summaries = summaries(&outcomes);
    assert!(summaries[..30].iter().all(|outcome| outcome == "ok"));
    assert_eq!(summaries[30], "ERROR_CORE");
    assert!(summaries[31..].iter().all(|outcome| outcome == "(NOT_EXECUTED)"));
    assert_eq!(setup.requests().len(), 1, "the remaining commands are not sent");
}

#[test]
fn runs_the_remaining_commands_without_halt() {
    let setup = Setup::new();
    setup.add_fault(error_fault("ERROR_CORE", 1));
    let mut methods = vec!["server.time"; 120];
    methods[30] = "user.current";
    let summaries = summaries(&run(&setup, batch_of(&methods)).unwrap());
    assert_eq!(summaries.iter().filter(|outcome| *outcome == "ok").count(), 119);
    assert_eq!((summaries[30].as_str(), setup.requests().len()), ("ERROR_CORE", 3));
}

#[test]
fn a_failed_request_fails_only_its_own_commands() {
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
        let summaries = summaries(&run(&setup, batch_of(&["server.time"; 70])).unwrap());
        assert!(summaries[..50].iter().all(|outcome| outcome == code), "{summaries:?}");
        assert!(summaries[50..].iter().all(|outcome| outcome == "ok"), "{summaries:?}");
        assert!(setup.elapsed() <= 60_000);
    }
}

#[test]
fn a_rejected_request_executes_no_command() {
    let setup = Setup::new();
    let full = Fault { times: Some(1), method: None, ..error_fault("QUERY_LIMIT_EXCEEDED", 1) };
    setup.add_fault(full);
    let summaries = summaries(&run(&setup, batch_of(&["server.time"; 60])).unwrap());
    assert!(
        summaries[..50].iter().all(|outcome| outcome == "(QUERY_LIMIT_EXCEEDED)"),
        "{summaries:?}"
    );
    assert!(summaries[50..].iter().all(|outcome| outcome == "ok"));
}

#[test]
fn distinguishes_rejected_batches_from_batches_that_may_have_run() {
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
        setup.add_fault(Fault { method: None, ..error_fault(code, 1) });
        let summaries = summaries(&run(&setup, batch_of(&["server.time"; 2])).unwrap());
        let expected = if ran { code.to_owned() } else { format!("({code})") };
        assert_eq!(summaries, [expected.clone(), expected]);
        assert_eq!(setup.requests().len(), 1);
    }
}

#[test]
fn a_failed_refresh_executes_no_command() {
    for (fresh, code) in [(Fresh::Refused, "(REFUSED)"), (Fresh::Silent, "(FRAME_TIMEOUT)")] {
        let setup = Setup::new();
        let token = setup.issue_token();
        setup.portal.borrow_mut().expire_tokens();
        let (client, _) = setup.token_refreshed_by(&token, fresh);
        let outcomes = setup.run(client.batch(batch_of(&["server.time"; 2]))).unwrap();
        assert_eq!(summaries(&outcomes.into_iter().collect::<Vec<_>>()), [code, code]);
        assert_eq!(setup.requests().len(), 1, "which the portal rejected");
    }
}

#[test]
fn a_method_error_may_follow_execution() {
    // A separate call, because null is unencodable in a command.
    for (code, ran) in
        [("ACCESS_DENIED", true), ("ERROR_CORE", true), ("QUERY_LIMIT_EXCEEDED", false)]
    {
        let setup = Setup::new();
        setup.add_fault(Fault { method: None, ..error_fault(code, 1) });
        let mut batch = Batch::new();
        batch.add_by_name("single", "any.method", Map::from_iter([("x", Value::Null)]));
        let summaries = summaries(&run(&setup, batch).unwrap());
        assert_eq!(summaries, [if ran { code.to_owned() } else { format!("({code})") }]);
    }
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
    let outcomes = run(&setup, batch).unwrap();
    assert_eq!(summaries(&outcomes), ["ok"]);
}

#[test]
fn a_reference_resolves_to_the_result_of_an_earlier_command() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let filter = Filter::new().equals(Field::Id, me.result().at("ID"));
    let again = batch.add("again", Get::new().filter(filter));
    let mut outcomes = setup.run(setup.webhook().batch(batch)).unwrap();
    let (me, again) = (outcomes.take(me).unwrap().result, outcomes.take(again).unwrap().result);
    assert_eq!(again.iter().map(|user| user.id).collect::<Vec<_>>(), [me.id]);
}

#[test]
fn rejects_references_that_the_server_would_misread() {
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
        let mut batch = batch_of(&["user.current"]);
        let text = Reference::join(parts);
        batch.add_by_name("1", "crm.deal.list", Map::from_iter([("TITLE", text.clone())]));
        let error = run(&setup, batch).unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Input, "INVALID_REFERENCE"),
            "{text:?}"
        );
        assert!(error.description().contains(problem), "{error}");
        assert!(error.description().contains("command 1"), "{error}");
        assert!(setup.requests().is_empty());
    }
}

#[test]
fn rejects_references_across_requests() {
    let setup = Setup::new();
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    for at in 1..50 {
        batch.add_by_name(&format!("time{at}"), "server.time", Map::new());
    }
    let filter = Filter::new().equals(Field::Id, me.result().at("ID"));
    batch.add("again", Get::new().filter(filter));
    let error = run(&setup, batch).unwrap_err();
    assert_eq!(error.code(), "INVALID_REFERENCE");
    assert!(error.description().contains("command again"), "{error}");
}

#[test]
fn rejects_references_outside_a_batch() {
    let setup = Setup::new();
    let reference = Filter::new().equals(Field::Id, Reference::to("me").at("ID"));
    let error = setup.run(setup.webhook().call(Get::new().filter(reference))).unwrap_err();
    assert_eq!((error.code(), setup.requests().len()), ("INVALID_CONDITION", 0));
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
        let outcomes = run(&setup, batch).unwrap();
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
        let error = run(&setup, batch).unwrap_err();
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
    let error = run(&setup, batch).unwrap_err();
    assert_eq!(error.code(), "UNKNOWN_FIELD");
    let text = error.to_string();
    assert!(text.contains("command people") && text.contains("LAST_NAME"), "{text}");
}

#[test]
fn keeps_a_reference_in_place_of_a_whole_parameter() {
    let setup = Setup::new();
    let mut batch = batch_of(&["user.current", "scope"]);
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
