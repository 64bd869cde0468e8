//! Failures in a batch: what failed, what certainly did not run.

use std::time::Duration;

use crate::support::{Fresh, START, Setup, batch_of, send, summaries};
use b24_wasm::auth::AccessToken;
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::ErrorKind;
use b24_wasm::wire::{Map, Value};
use portal::{Fault, FaultName};

fn error_fault(code: &str, times: u32) -> Fault {
    Fault {
        code: Some(code.to_owned()),
        method: Some("user.current".to_owned()),
        times: Some(times),
        ..Fault::new(FaultName::Error)
    }
}

#[test]
fn a_failed_command_keeps_the_other_outcomes_in_place() {
    for failing in 0..3 {
        let setup = Setup::new();
        let mut methods = ["server.time"; 3];
        methods[failing] = "no.such.method";
        let outcomes = send(&setup, batch_of(&methods)).unwrap();
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
fn distinguishes_not_executed_from_failed_commands() {
    let setup = Setup::new();
    setup.add_fault(error_fault("ERROR_CORE", 1));
    let mut methods = vec!["server.time"; 120];
    methods[30] = "user.current";
    let outcomes = send(&setup, batch_of(&methods).halt_on_error(true)).unwrap();
    let summaries = summaries(&outcomes);
    assert!(summaries[..30].iter().all(|outcome| outcome == "ok"));
    assert_eq!(summaries[30], "ERROR_CORE");
    assert!(summaries[31..].iter().all(|outcome| outcome == "(NOT_EXECUTED)"));
    for outcome in &outcomes[31..] {
        let Outcome::NotExecuted(error) = outcome else { panic!("{outcome:?}") };
        assert_eq!(error.method(), Some("server.time"));
    }
    assert_eq!(setup.requests().len(), 1, "the remaining commands are not sent");
}

#[test]
fn runs_the_remaining_commands_without_halt() {
    let setup = Setup::new();
    setup.add_fault(error_fault("ERROR_CORE", 1));
    let mut methods = vec!["server.time"; 120];
    methods[30] = "user.current";
    let summaries = summaries(&send(&setup, batch_of(&methods)).unwrap());
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
        (FaultName::NotAnEnvelope, "NOT_AN_ENVELOPE"),
        (FaultName::Never, "TIMEOUT"),
    ] {
        let setup = Setup::new();
        setup.add_fault(Fault { times: Some(1), ..Fault::new(name) });
        let mut methods = ["server.time"; 70];
        methods[7] = "crm.deal.add";
        let summaries = summaries(&send(&setup, batch_of(&methods)).unwrap());
        assert!(summaries[..50].iter().all(|outcome| outcome == code), "{summaries:?}");
        assert!(summaries[50..].iter().all(|outcome| outcome == "ok"), "{summaries:?}");
        assert!(setup.elapsed() <= 60_000);
    }
}

#[test]
fn a_batch_that_only_reads_is_repeated() {
    for name in [FaultName::Drop, FaultName::FatalHtml, FaultName::EmptyBody, FaultName::Truncated]
    {
        let setup = Setup::new();
        setup.add_fault(Fault { times: Some(3), ..Fault::new(name) });
        let summaries = summaries(&send(&setup, batch_of(&["server.time"; 70])).unwrap());
        assert_eq!((summaries, setup.requests().len()), (vec!["ok".to_owned(); 70], 5), "{name:?}");
    }
}

#[test]
fn a_batch_that_writes_is_repeated_if_the_app_allows_it() {
    for (batch, requests) in [
        (batch_of(&["server.time", "crm.thing.add"]), 1),
        (batch_of(&["server.time", "crm.thing.add"]).idempotent(), 3),
    ] {
        let setup = Setup::new();
        setup.add_fault(Fault { times: Some(2), ..Fault::new(FaultName::FatalHtml) });
        let summaries = summaries(&send(&setup, batch).unwrap());
        let expected =
            if requests == 1 { ["HTTP_500"; 2] } else { ["ok", "ERROR_METHOD_NOT_FOUND"] };
        assert_eq!(
            (summaries, setup.requests().len()),
            (expected.map(str::to_owned).to_vec(), requests)
        );
    }
}

#[test]
fn a_rejected_request_executes_no_command() {
    let setup = Setup::new();
    setup.add_fault(Fault { times: None, method: None, ..error_fault("QUERY_LIMIT_EXCEEDED", 1) });
    let summaries = summaries(&send(&setup, batch_of(&["server.time"; 60])).unwrap());
    assert_eq!(summaries, ["(QUERY_LIMIT_EXCEEDED)"; 60]);
}

#[test]
fn a_batch_is_repeated_after_a_refusal() {
    let setup = Setup::new();
    setup.add_fault(Fault { method: None, ..error_fault("QUERY_LIMIT_EXCEEDED", 1) });
    let summaries = summaries(&send(&setup, batch_of(&["crm.deal.add"; 60])).unwrap());
    assert!(summaries.iter().all(|outcome| !outcome.contains("LIMIT")), "{summaries:?}");
    assert_eq!(setup.requests().len(), 3);
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
        ("INTERNAL_SERVER_ERROR", true),
        ("ERROR_UNEXPECTED_ANSWER", true),
        ("ERROR_CORE", true),
        ("WRONG_ENCODING", true),
    ] {
        let setup = Setup::new();
        setup.add_fault(Fault { method: None, ..error_fault(code, 1) });
        let summaries = summaries(&send(&setup, batch_of(&["server.time"; 2])).unwrap());
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
        assert_eq!(setup.requests().len(), 1, "which the portal refused");
    }
}

#[test]
fn a_method_error_may_follow_execution() {
    // A separate call, because null is unencodable in a command.
    for code in ["ACCESS_DENIED", "ERROR_CORE"] {
        let setup = Setup::new();
        setup.add_fault(Fault { method: None, ..error_fault(code, 1) });
        let mut batch = Batch::new();
        batch.add_by_name("single", "any.method", Map::from_iter([("x", Value::Null)]));
        let summaries = summaries(&send(&setup, batch).unwrap());
        assert_eq!(summaries, [code]);
    }
}

#[test]
fn a_refresh_that_fails_ends_a_batch() {
    for (fresh, code) in [
        (Fresh::Refused, "REFUSED"),
        (Fresh::Silent, "FRAME_TIMEOUT"),
        (Fresh::Never, "REFRESH_TIMEOUT"),
    ] {
        let setup = Setup::new();
        let access = AccessToken::new("old").expires_in(Duration::ZERO, START as f64);
        let (client, refresher) = setup.expiring_token_refreshed_by(access, fresh);
        let outcomes = setup.run(client.batch(batch_of(&["server.time"; 120]))).unwrap();
        let outcomes: Vec<_> = outcomes.into_iter().collect();
        assert_eq!(summaries(&outcomes), vec![format!("({code})"); 120]);
        assert_eq!((refresher.calls(), setup.requests().len()), (1, 0), "{code}");
    }
}

#[test]
fn a_refresh_that_fails_after_a_refusal_ends_a_batch() {
    let setup = Setup::new();
    let token = setup.issue_token();
    setup.portal.borrow_mut().expire_tokens();
    let (client, refresher) = setup.token_refreshed_by(&token, Fresh::Refused);
    let outcomes = setup.run(client.batch(batch_of(&["server.time"; 120]))).unwrap();
    let outcomes: Vec<_> = outcomes.into_iter().collect();
    assert_eq!(summaries(&outcomes), vec!["(REFUSED)"; 120]);
    assert_eq!((refresher.calls(), setup.requests().len()), (1, 1));
}
