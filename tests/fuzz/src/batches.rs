//! Replies to batches. Input: the number of commands and whether an error halts (`3` or `3 halt`),
//! then the body.

use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{Request, Response, Transport};
use b24_wasm::wire::{Map, envelope};
use b24_wasm::{Client, LocalFuture};

use crate::clock::Clock;
use crate::lines;

/// The hours of virtual time that have passed.
static HOURS: AtomicU64 = AtomicU64::new(0);

/// Responds to every request with this body.
struct Canned(String);

impl Transport for Canned {
    fn send(&self, _: Request) -> LocalFuture<'_, Result<Response>> {
        Box::pin(std::future::ready(Ok(Response::new(200, self.0.clone()))))
    }
}

pub fn check(input: &str) {
    let (settings, body) = lines::split(input);
    let (count, halt) = settings.split_once(' ').unwrap_or((settings, ""));
    let count = count.parse::<usize>().unwrap_or(2).clamp(1, 120);
    let halt = halt == "halt";
    let mut batch = Batch::new().halt_on_error(halt);
    for at in 0..count {
        batch.add_by_name(&at.to_string(), "any.method", Map::new());
    }
    // The limits of the portal last from input to input: an hour later they have no effect.
    let hours = HOURS.fetch_add(1, Ordering::Relaxed);
    let clock = Clock::at(hours * 3_600_000);
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let transport = Canned(body.to_owned());
    let client = Client::new(Credentials::Webhook(webhook), transport, Rc::new(clock.clone()));
    let outcomes = clock.run(client.batch(batch));
    clock.stop();
    let Ok(outcomes) = outcomes else { return };
    let outcomes: Vec<Outcome> = outcomes.into_iter().collect();
    assert_eq!(outcomes.len(), count, "a command without an outcome");
    for outcome in outcomes {
        if let Outcome::NotExecuted(error) = outcome {
            let is_halted = halt && error.code() == "NOT_EXECUTED";
            let is_limited = error.kind() == ErrorKind::Limit;
            let is_refused = envelope::decode(200, body).is_err();
            assert!(is_halted || is_limited || is_refused, "{error:?}");
        }
    }
}
