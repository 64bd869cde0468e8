//! Calls that travel together because they would have to wait for the portal's rate limit.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use crate::support::limited::{
    LATENCY, assert_own_replies, field, limited, people, person, refused, users,
};
use crate::support::{InProcess, SECRET, added, department};
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::RateLimit;
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{Request, Response, Runtime, Transport};
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Reply};
use futures_util::future::join_all;
use futures_util::{FutureExt, join};

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
            .rate_limit(RateLimit::new(3, 1.0).unwrap());
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
