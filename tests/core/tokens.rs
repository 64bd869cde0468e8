//! Access tokens: refreshed once for all waiting calls, never in a loop.

use std::rc::Rc;
use std::time::Duration;

use crate::support::{Fresh, Refresher, START, Setup, assert_hides};
use b24_wasm::auth::AccessToken;
use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::Current;
use b24_wasm::wire::Map;
use b24_wasm::{Client, Error};
use futures_util::future::join_all;
use portal::{Fault, FaultName};

async fn current(client: &Client) -> Result<u64, Error> {
    client.call(Current::new()).await.map(|reply| reply.result.id)
}

fn ten_at_once(setup: &Setup, client: &Client) -> Vec<Result<u64, Error>> {
    setup.run(join_all((0..10).map(|_| current(client))))
}

/// A client whose token has expired, which it does not know.
struct Expired {
    setup: Setup,
    token: String,
    client: Client,
    refresher: Rc<Refresher>,
}

/// Returns an expired token at a portal with a latency of 20 milliseconds.
fn expired(fresh: Fresh) -> Expired {
    let setup = Setup::new();
    setup.portal.borrow_mut().settings_mut().latency_ms = 20;
    let token = setup.issue_token();
    setup.portal.borrow_mut().expire_tokens();
    let (client, refresher) = setup.token_refreshed_by(&token, fresh);
    Expired { setup, token, client, refresher }
}

/// Returns a client with a token that is valid for an hour.
fn valid_for_an_hour(fresh: Fresh) -> (Setup, Client, Rc<Refresher>) {
    let setup = Setup::new();
    let access =
        AccessToken::new(setup.issue_token()).expires_in(Duration::from_secs(3600), START as f64);
    let (client, refresher) = setup.expiring_token_refreshed_by(access, fresh);
    (setup, client, refresher)
}

fn assert_auth_error(error: &Error, code: &str, status: u16) {
    let (kind, actual) = (error.kind(), error.status().unwrap_or_default());
    assert_eq!((kind, error.code(), actual), (ErrorKind::Auth, code, status));
}

fn statuses(setup: &Setup) -> Vec<u16> {
    setup.requests().iter().map(|request| request.status).collect()
}

/// Returns the token in a request body.
fn auth(body: &str) -> &str {
    body.strip_prefix("auth=").unwrap().split('&').next().unwrap()
}

#[test]
fn sends_the_token_only_in_the_body() {
    let setup = Setup::new();
    let token = setup.issue_token();
    setup.run(current(&setup.token(&token))).unwrap();
    let request = setup.request();
    assert_eq!(request.body, format!("auth={token}"));
    assert_eq!((request.path.as_str(), request.query.as_str()), ("/rest/user.current", ""));
}

#[test]
fn refreshes_an_expired_token_once_for_ten_calls() {
    let Expired { setup, token, client, refresher } = expired(Fresh::Valid);
    assert!(ten_at_once(&setup, &client).into_iter().all(|outcome| outcome == Ok(1)));
    assert_eq!(refresher.calls(), 1);
    assert_eq!(statuses(&setup), [[401; 10], [200; 10]].concat());
    assert_eq!(setup.elapsed(), 20 + 100 + 20);
    let requests = setup.requests();
    assert!(requests[..10].iter().all(|request| auth(&request.body) == token));
    let fresh = refresher.issued.borrow()[0].clone();
    assert!(requests[10..].iter().all(|request| auth(&request.body) == fresh));
}

#[test]
fn later_calls_use_the_fresh_token() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Valid);
    for _ in 0..3 {
        setup.run(current(&client)).unwrap();
    }
    assert_eq!((refresher.calls(), statuses(&setup)), (1, vec![401, 200, 200, 200]));
}

#[test]
fn repetitions_after_a_refresh_keep_the_fresh_token() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Valid);
    setup.add_fault(Fault { skip: 1, times: Some(2), ..Fault::new(FaultName::UnavailableHtml) });
    setup.run(current(&client)).unwrap();
    assert_eq!((refresher.calls(), statuses(&setup)), (1, vec![401, 503, 503, 200]));
}

#[test]
fn a_late_response_causes_no_second_refresh() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Valid);
    setup.add_fault(Fault { times: Some(1), ..Fault::new(FaultName::Slow) });
    let outcomes = setup.run(join_all([current(&client), current(&client)]));
    assert_eq!(outcomes, [Ok(1), Ok(1)]);
    assert_eq!((refresher.calls(), setup.elapsed()), (1, 3020 + 20));
}

#[test]
fn refreshes_in_the_background_in_the_last_minute() {
    let (setup, client, refresher) = valid_for_an_hour(Fresh::Valid);
    setup.clock.advance(3_540_000);
    let before = setup.elapsed();
    assert!(ten_at_once(&setup, &client).into_iter().all(|outcome| outcome == Ok(1)));
    assert_eq!((refresher.calls(), setup.elapsed()), (1, before), "no call waits");
    setup.clock.advance(1_000);
    setup.run(current(&client)).unwrap();
    assert_eq!(refresher.calls(), 1);
}

#[test]
fn a_failed_refresh_in_the_last_minute_fails_no_call() {
    for fresh in [Fresh::Refused, Fresh::Never] {
        let (setup, client, refresher) = valid_for_an_hour(fresh);
        setup.clock.advance(3_590_000);
        assert_eq!(setup.run(current(&client)), Ok(1));
        assert_eq!(refresher.calls(), 1);
    }
}

#[test]
fn refreshes_before_a_call_if_the_token_is_known_to_be_expired() {
    let (setup, client, refresher) = valid_for_an_hour(Fresh::Valid);
    setup.clock.advance(3_539_999);
    setup.run(current(&client)).unwrap();
    assert_eq!(refresher.calls(), 0);
    setup.clock.advance(60_001);
    assert!(ten_at_once(&setup, &client).into_iter().all(|outcome| outcome == Ok(1)));
    assert_eq!(refresher.calls(), 1);
    assert!(statuses(&setup).into_iter().all(|status| status == 200));
}

#[test]
fn returns_the_portal_error_without_a_refresh_function() {
    let Expired { setup, token, .. } = expired(Fresh::Valid);
    let error = setup.run(current(&setup.token(&token))).unwrap_err();
    assert_auth_error(&error, "expired_token", 401);
    assert_eq!(setup.requests().len(), 1);
    assert_hides(&error, &[token]);
}

#[test]
fn a_second_expired_token_causes_no_loop() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Expired);
    let error = setup.run(current(&client)).unwrap_err();
    assert_auth_error(&error, "expired_token", 401);
    assert_eq!((refresher.calls(), statuses(&setup)), (1, vec![401, 401]));
}

#[test]
fn fails_if_the_portal_rejects_the_fresh_token() {
    let Expired { setup, token, client, refresher } = expired(Fresh::Unknown("unkn0wnt0ken"));
    let error = setup.run(current(&client)).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, "invalid_token"));
    assert_eq!((refresher.calls(), statuses(&setup)), (1, vec![401, 401]));
    assert_hides(&error, &[token.as_str(), "unkn0wnt0ken"]);
}

#[test]
fn refreshes_an_unknown_token() {
    let setup = Setup::new();
    let (client, refresher) = setup.token_refreshed_by("unkn0wnt0ken", Fresh::Valid);
    assert_eq!(setup.run(current(&client)), Ok(1));
    assert_eq!((refresher.calls(), statuses(&setup)), (1, vec![401, 200]));
}

#[test]
fn a_failed_refresh_fails_all_waiting_calls() {
    let Expired { setup, token, client, refresher } = expired(Fresh::Refused);
    for outcome in ten_at_once(&setup, &client) {
        let error = outcome.unwrap_err();
        assert_eq!(
            (error.kind(), error.code(), error.method().unwrap_or_default()),
            (ErrorKind::Auth, "REFUSED", "user.current")
        );
        assert_hides(&error, &[&token]);
    }
    assert_eq!((refresher.calls(), setup.requests().len()), (1, 10));
}

#[test]
fn retries_a_failed_refresh_on_the_next_call() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Refused);
    for calls in 1..=2 {
        setup.run(current(&client)).unwrap_err();
        assert_eq!(refresher.calls(), calls);
    }
}

#[test]
fn a_pending_refresh_times_out_after_ten_seconds() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Never);
    for outcome in ten_at_once(&setup, &client) {
        let error = outcome.unwrap_err();
        assert_auth_error(&error, "REFRESH_TIMEOUT", 0);
    }
    assert_eq!((refresher.calls(), setup.elapsed(), setup.clock.timers()), (1, 20 + 10_000, 0));
}

#[test]
fn a_timed_out_call_does_not_cancel_the_shared_refresh() {
    let Expired { setup, client, refresher, .. } = expired(Fresh::Valid);
    let (hasty, patient) = setup.run(async {
        let hasty =
            client.call_by_name("user.current", Map::new()).timeout(Duration::from_millis(50));
        futures_util::join!(hasty, current(&client))
    });
    assert_eq!(hasty.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!((patient, refresher.calls()), (Ok(1), 1));
}

#[test]
fn other_errors_cause_no_refresh() {
    for code in ["NO_AUTH_FOUND", "insufficient_scope", "ERROR_CORE", "QUERY_LIMIT_EXCEEDED"] {
        let setup = Setup::new();
        let token = setup.issue_token();
        setup.add_fault(Fault { code: Some(code.to_owned()), ..Fault::new(FaultName::Error) });
        let (client, refresher) = setup.token_refreshed_by(&token, Fresh::Valid);
        let error = setup.run(current(&client)).unwrap_err();
        assert_eq!((error.code(), refresher.calls()), (code, 0));
        assert_eq!(setup.requests().len(), error.attempts() as usize, "{code}");
    }
}

#[test]
fn redacts_old_and_new_tokens() {
    let Expired { setup, token, client, refresher } = expired(Fresh::Valid);
    setup.run(current(&client)).unwrap();
    let secrets = [token, refresher.issued.borrow()[0].clone()];
    setup.add_fault(Fault {
        code: Some("ERROR_CORE".to_owned()),
        description: Some(secrets.join(" then ")),
        ..Fault::new(FaultName::Error)
    });
    let error = setup.run(current(&client)).unwrap_err();
    assert!(error.description().starts_with("*** then ***"), "{error}");
    assert_hides(&error, &secrets);
}

#[test]
fn clones_of_a_client_share_the_token() {
    let Expired { setup, token, client, refresher } = expired(Fresh::Valid);
    let clone = client.clone();
    let outcomes = setup.run(join_all([current(&client), current(&clone)]));
    assert_eq!((outcomes, refresher.calls()), (vec![Ok(1), Ok(1)], 1));
    assert!(!format!("{client:?}").contains(&token));
}
