//! Replies that calls share, if they ask for it.

use std::time::Duration;

use crate::support::webhook;
use b24_wasm::methods::user;
use b24_wasm::wire::Map;
use b24_wasm::{Call, Client};
use futures_util::future::{join, join_all, join3};
use portal::{Fault, FaultName};

/// Returns a call that accepts a reply of this age in seconds.
fn me(client: &Client, max_age: u64) -> Call<user::User> {
    client.call(user::Current::new()).max_age(Duration::from_secs(max_age))
}

#[test]
fn equal_calls_share_a_request_and_a_young_reply() {
    let (setup, client) = webhook();
    let get = || me(&client, 60);
    let replies = setup.run(join_all([get(), get(), get()]));
    let ids: Vec<_> = replies.into_iter().map(|reply| reply.unwrap().result.id).collect();
    assert_eq!((ids, setup.requests().len()), (vec![1, 1, 1], 1));
    setup.clock.advance(60_000);
    setup.run(get()).unwrap();
    assert_eq!(setup.requests().len(), 1);
    setup.clock.advance(1);
    setup.run(get()).unwrap();
    assert_eq!(setup.requests().len(), 2, "the reply is too old");
    client.forget();
    setup.run(get()).unwrap();
    assert_eq!(setup.requests().len(), 3, "the reply was forgotten");
    setup.run(client.call(user::Current::new())).unwrap();
    assert_eq!(setup.requests().len(), 4, "nothing is shared unless asked for");
}

#[test]
fn shared_calls_have_their_own_deadlines() {
    let (setup, client) = webhook();
    setup.add_fault(Fault { delay_ms: Some(1_000), ..Fault::new(FaultName::Slow) });
    let get = |timeout| me(&client, 0).timeout(Duration::from_millis(timeout));
    let (patient, hasty) = setup.run(join(get(5_000), get(100)));
    let error = hasty.unwrap_err();
    assert_eq!((error.code(), error.method()), ("TIMEOUT", Some("user.current")));
    assert_eq!(patient.unwrap().result.id, 1);
    assert_eq!(setup.requests().len(), 1);
}

#[test]
fn a_call_does_not_join_a_request_that_would_end_long_before_it() {
    let (setup, client) = webhook();
    setup.add_fault(Fault { delay_ms: Some(1_500), ..Fault::new(FaultName::Slow) });
    let get = |timeout| me(&client, 60).timeout(Duration::from_millis(timeout));
    let (hasty, other, patient) = setup.run(join3(get(1_000), get(2_000), get(2_001)));
    assert_eq!(hasty.unwrap_err().code(), "TIMEOUT");
    assert_eq!(other.unwrap_err().code(), "TIMEOUT", "it ends with the request that it joined");
    assert_eq!(patient.unwrap().result.id, 1);
    setup.run(get(1_000)).unwrap();
    assert_eq!(setup.requests().len(), 2, "the reply is kept");
}

#[test]
fn a_shared_call_fails_as_any_other_does() {
    for (code, wait) in [
        ("QUERY_LIMIT_EXCEEDED", true),
        ("OPERATION_TIME_LIMIT", true),
        ("OPERATION_TIME_LIMIT", false),
    ] {
        let failure = |max_age: Option<u64>| {
            let (setup, client) = webhook();
            setup.add_fault(Fault { code: Some(code.to_owned()), ..Fault::new(FaultName::Error) });
            let call = match max_age {
                Some(seconds) => me(&client, seconds),
                None => client.call(user::Current::new()),
            };
            let call = call.timeout(Duration::from_secs(3)).wait_if_blocked(wait);
            let error = setup.run(call).unwrap_err();
            (error.code().to_owned(), error.attempts(), setup.elapsed())
        };
        let expected = failure(None);
        assert_eq!(expected.0, code);
        assert_eq!(failure(Some(1)), expected, "{code}, wait: {wait}");
    }
}

#[test]
fn errors_are_not_kept() {
    let (setup, client) = webhook();
    let get = || me(&client, 60);
    setup.add_fault(Fault {
        code: Some("ACCESS_DENIED".to_owned()),
        times: Some(1),
        ..Fault::new(FaultName::Error)
    });
    let (first, second) = setup.run(join(get(), get()));
    assert_eq!(first.unwrap_err().code(), "ACCESS_DENIED");
    assert_eq!(second.unwrap_err().code(), "ACCESS_DENIED");
    setup.run(get()).unwrap();
    assert_eq!(setup.requests().len(), 2);
}

#[test]
fn a_write_is_not_shared() {
    let (setup, client) = webhook();
    let call = client.call_by_name("crm.deal.add", Map::new());
    let error = setup.run(call.max_age(Duration::from_secs(1))).unwrap_err();
    assert_eq!((error.code(), setup.requests().len()), ("NOT_A_READ", 0));
}

#[test]
fn keeps_a_hundred_replies() {
    let (setup, client) = webhook();
    for id in (1..=101).chain([101, 1]) {
        let params = Map::from_iter([("ID", id)]);
        let call = client.call_by_name("user.get", params).max_age(Duration::from_secs(600));
        setup.run(call).unwrap();
        // Lets the portal's bucket drain.
        setup.clock.advance(1_000);
    }
    assert_eq!(setup.requests().len(), 102, "only the first reply was dropped");
}
