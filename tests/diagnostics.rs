//! Events and sums of a client, and replies that calls share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use b24_wasm::auth::AccessToken;
use b24_wasm::methods::user;
use b24_wasm::wire::Map;
use b24_wasm::{Call, Client, Value};
use futures_util::future::{join, join_all};
use portal::{Fault, FaultName};
use support::{Fresh, SECRET, START, Setup};

/// Records the events of a client as text.
fn record(client: &Client) -> (Rc<RefCell<Vec<String>>>, impl Drop) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&events);
    let guard = client.on(move |event| seen.borrow_mut().push(format!("{event:?}")));
    (events, guard)
}

fn time(client: &Client) -> Call<Value> {
    client.call_by_name("server.time", Map::new())
}

#[test]
fn reports_requests_repeated_calls_and_errors() {
    let setup = Setup::new();
    setup.add_fault(Fault { times: Some(2), ..Fault::new(FaultName::UnavailableHtml) });
    let client = setup.webhook();
    let (events, guard) = record(&client);
    setup.run(time(&client)).unwrap();
    setup.run(client.call_by_name("crm.thing.add", Map::new())).unwrap_err();
    let stats = client.stats();
    assert_eq!((stats.requests, stats.calls, stats.retries, stats.errors), (4, 4, 2, 1));
    assert!(stats.size > 500);
    let events = events.borrow();
    let kinds: Vec<_> =
        events.iter().map(|event| event.split([' ', '(']).next().unwrap()).collect();
    assert_eq!(
        kinds,
        ["Request", "Retry", "Request", "Retry", "Request", "Request", "Error"],
        "{events:?}"
    );
    assert!(events[0].contains("status: 503") && events[1].contains(r#"code: "HTTP_503""#));
    assert!(!events.concat().contains(SECRET));
    drop(guard);
    let before = events.len();
    setup.run(time(&client)).unwrap();
    assert_eq!(events.len(), before, "the listener was removed");
}

#[test]
fn reports_a_refresh_once_for_all_calls() {
    let setup = Setup::new();
    let access =
        AccessToken::new(setup.issue_token()).expires_in(Duration::from_secs(60), START as f64);
    let (client, _) = setup.expiring_token_refreshed_by(access, Fresh::Valid);
    let (events, _guard) = record(&client);
    setup.clock.advance(60_000);
    setup.run(join_all([time(&client), time(&client), time(&client)]));
    let refreshes: Vec<_> =
        events.borrow().iter().filter(|event| event.starts_with("Refresh")).cloned().collect();
    assert_eq!(refreshes, ["Refresh { duration: 100.0, ok: true }"]);
    assert_eq!(client.stats().refreshes, 1);
}

#[test]
fn a_listener_may_add_and_remove_listeners() {
    let setup = Setup::new();
    let client = setup.webhook();
    let added = Rc::new(RefCell::new(None));
    let (inner, slot) = (client.clone(), Rc::clone(&added));
    let _guard = client.on(move |_| {
        let listener = inner.on(|_| {});
        slot.borrow_mut().replace(listener);
    });
    setup.run(time(&client)).unwrap();
    setup.run(time(&client)).unwrap();
    assert!(added.borrow().is_some());
}

#[test]
fn equal_calls_share_a_request_and_a_young_reply() {
    let setup = Setup::new();
    let client = setup.webhook();
    let get = || client.call(user::Current::new()).max_age(Duration::from_secs(60));
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
    let setup = Setup::new();
    setup.add_fault(Fault { delay_ms: Some(1_000), ..Fault::new(FaultName::Slow) });
    let client = setup.webhook();
    let get = |timeout| {
        let call = client.call(user::Current::new()).max_age(Duration::ZERO);
        call.timeout(Duration::from_millis(timeout))
    };
    let (hasty, patient) = setup.run(join(get(100), get(5_000)));
    assert_eq!(hasty.unwrap_err().code(), "TIMEOUT");
    assert_eq!(patient.unwrap().result.id, 1);
    assert_eq!(setup.requests().len(), 1);
}

#[test]
fn errors_are_not_kept() {
    let setup = Setup::new();
    let client = setup.webhook();
    let get = || client.call(user::Current::new()).max_age(Duration::from_secs(60));
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
    let setup = Setup::new();
    let call = setup.webhook().call_by_name("crm.deal.add", Map::new());
    let error = setup.run(call.max_age(Duration::from_secs(1))).unwrap_err();
    assert_eq!((error.code(), setup.requests().len()), ("NOT_A_READ", 0));
}

#[test]
fn keeps_a_hundred_replies() {
    let setup = Setup::new();
    let client = setup.webhook();
    for id in (1..=101).chain([101, 1]) {
        let params = Map::from_iter([("ID", id)]);
        let call = client.call_by_name("user.get", params).max_age(Duration::from_secs(600));
        setup.run(call).unwrap();
        // Lets the portal's bucket drain.
        setup.clock.advance(1_000);
    }
    assert_eq!(setup.requests().len(), 102, "only the first reply was dropped");
}
