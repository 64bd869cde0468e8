//! Whatever a portal says on the way along a list, the walk ends: with the list, or with an error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::cell::Cell;
use std::rc::Rc;

use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::error::Result;
use b24_wasm::methods::user::{Field, Get};
use b24_wasm::methods::{department, im};
use b24_wasm::transport::{Request, Response, Transport};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Clock, START};

/// Requests after which a walk counts as endless.
const ENDLESS: usize = 400;

/// One page as some portal might send it.
#[derive(Clone, Debug)]
struct Page {
    first: u32,
    rows: u32,
    total: Option<u32>,
    next: Option<u32>,
}

/// Answers with these pages one after the other, and then with the last one for ever.
struct Whimsical {
    pages: Vec<Page>,
    at: Cell<usize>,
    requests: Rc<Cell<usize>>,
    keyed: bool,
}

impl Whimsical {
    fn page(&self) -> Value {
        let at = self.at.replace(self.at.get() + 1);
        let Page { first, rows, total, next } = self.pages[at.min(self.pages.len() - 1)].clone();
        let row = |id: u32| json!({ "ID": id, "id": id, "NAME": "x", "name": "x" });
        let rows: Vec<Value> = (first..first + rows).map(row).collect();
        let result = match self.keyed {
            true => rows.into_iter().map(|row| (row["id"].to_string(), row)).collect(),
            false => Value::Array(rows),
        };
        let mut page = json!({ "result": result });
        for (name, number) in [("total", total), ("next", next)] {
            if let Some(number) = number {
                page[name] = number.into();
            }
        }
        page
    }

    fn batch(&self, body: &str) -> Value {
        let mut parts = json!({ "result": {}, "result_total": {}, "result_next": {} });
        for at in 0..body.matches("cmd%5Bp").count() {
            let name = format!("p{at}");
            let page = self.page();
            parts["result"][&name] = page["result"].clone();
            for (part, member) in [("result_total", "total"), ("result_next", "next")] {
                if let Some(number) = page.get(member) {
                    parts[part][&name] = number.clone();
                }
            }
        }
        json!({ "result": parts })
    }
}

impl Transport for Whimsical {
    fn send(&self, request: Request) -> b24_wasm::LocalFuture<'_, Result<Response>> {
        self.requests.set(self.requests.get() + 1);
        assert!(self.requests.get() < ENDLESS, "the walk does not end");
        let body = match request.url.ends_with("/batch") {
            true => self.batch(request.body.text()),
            false => self.page(),
        };
        Box::pin(std::future::ready(Ok(Response { status: 200, body: body.to_string() })))
    }
}

fn page() -> impl Strategy<Value = Page> {
    let number = || prop_oneof![Just(None), (0..400_u32).prop_map(Some), Just(Some(u32::MAX))];
    let rows = prop_oneof![3 => Just(50_u32), 2 => 0..60_u32];
    (0..500_u32, rows, number(), number()).prop_map(|(first, rows, total, next)| Page {
        first,
        rows,
        total,
        next,
    })
}

/// Walks along the list and counts the requests; panics where there are too many.
fn requests(pages: Vec<Page>, way: u8) -> usize {
    let clock = Clock::at(START);
    let requests = Rc::new(Cell::new(0));
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let portal =
        Whimsical { pages, at: Cell::new(0), requests: Rc::clone(&requests), keyed: way == 2 };
    let client = Client::new(Credentials::Webhook(webhook), portal, Rc::new(clock.clone()));
    clock.run(async {
        match way {
            0 => drain(client.list(Get::new())).await,
            1 => drain(client.list(Get::new().sort(Field::Name))).await,
            2 => drain(client.list(im::search::UserList::new("ann"))).await,
            _ => drain(client.list(department::Get::new())).await,
        }
    });
    requests.get()
}

async fn drain<T: b24_wasm::methods::Element>(mut list: b24_wasm::client::List<T>) {
    while let Ok(Some(_)) = list.try_next().await {}
}

proptest! {
    /// Broken by a walk that follows whatever it is told.
    #[test]
    fn a_walk_ends(pages in vec(page(), 1..12), way in 0..4_u8) {
        prop_assert!(requests(pages, way) > 0);
    }
}
