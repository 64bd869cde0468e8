//! Calls under the portal's rate limit: none is lost, and as few as possible wait.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::{Call, RateLimit};
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{Request, Response, Runtime, Transport};
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Reply};
use futures_util::future::{join_all, select};
use futures_util::{FutureExt, join};
use portal::{Grant, Record};
use support::{InProcess, SECRET, Setup, added, department, ids};

/// The latency of each request in milliseconds.
const LATENCY: u64 = 100;

/// Returns a portal with its rate limit.
fn limited() -> Setup {
    let setup = Setup::new();
    {
        let mut portal = setup.portal.borrow_mut();
        let settings = portal.settings_mut();
        (settings.bucket.enabled, settings.latency_ms) = (true, LATENCY);
    }
    setup
}

/// Returns the identifiers of all people.
fn people(setup: &Setup) -> Vec<u64> {
    ids(setup, |_| true)
}

fn person(client: &Client, id: u64) -> Call<Value> {
    client.call_by_name("im.user.get", Map::from_iter([("ID", id)]))
}

/// Returns one call for each of the first people.
fn users(setup: &Setup, client: &Client, count: usize) -> Vec<Call<Value>> {
    people(setup).into_iter().cycle().take(count).map(|id| person(client, id)).collect()
}

/// Returns a field of the result.
fn field(outcome: Result<Reply<Value>>, name: &str) -> Option<Value> {
    outcome.unwrap().result.as_map()?.get(name).cloned()
}

/// Asserts that each of the calls of `users` has its own reply.
fn assert_own_replies(setup: &Setup, outcomes: Vec<Result<Reply<Value>>>) {
    for (id, outcome) in people(setup).into_iter().cycle().zip(outcomes) {
        assert_eq!(field(outcome, "id"), Some(Value::from(id)));
    }
}

fn is_batch(request: &Record) -> bool {
    request.path.ends_with("/batch")
}

/// Returns the bodies of the requests.
fn sent(setup: &Setup) -> Vec<String> {
    setup.requests().into_iter().map(|request| request.body).collect()
}

/// Returns the forms of calls for some people.
fn forms(setup: &Setup, range: Range<usize>) -> Vec<String> {
    people(setup)[range].iter().map(|id| format!("ID={id}")).collect()
}

fn refused(setup: &Setup) -> usize {
    setup.requests().iter().filter(|request| request.status == 503).count()
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
fn calls_that_would_wait_travel_together() {
    for count in [51, 100, 290] {
        let setup = limited();
        assert_own_replies(&setup, setup.run(join_all(users(&setup, &setup.webhook(), count))));
        assert!(setup.requests().len() <= 45, "{count}: {} requests", setup.requests().len());
        assert_eq!((setup.elapsed(), refused(&setup)), (LATENCY, 0), "{count}");
    }
}

#[test]
fn a_thousand_calls_need_no_drain() {
    let setup = limited();
    assert_own_replies(&setup, setup.run(join_all(users(&setup, &setup.webhook(), 1000))));
    assert!(setup.requests().len() <= 45, "{} requests", setup.requests().len());
    assert_eq!((setup.elapsed(), refused(&setup)), (LATENCY, 0));
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
    let client = setup.webhook().rate_limit(RateLimit::new(2, 2.0));
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
fn methods_that_a_batch_refuses_are_sent_alone() {
    let setup = limited();
    let client = setup.webhook();
    let cmd = Map::from_iter([("me", "user.current")]);
    let batch = || client.call_by_name("batch", Map::from_iter([("cmd", cmd.clone())]));
    let batches = join_all((0..10).map(|_| batch()));
    let (batches, users) =
        setup.run(async { join!(batches, join_all(users(&setup, &client, 90))) });
    for reply in batches {
        let results = field(reply, "result").unwrap();
        assert!(results.as_map().is_some_and(|results| results.get("me").is_some()));
    }
    assert_own_replies(&setup, users);
    let requests = setup.requests();
    let own = requests.iter().filter(|request| request.body == "cmd%5Bme%5D=user.current");
    assert_eq!(own.count(), 10);
    assert!(requests.len() <= 45 && setup.elapsed() == LATENCY);
}

#[test]
fn a_dropped_call_leaves_the_queue() {
    let setup = limited();
    let client = setup.webhook().rate_limit(RateLimit::new(1, 1.0));
    let calls: Vec<_> =
        users(&setup, &client, 5).into_iter().map(|call| call.pack(false)).collect();
    setup.run(select(Box::pin(join_all(calls)), Box::pin(setup.clock.sleep(LATENCY))).map(drop));
    setup.clock.advance(60_000);
    setup.run(person(&client, 1)).unwrap();
    assert_eq!(sent(&setup), [&*forms(&setup, 0..1), &["ID=1".to_owned()]].concat());
}

#[test]
fn each_call_has_its_own_deadline() {
    let setup = limited();
    setup.portal.borrow_mut().settings_mut().latency_ms = 1_000;
    let client = setup.webhook();
    let calls = users(&setup, &client, 100).into_iter().enumerate();
    let short = Duration::from_millis(300);
    let calls = calls.map(|(at, call)| if at % 2 == 0 { call.timeout(short) } else { call });
    let outcomes = setup.run(join_all(calls));
    for (at, (outcome, id)) in outcomes.into_iter().zip(people(&setup)).enumerate() {
        if at % 2 == 0 {
            let error = outcome.unwrap_err();
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
        } else {
            assert_eq!(field(outcome, "id"), Some(Value::from(id)));
        }
    }
    assert!(setup.requests().len() <= 45);
    assert_eq!(setup.elapsed(), 1_000);
}

#[test]
fn the_deadline_includes_the_wait_for_the_limit() {
    let setup = limited();
    let client = setup.webhook().rate_limit(RateLimit::new(1, 0.1));
    setup.run(person(&client, 1)).unwrap();
    let error = setup.run(person(&client, 1).timeout(Duration::from_millis(500))).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (1, LATENCY + 500));
}

#[test]
fn each_call_of_a_pack_has_its_own_error() {
    let setup = limited();
    let client = setup.webhook();
    let known = people(&setup);
    let call = |at: usize| match at % 3 {
        0 => client.call_by_name("no.such.method", Map::new()),
        1 => client.call_by_name("department.add", Map::new()),
        _ => person(&client, known[at]),
    };
    let outcomes = setup.run(join_all((0..120).map(call)));
    for (at, outcome) in outcomes.into_iter().enumerate() {
        match at % 3 {
            0 => assert_error(outcome, "no.such.method", "ERROR_METHOD_NOT_FOUND"),
            1 => assert_error(outcome, "department.add", "MISSING_PARAMETER"),
            _ => assert_eq!(field(outcome, "id"), Some(Value::from(known[at]))),
        }
    }
    assert!(setup.requests().len() <= 45);
}

fn assert_error(outcome: Result<Reply<Value>>, method: &str, code: &str) {
    let error = outcome.unwrap_err();
    assert_eq!((error.method(), error.code()), (Some(method), code), "{error}");
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
fn packed_writes_run_exactly_once() {
    let setup = limited();
    let client = setup.webhook();
    let add = |at| client.call_by_name("department.add", department(&format!("new {at}")));
    let outcomes = setup.run(join_all((0..300).map(add)));
    let ids = outcomes.into_iter().map(|outcome| match outcome.unwrap().result {
        Value::Number(id) => id.to_i64(),
        other => panic!("{other:?} is not an identifier"),
    });
    let ids: BTreeSet<_> = ids.collect();
    assert_eq!(ids.len(), 300);
    for at in 0..300 {
        assert_eq!(added(&setup, &format!("new {at}")), 1);
    }
    assert!(setup.requests().len() <= 45);
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

#[test]
fn a_blocked_method_waits_or_fails_and_others_go_on() {
    let setup = Setup::new();
    setup.portal.borrow_mut().settings_mut().operating.seconds_per_call = Some(500.0);
    let client = setup.webhook();
    let get = || client.call_by_name("user.get", Map::new()).timeout(Duration::from_secs(900));
    setup.run(get()).unwrap();
    let error = setup.run(get().wait_if_blocked(false)).unwrap_err();
    assert_eq!((error.code(), error.kind()), ("OPERATION_TIME_LIMIT", ErrorKind::Limit));
    let sent = setup.requests().len();
    let error = setup.run(get().wait_if_blocked(false)).unwrap_err();
    assert_eq!((error.code(), error.attempts()), ("OPERATION_TIME_LIMIT", 0));
    assert_eq!((setup.requests().len(), setup.elapsed()), (sent, 0), "nothing was sent");
    setup.run(client.call_by_name("user.current", Map::new())).unwrap();
    let [time] = client
        .operating_times()
        .into_iter()
        .filter(|time| time.is_blocked)
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    assert_eq!((time.method.as_str(), time.operating), ("user.get", 500_000));
    setup.run(get()).unwrap();
    let waited = setup.clock.milliseconds() as f64;
    assert!((time.reset_at..time.reset_at + 1_000.0).contains(&waited), "{waited}");
}

#[test]
fn a_blocked_method_fails_at_once_if_its_deadline_is_earlier() {
    let setup = Setup::new();
    setup.portal.borrow_mut().settings_mut().operating.seconds_per_call = Some(500.0);
    let client = setup.webhook();
    let get = || client.call_by_name("user.get", Map::new());
    setup.run(get()).unwrap();
    for requests in [2, 2] {
        let error = setup.run(get()).unwrap_err();
        assert_eq!(error.code(), "OPERATION_TIME_LIMIT");
        assert_eq!((setup.requests().len(), setup.elapsed()), (requests, 0));
    }
}

/// Counts the requests that were dropped before their response.
struct Observed {
    inner: InProcess,
    dropped: Rc<Cell<usize>>,
}

struct Guard(Rc<Cell<usize>>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

impl Transport for Observed {
    fn send(&self, request: Request) -> Pin<Box<dyn Future<Output = Result<Response>> + '_>> {
        Box::pin(async move {
            let guard = Guard(Rc::clone(&self.dropped));
            let outcome = self.inner.send(request).await;
            std::mem::forget(guard);
            outcome
        })
    }
}

#[test]
fn a_request_is_aborted_when_all_its_calls_are_dropped() {
    for (kept, aborted) in [(0, 2), (1, 1), (3, 1), (4, 0)] {
        let setup = limited();
        setup.portal.borrow_mut().settings_mut().latency_ms = 1_000;
        let dropped = Rc::new(Cell::new(0));
        let webhook = Webhook::parse(&format!("{}/rest/1/{SECRET}/", setup.origin)).unwrap();
        let inner = InProcess { portal: Rc::clone(&setup.portal), clock: setup.clock.clone() };
        let observed = Observed { inner, dropped: Rc::clone(&dropped) };
        let runtime: Rc<dyn Runtime> = Rc::new(setup.clock.clone());
        let client = Client::new(Credentials::Webhook(webhook), observed, runtime)
            .rate_limit(RateLimit::new(3, 1.0));
        // Two requests, one of the calls 1 to 3, and one of the calls 4 to 6.
        let calls: Vec<_> = users(&setup, &client, 6).into_iter().map(Box::pin).collect();
        let calls = Rc::new(RefCell::new(calls.into_iter().map(Some).collect::<Vec<_>>()));
        let drop_most = async {
            setup.clock.sleep(500).await;
            for call in calls.borrow_mut().iter_mut().skip(kept) {
                call.take();
            }
        };
        let wait = std::future::poll_fn(|context| {
            let mut pending = false;
            for call in calls.borrow_mut().iter_mut() {
                let Some(running) = call else { continue };
                match running.poll_unpin(context) {
                    std::task::Poll::Ready(outcome) => {
                        outcome.unwrap();
                        *call = None;
                    }
                    std::task::Poll::Pending => pending = true,
                }
            }
            if pending { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
        });
        setup.run(async { join!(drop_most, wait) });
        assert_eq!((setup.requests().len(), dropped.get()), (2, aborted), "{kept} kept");
    }
}
