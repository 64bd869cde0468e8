//! Any fault between a client and a portal is one clear error, within the deadline.

use std::time::Duration;

use crate::support::{SECRET, Setup, assert_hides};
use b24_wasm::client::RateLimit;
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Get, User};
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Error, Reply};
use portal::{Fault, FaultName};

/// Kind, code, status and whether the call is retryable.
type Summary<'a> = (ErrorKind, &'a str, u16, bool);

fn summary(error: &Error) -> Summary<'_> {
    (error.kind(), error.code(), error.status().unwrap_or_default(), error.is_retryable())
}

/// Returns the outcome of a typed call under a fault.
fn outcome(fault: Fault) -> (Setup, Result<Reply<Vec<User>>, Error>) {
    let setup = Setup::new();
    setup.add_fault(fault);
    let outcome = setup.run(setup.webhook().call(Get::new()));
    let attempts = outcome.as_ref().map_or_else(Error::attempts, |_| 1);
    assert_eq!(setup.requests().len(), attempts as usize);
    assert!(setup.elapsed() <= 30_000);
    // The queue waits once more for the portal's limit.
    let is_limited = outcome.as_ref().is_err_and(|error| error.code() == "QUERY_LIMIT_EXCEEDED");
    assert_eq!(setup.clock.timers(), usize::from(is_limited));
    (setup, outcome)
}

fn assert_summary(fault: Fault, expected: Summary<'_>) {
    let name = format!("{fault:?}");
    let error = outcome(fault).1.expect_err(&name);
    assert_eq!(summary(&error), expected, "{name}");
    assert_eq!(error.method().unwrap_or_default(), "user.get", "{name}");
    assert!(error.to_string().starts_with("user.get: "), "{error}");
    assert!(expected.1.is_empty() || error.to_string().contains(expected.1), "{error}");
    assert!(!error.description().is_empty(), "{name}");
    assert_hides(&error, &[SECRET]);
}

/// A portal error, optionally with the status of the documentation instead of the portal's own.
fn error_fault(code: &str, status: Option<u16>) -> Fault {
    Fault { code: Some(code.to_owned()), status, ..Fault::new(FaultName::Error) }
}

#[test]
fn classifies_portal_errors_by_code() {
    use ErrorKind::{Auth, Limit, Permission, Portal};
    for (code, status, kind, retryable) in [
        ("ERROR_METHOD_NOT_FOUND", 404, Portal, false),
        ("NO_AUTH_FOUND", 401, Auth, false),
        ("expired_token", 401, Auth, false),
        ("invalid_token", 401, Auth, false),
        ("insufficient_scope", 401, Permission, false),
        ("user_access_error", 401, Permission, false),
        ("authorization_error", 401, Auth, false),
        ("APPLICATION_NOT_FOUND", 401, Auth, false),
        ("CONNECTION_ERROR", 401, Portal, true),
        ("ACCESS_DENIED", 401, Permission, false),
        ("INVALID_CREDENTIALS", 401, Auth, false),
        ("INVALID_REQUEST", 401, Portal, false),
        ("OVERLOAD_LIMIT", 401, Permission, false),
        ("OPERATION_TIME_LIMIT", 429, Limit, true),
        ("QUERY_LIMIT_EXCEEDED", 503, Limit, true),
        ("ERROR_ARGUMENT", 400, Portal, false),
        ("ERROR_CORE", 500, Portal, true),
        ("WRONG_AUTH_TYPE", 403, Auth, false),
        ("WRONG_LICENSE", 403, Permission, false),
        ("PORTAL_DELETED", 403, Permission, false),
        ("ERROR_BATCH_METHOD_NOT_ALLOWED", 405, Portal, false),
        ("ERROR_BATCH_LENGTH_EXCEEDED", 400, Portal, false),
        ("INTERNAL_SERVER_ERROR", 500, Portal, true),
        ("ERROR_UNEXPECTED_ANSWER", 500, Portal, true),
        ("ERROR_MANIFEST_IS_NOT_AVAILABLE", 404, Portal, false),
        ("METHOD_CONFIRM_WAITING", 401, Permission, false),
        ("METHOD_CONFIRM_DENIED", 403, Permission, false),
        ("WRONG_ENCODING", 200, Portal, false),
    ] {
        assert_summary(error_fault(code, None), (kind, code, status, retryable));
    }
}

#[test]
fn documented_statuses_change_only_the_status() {
    use ErrorKind::{Auth, Limit, Permission, Portal};
    for (code, status, kind, retryable) in [
        ("insufficient_scope", 403, Permission, false),
        ("user_access_error", 403, Permission, false),
        ("ACCESS_DENIED", 403, Permission, false),
        ("INVALID_CREDENTIALS", 403, Auth, false),
        ("INVALID_REQUEST", 400, Portal, false),
        ("OVERLOAD_LIMIT", 503, Permission, false),
        ("PORTAL_DELETED", 500, Permission, false),
        ("ERROR_CORE", 400, Portal, false),
        ("QUERY_LIMIT_EXCEEDED", 200, Limit, true),
    ] {
        assert_summary(error_fault(code, Some(status)), (kind, code, status, retryable));
    }
}

#[test]
fn accepts_falsy_error_codes() {
    for (name, code) in [
        (FaultName::EmptyErrorCode, ""),
        (FaultName::ZeroErrorCode, "0"),
        (FaultName::HundredErrorCode, "100"),
    ] {
        assert_summary(Fault::new(name), (ErrorKind::Portal, code, 400, false));
    }
    let (_, outcome) = outcome(Fault::new(FaultName::EmptyErrorCode));
    assert!(outcome.unwrap_err().to_string().contains("error without a code"));
}

#[test]
fn decodes_errors_of_other_shapes() {
    for (name, kind, code) in [
        (FaultName::ErrorWithOk, ErrorKind::Portal, "ERROR_CORE"),
        (FaultName::ErrorObject, ErrorKind::Permission, "ACCESSDENIEDEXCEPTION"),
        (FaultName::ErrorNumber, ErrorKind::Portal, "200040300010"),
    ] {
        assert_summary(Fault::new(name), (kind, code, 200, false));
    }
}

#[test]
fn classifies_responses_that_are_no_envelope() {
    use ErrorKind::{Network, Response};
    for (name, expected) in [
        (FaultName::ListBody, (Response, "NOT_AN_ENVELOPE", 200, false)),
        (FaultName::NotAnEnvelope, (Response, "NOT_AN_ENVELOPE", 200, false)),
        (FaultName::EmptyBody, (Response, "EMPTY_RESPONSE", 200, false)),
        (FaultName::Truncated, (Response, "TRUNCATED_RESPONSE", 200, false)),
        (FaultName::NullResult, (Response, "INVALID_RESULT", 200, false)),
        (FaultName::FatalHtml, (Response, "HTTP_500", 500, true)),
        (FaultName::BadGatewayHtml, (Response, "HTTP_502", 502, true)),
        (FaultName::UnavailableHtml, (Response, "HTTP_503", 503, true)),
        (FaultName::GatewayTimeoutHtml, (Response, "HTTP_504", 504, true)),
        (FaultName::Redirect, (Response, "PORTAL_MOVED", 302, false)),
        (FaultName::Drop, (Network, "NETWORK", 0, true)),
    ] {
        assert_summary(Fault::new(name), expected);
    }
}

#[test]
fn an_error_keeps_the_start_of_the_response() {
    let (_, outcome) = outcome(Fault::new(FaultName::BadGatewayHtml));
    assert!(
        outcome
            .unwrap_err()
            .response()
            .unwrap_or_default()
            .starts_with("<html><head><title>502 Bad Gateway")
    );
}

#[test]
fn ignores_text_before_the_envelope() {
    let names = |reply: Reply<Vec<User>>| -> Vec<_> {
        reply.result.into_iter().map(|user| user.last_name).collect()
    };
    let setup = Setup::new();
    let expected = names(setup.run(setup.webhook().call(Get::new())).unwrap());
    for name in [FaultName::ByteOrderMark, FaultName::LeadingWhitespace, FaultName::PhpNotice] {
        let (_, outcome) = outcome(Fault::new(name));
        assert_eq!(names(outcome.unwrap()), expected, "{name:?}");
    }
}

#[test]
fn returns_next_as_received() {
    let (_, outcome) = outcome(Fault::new(FaultName::RepeatedNext));
    assert_eq!(outcome.unwrap().next, Some(0));
}

#[test]
fn accepts_null_from_untyped_methods() {
    let setup = Setup::new();
    setup.add_fault(Fault::new(FaultName::NullResult));
    let client = setup.webhook();
    let reply = setup.run(client.call_by_name("methods", Map::new())).unwrap();
    assert_eq!(reply.result, Value::Null);
}

#[test]
fn a_missing_response_times_out() {
    let (setup, outcome) = outcome(Fault::new(FaultName::Never));
    assert_eq!(summary(&outcome.unwrap_err()), (ErrorKind::Timeout, "TIMEOUT", 0, true));
    assert_eq!(setup.elapsed(), 30_000);
}

#[test]
fn waits_for_a_slow_response_until_the_deadline() {
    for (timeout, elapsed) in [(2999, 2999), (3001, 3000)] {
        let setup = Setup::new();
        setup.add_fault(Fault::new(FaultName::Slow));
        let client = setup.webhook();
        let outcome = setup.run(
            client.call_by_name("user.get", Map::new()).timeout(Duration::from_millis(timeout)),
        );
        let actual = outcome.as_ref().map(|reply| reply.total.is_some()).map_err(summary);
        assert_eq!(
            actual,
            if timeout < 3000 { Err((ErrorKind::Timeout, "TIMEOUT", 0, true)) } else { Ok(true) }
        );
        assert_eq!((setup.elapsed(), setup.clock.timers()), (elapsed, 0));
    }
}

#[test]
fn the_longest_deadline_does_not_overflow() {
    let setup = Setup::new();
    setup.add_fault(Fault::new(FaultName::Slow));
    let client = setup.webhook();
    setup.run(client.call_by_name("user.get", Map::new()).timeout(Duration::MAX)).unwrap();
    assert_eq!(setup.elapsed(), 3000);
}

#[test]
fn the_portal_limits_a_burst_to_fifty_requests() {
    let setup = Setup::new();
    setup.portal.borrow_mut().settings_mut().bucket.enabled = true;
    let client = setup.webhook().rate_limit(RateLimit::UNLIMITED);
    for _ in 0..50 {
        setup.run(client.call(Current::new())).unwrap();
    }
    let last = client.call(Current::new()).timeout(Duration::from_millis(400));
    let error = setup.run(last).unwrap_err();
    assert_eq!(summary(&error), (ErrorKind::Limit, "QUERY_LIMIT_EXCEEDED", 503, true));
    setup.clock.advance(500);
    setup.run(client.call(Current::new())).unwrap();
}

#[test]
fn the_portal_blocks_a_method_above_its_time_limit() {
    let setup = Setup::new();
    setup.portal.borrow_mut().settings_mut().operating.seconds_per_call = Some(500.0);
    let client = setup.webhook();
    setup.run(client.call(Get::new())).unwrap();
    let error = setup.run(client.call(Get::new())).unwrap_err();
    assert_eq!(summary(&error), (ErrorKind::Limit, "OPERATION_TIME_LIMIT", 429, true));
    setup.run(client.call(Current::new())).unwrap();
}

#[test]
fn redacts_a_wrong_webhook_code() {
    let setup = Setup::new();
    let error = setup.run(setup.webhook_with_code("wr0ngc0de").call(Current::new())).unwrap_err();
    assert_eq!(summary(&error), (ErrorKind::Auth, "INVALID_CREDENTIALS", 401, false));
    assert_hides(&error, &["wr0ngc0de"]);
}

#[test]
fn an_unknown_method_fails_before_the_credentials_are_checked() {
    let setup = Setup::new();
    let client = setup.webhook_with_code("wr0ngc0de");
    let error = setup.run(client.call_by_name("user.gets", Map::new())).unwrap_err();
    assert_eq!(summary(&error), (ErrorKind::Portal, "ERROR_METHOD_NOT_FOUND", 404, false));
}

#[test]
fn redacts_secrets_repeated_by_the_portal() {
    let setup = Setup::new();
    let token = setup.issue_token();
    for (client, secret) in [(setup.webhook(), SECRET), (setup.token(&token), token.as_str())] {
        for code in ["ERROR_CORE", secret] {
            setup.portal.borrow_mut().clear_faults();
            setup.add_fault(Fault {
                description: Some(format!("<b>{secret}</b> in /rest/1/{secret}/, {secret}")),
                ..error_fault(code, Some(400))
            });
            let error = setup.run(client.call(Current::new())).unwrap_err();
            assert!(error.description().contains("<b>***</b>"), "{error}");
            assert!(
                error.response().unwrap_or_default().contains("***"),
                "{}",
                error.response().unwrap_or_default()
            );
            assert_hides(&error, &[secret]);
        }
    }
}
