//! Events and sums of a client.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::support::{Fresh, SECRET, START, Setup, batch_of, webhook};
use b24_wasm::auth::AccessToken;
use b24_wasm::client::Event;
use b24_wasm::methods::user;
use b24_wasm::wire::Map;
use b24_wasm::{Call, Client, Value};
use futures_util::future::join_all;
use portal::{Fault, FaultName};

/// Records the events of a client as text.
fn record(client: &Client) -> (Rc<RefCell<Vec<String>>>, impl Drop) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&events);
    let guard = client.on(move |event| seen.borrow_mut().push(format!("{event:?}")));
    (events, guard)
}

/// Returns the kind of an event.
fn kind(event: &str) -> &str {
    event.split([' ', '(']).next().unwrap()
}

/// Records the codes of the errors that are reported.
fn record_errors(client: &Client) -> (Rc<RefCell<Vec<String>>>, impl Drop) {
    let codes = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&codes);
    let guard = client.on(move |event| {
        if let Event::Error(error) = event {
            seen.borrow_mut().push(error.code().to_owned());
        }
    });
    (codes, guard)
}

fn time(client: &Client) -> Call<Value> {
    client.call_by_name("server.time", Map::new())
}

#[test]
fn reports_requests_repeated_calls_and_errors() {
    let (setup, client) = webhook();
    setup.add_fault(Fault { times: Some(2), ..Fault::new(FaultName::UnavailableHtml) });
    let (events, guard) = record(&client);
    setup.run(time(&client)).unwrap();
    setup.run(client.call_by_name("crm.thing.add", Map::new())).unwrap_err();
    let stats = client.stats();
    assert_eq!((stats.requests, stats.calls, stats.retries, stats.errors), (4, 4, 2, 1));
    assert!(stats.size > 500);
    let events = events.borrow();
    let kinds: Vec<_> = events.iter().map(|event| kind(event)).collect();
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
fn reports_each_call_that_was_not_sent() {
    let (setup, client) = webhook();
    let (codes, _guard) = record_errors(&client);
    let minute = Duration::from_secs(60);
    let invalid = client.call_by_name("no method", Map::new());
    assert_eq!(setup.run(invalid).unwrap_err().code(), "INVALID_METHOD");
    let write = client.call_by_name("crm.deal.add", Map::new()).max_age(minute);
    assert_eq!(setup.run(write).unwrap_err().code(), "NOT_A_READ");
    let error = setup.run(client.batch(batch_of(&["batch"]))).unwrap_err();
    assert_eq!(error.code(), "NOT_IN_BATCH");
    let mut list = client.list_from(user::Get::new(), Some("no cursor"));
    assert_eq!(setup.run(list.try_next()).unwrap_err().code(), "INVALID_CURSOR");
    assert_eq!(*codes.borrow(), ["INVALID_METHOD", "NOT_A_READ", "NOT_IN_BATCH", "INVALID_CURSOR"]);
    assert_eq!((client.stats().errors, setup.requests().len()), (4, 0));
}

#[test]
fn reports_the_failure_of_each_shared_call_once() {
    let (setup, client) = webhook();
    setup.portal.borrow_mut().settings_mut().latency_ms = 1_000;
    setup.add_fault(Fault {
        code: Some("ACCESS_DENIED".to_owned()),
        ..Fault::new(FaultName::Error)
    });
    let (codes, _guard) = record_errors(&client);
    let get = |timeout| {
        let call = client.call(user::Current::new()).max_age(Duration::ZERO);
        call.timeout(Duration::from_millis(timeout))
    };
    let outcomes = setup.run(join_all([get(100), get(5_000), get(6_000)]));
    assert!(outcomes.iter().all(Result::is_err));
    assert_eq!(*codes.borrow(), ["TIMEOUT", "ACCESS_DENIED", "ACCESS_DENIED"]);
    assert_eq!(client.stats().errors, 3);
}

#[test]
fn events_have_no_secret_that_is_passed_as_a_method() {
    let (setup, client) = webhook();
    setup.add_fault(Fault {
        code: Some("QUERY_LIMIT_EXCEEDED".to_owned()),
        times: Some(1),
        ..Fault::new(FaultName::Error)
    });
    let (events, _guard) = record(&client);
    setup.run(client.call_by_name(SECRET, Map::new())).unwrap_err();
    let events = events.borrow();
    let named = events.iter().filter(|event| event.contains("***"));
    let kinds: Vec<_> = named.map(|event| kind(event)).collect();
    assert_eq!(kinds, ["Request", "Retry", "Request", "Error"], "{events:?}");
    assert!(!events.concat().contains(SECRET), "{events:?}");
}

#[test]
fn a_listener_may_add_and_remove_listeners() {
    let (setup, client) = webhook();
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
