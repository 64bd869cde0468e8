//! Calls under the portal's rate limit: none is lost, and as few as possible wait.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::support::limited::{
    LATENCY, assert_own_replies, field, forms, is_batch, limited, person, refused, users,
};
use crate::support::{Clock, InProcess, SECRET, Setup, added, department};
use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::{Call, RateLimit};
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{LocalFuture, Runtime};
use b24_wasm::wire::{Map, Value};
use futures_util::future::{join_all, select};
use futures_util::{FutureExt, join};
use portal::Grant;

/// Returns the bodies of the requests.
fn sent(setup: &Setup) -> Vec<String> {
    setup.requests().into_iter().map(|request| request.body).collect()
}

#[test]
fn calls_that_fit_are_sent_alone_at_once() {
    for count in [1, 30, 50] {
        let setup = limited();
        assert_own_replies(&setup, setup.run(join_all(users(&setup, &setup.webhook(), count))));
        let requests = setup.requests();
        assert_eq!(requests.len(), count);
        assert!(!requests.iter().any(is_batch));
        assert_eq!(setup.elapsed(), LATENCY);
    }
}

#[test]
fn calls_that_follow_a_burst_wait_for_the_drain_and_travel_together() {
    let setup = limited();
    let client = setup.webhook();
    setup.run(join_all(users(&setup, &client, 50)));
    assert_own_replies(&setup, setup.run(join_all(users(&setup, &client, 100))));
    assert_eq!(setup.requests().len(), 52, "two requests of 50 calls");
    assert!(setup.elapsed() <= 2_000 + 2 * LATENCY, "{} ms", setup.elapsed());
    assert_eq!(refused(&setup), 0);
}

#[test]
fn the_first_call_is_served_first() {
    let setup = limited();
    let client = setup.webhook().rate_limit(RateLimit::new(2, 2.0).unwrap());
    let done = RefCell::new(Vec::new());
    let done_in_order = &done;
    let calls = users(&setup, &client, 12).into_iter().enumerate().map(|(at, call)| {
        let call = call.pack(false).timeout(Duration::from_secs(60));
        call.map(move |outcome| done_in_order.borrow_mut().push((at, outcome.is_ok())))
    });
    setup.run(join_all(calls));
    assert_eq!(*done.borrow(), (0..12).map(|at| (at, true)).collect::<Vec<_>>());
    assert_eq!(sent(&setup), forms(&setup, 0..12));
}

#[test]
fn a_call_that_is_not_packed_has_a_request_of_its_own() {
    let setup = limited();
    let client = setup.webhook();
    let alone = |call: Call<Value>| call.pack(false).timeout(Duration::from_secs(60));
    let calls: Vec<_> = users(&setup, &client, 100).into_iter().map(alone).collect();
    assert_own_replies(&setup, setup.run(join_all(calls)));
    let requests = setup.requests();
    assert_eq!((requests.len(), refused(&setup)), (100, 0));
    assert!(!requests.iter().any(is_batch));
    assert!((25_000..30_000).contains(&setup.elapsed()), "{} ms", setup.elapsed());
}

#[test]
fn a_dropped_call_leaves_the_queue() {
    let setup = limited();
    let client = setup.webhook().rate_limit(RateLimit::new(1, 1.0).unwrap());
    let calls: Vec<_> =
        users(&setup, &client, 5).into_iter().map(|call| call.pack(false)).collect();
    setup.run(select(Box::pin(join_all(calls)), Box::pin(setup.clock.sleep(LATENCY))).map(drop));
    setup.clock.advance(60_000);
    setup.run(person(&client, 1)).unwrap();
    assert_eq!(sent(&setup), [&*forms(&setup, 0..1), &["ID=1".to_owned()]].concat());
}

#[test]
fn the_deadline_includes_the_wait_for_the_limit() {
    let setup = limited();
    let client = setup.webhook().rate_limit(RateLimit::new(1, 0.1).unwrap());
    setup.run(person(&client, 1)).unwrap();
    let error = setup.run(person(&client, 1).timeout(Duration::from_millis(500))).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (1, LATENCY + 500));
}

#[test]
fn two_clients_share_the_limit_and_no_batch() {
    let setup = limited();
    let now = setup.clock.milliseconds() as f64 / 1000.0;
    let grant = Grant { user: 2, scopes: None };
    let token = setup.portal.borrow_mut().issue_token(grant, now).access_token;
    let (one, two) = (setup.webhook(), setup.token(&token));
    let calls = (0..200).map(|at| {
        let client = if at % 2 == 0 { &one } else { &two };
        client.call_by_name("user.current", Map::new())
    });
    for (at, outcome) in setup.run(join_all(calls)).into_iter().enumerate() {
        assert_eq!(field(outcome, "ID"), Some(Value::from(at as u64 % 2 + 1)));
    }
    let requests = setup.requests();
    assert!(requests.len() <= 45, "{} requests", requests.len());
    assert_eq!((setup.elapsed(), refused(&setup)), (LATENCY, 0));
    assert!(requests.iter().any(|request| request.path == "/rest/batch"));
    assert!(requests.iter().any(|request| request.path.contains(SECRET)));
}

#[test]
fn recovers_from_a_bucket_that_is_already_full() {
    let setup = limited();
    let now = setup.clock.milliseconds() as f64 / 1000.0;
    for _ in 0..50 {
        let request = portal::Request {
            method: "POST".to_owned(),
            target: format!("/rest/1/{SECRET}/profile"),
            ..portal::Request::default()
        };
        setup.portal.borrow_mut().handle(request, now);
    }
    let client = setup.webhook();
    let add = |at| client.call_by_name("department.add", department(&format!("new {at}")));
    let writes = join_all((0..40).map(add));
    let (users, writes) = setup.run(async { join!(join_all(users(&setup, &client, 200)), writes) });
    assert_own_replies(&setup, users);
    assert!(writes.iter().all(Result::is_ok));
    for at in 0..40 {
        assert_eq!(added(&setup, &format!("new {at}")), 1);
    }
    // Only what was on its way before the first refusal came in is refused.
    let statuses: Vec<_> = setup.requests().iter().skip(50).map(|sent| sent.status).collect();
    let first = statuses.iter().position(|status| *status == 200).unwrap();
    assert!(first <= 45 && statuses[first..].iter().all(|status| *status == 200), "{statuses:?}");
    assert!(setup.elapsed() < 6_000, "{} ms", setup.elapsed());
}

/// A runtime that drops the tasks that it should run.
struct Lossy(Clock);

impl Runtime for Lossy {
    fn now(&self) -> f64 {
        self.0.now()
    }

    fn random(&self) -> f64 {
        self.0.random()
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        Runtime::sleep(&self.0, milliseconds)
    }

    fn spawn(&self, work: LocalFuture<'static, ()>) {
        drop(work);
    }
}

#[test]
fn a_dropped_task_of_the_queue_hangs_no_call() {
    let setup = Setup::new();
    let webhook = Webhook::parse(&format!("{}/rest/1/{SECRET}/", setup.origin)).unwrap();
    let transport = InProcess { portal: Rc::clone(&setup.portal), clock: setup.clock.clone() };
    let runtime: Rc<dyn Runtime> = Rc::new(Lossy(setup.clock.clone()));
    let lossy = Client::new(Credentials::Webhook(webhook), transport, runtime);
    setup.run(person(&lossy, 1)).unwrap();
    setup.run(person(&setup.webhook(), 1)).unwrap();
    assert_eq!((setup.requests().len(), setup.elapsed()), (2, 0), "both were sent at once");
}
