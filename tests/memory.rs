//! The memory of a list does not grow with its length.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::cell::Cell;
use std::fmt::Write;
use std::rc::Rc;

use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::error::Result;
use b24_wasm::methods::user::Get;
use b24_wasm::transport::{Request, Response, Transport};
use peak_alloc::PeakAlloc;
use support::{Clock, START};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// A portal with `users` users that generates its rows on demand.
struct LargePortal {
    users: usize,
    sent: Cell<usize>,
}

impl LargePortal {
    fn rows(&self) -> String {
        let first = self.sent.get();
        let last = self.users.min(first + 50);
        self.sent.set(last);
        let row = |id: usize| format!(r#"{{"ID":"{}","NAME":"Somebody with a name"}}"#, id + 1);
        format!("[{}]", (first..last).map(row).collect::<Vec<_>>().join(","))
    }
}

impl Transport for LargePortal {
    fn send(&self, request: Request) -> b24_wasm::LocalFuture<'_, Result<Response>> {
        let body = if request.url.ends_with("/batch") {
            let mut results = String::new();
            for at in 0..request.body.text().matches("cmd%5Bp").count() {
                let comma = if at > 0 { "," } else { "" };
                write!(results, r#"{comma}"p{at}":{}"#, self.rows()).unwrap();
            }
            format!(r#"{{"result":{{"result":{{{results}}},"result_error":[]}}}}"#)
        } else {
            let left = self.users - self.sent.get();
            format!(r#"{{"result":{},"total":{left}}}"#, self.rows())
        };
        Box::pin(std::future::ready(Ok(Response::new(200, body))))
    }
}

/// Returns the peak memory in bytes while `users` users are listed.
fn peak(users: usize) -> usize {
    let clock = Clock::at(START);
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let portal = LargePortal { users, sent: Cell::new(0) };
    let client = Client::new(Credentials::Webhook(webhook), portal, Rc::new(clock.clone()));
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let count = clock.run(async {
        let (mut list, mut count) = (client.list(Get::new()), 0);
        while list.try_next().await.unwrap().is_some() {
            count += 1;
        }
        count
    });
    assert_eq!(count, users);
    MEMORY.peak_usage() - before
}

#[test]
fn memory_does_not_grow_with_the_list() {
    let (small, large) = (peak(10_000), peak(100_000));
    println!("10,000 rows: at most {small} bytes, 100,000 rows: at most {large} bytes");
    assert!(large * 10 < small * 12, "{small} bytes, then {large}");
}
