//! Portals with a rate limit, and calls for many people.

use std::ops::Range;

use b24_wasm::client::Call;
use b24_wasm::error::Result;
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Reply};
use portal::Record;

use super::{Setup, ids};

/// The latency of each request in milliseconds.
pub const LATENCY: u64 = 100;

/// Returns a portal with its rate limit.
pub fn limited() -> Setup {
    let setup = Setup::new();
    {
        let mut portal = setup.portal.borrow_mut();
        let settings = portal.settings_mut();
        (settings.bucket.enabled, settings.latency_ms) = (true, LATENCY);
    }
    setup
}

/// Returns the identifiers of all people.
pub fn people(setup: &Setup) -> Vec<u64> {
    ids(setup, |_| true)
}

/// Returns a call for one of them.
pub fn person(client: &Client, id: u64) -> Call<Value> {
    client.call_by_name("im.user.get", Map::from_iter([("ID", id)]))
}

/// Returns one call for each of the first people.
pub fn users(setup: &Setup, client: &Client, count: usize) -> Vec<Call<Value>> {
    people(setup).into_iter().cycle().take(count).map(|id| person(client, id)).collect()
}

/// Returns a field of the result.
pub fn field(outcome: Result<Reply<Value>>, name: &str) -> Option<Value> {
    outcome.unwrap().result.as_map()?.get(name).cloned()
}

/// Asserts that each of the calls of `users` has its own reply.
pub fn assert_own_replies(setup: &Setup, outcomes: Vec<Result<Reply<Value>>>) {
    for (id, outcome) in people(setup).into_iter().cycle().zip(outcomes) {
        assert_eq!(field(outcome, "id"), Some(Value::from(id)));
    }
}

/// Returns whether calls travelled together in a request.
pub fn is_batch(request: &Record) -> bool {
    request.path.ends_with("/batch")
}

/// Returns the forms of calls for some people.
pub fn forms(setup: &Setup, range: Range<usize>) -> Vec<String> {
    people(setup)[range].iter().map(|id| format!("ID={id}")).collect()
}

/// Returns the number of requests that the portal refused.
pub fn refused(setup: &Setup) -> usize {
    setup.requests().iter().filter(|request| request.status == 503).count()
}
