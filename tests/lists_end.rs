//! Whatever a portal says on the way along a list, the walk ends: with the list, or with an error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::cell::Cell;
use std::rc::Rc;

use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::{List, Progress};
use b24_wasm::error::Result;
use b24_wasm::methods::user::{Field, Get};
use b24_wasm::methods::{department, im};
use b24_wasm::transport::{Request, Response, Transport};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use support::{Clock, START};

/// The list that is walked along, and with it the way.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ListKind {
    ById,
    ByName,
    Search,
    Departments,
}

impl ListKind {
    /// Requests after which a walk counts as endless. A search gives up after 1,000 pages that bring
    /// nothing new, and asks for each alone where batches have failed.
    fn endless(self) -> usize {
        if self == Self::Search { 1_500 } else { 400 }
    }
}

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
    way: ListKind,
}

impl Whimsical {
    fn page(&self) -> Value {
        let at = self.at.replace(self.at.get() + 1);
        let Page { first, rows, total, next } = self.pages[at.min(self.pages.len() - 1)].clone();
        let row = |id: u32| json!({ "ID": id, "id": id, "NAME": "x", "name": "x" });
        let rows: Vec<Value> = (first..first + rows).map(row).collect();
        let result = match self.way {
            ListKind::Search => rows.into_iter().map(|row| (row["id"].to_string(), row)).collect(),
            _ => Value::Array(rows),
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
        assert!(self.requests.get() < self.way.endless(), "the walk does not end");
        let body = match request.url.ends_with("/batch") {
            true => self.batch(request.body.text()),
            false => self.page(),
        };
        Box::pin(std::future::ready(Ok(Response { status: 200, body: body.to_string() })))
    }
}

fn page() -> impl Strategy<Value = Page> {
    let number = || prop_oneof![Just(None), (0..400_u32).prop_map(Some), Just(Some(u32::MAX))];
    let rows = prop_oneof![3 => Just(50_u32), 2 => 0..60_u32, 2 => Just(0)];
    (0..500_u32, rows, number(), number()).prop_map(|(first, rows, total, next)| Page {
        first,
        rows,
        total,
        next,
    })
}

/// Walks along the list; returns how many requests that took, and how far it came or what ended it.
/// Panics where there are too many requests.
fn walk(pages: Vec<Page>, way: ListKind) -> (usize, Result<Progress>) {
    let clock = Clock::at(START);
    let requests = Rc::new(Cell::new(0));
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let portal = Whimsical { pages, at: Cell::new(0), requests: Rc::clone(&requests), way };
    let client = Client::new(Credentials::Webhook(webhook), portal, Rc::new(clock.clone()));
    let outcome = clock.run(async {
        match way {
            ListKind::ById => drain(client.list(Get::new())).await,
            ListKind::ByName => drain(client.list(Get::new().sort(Field::Name))).await,
            ListKind::Search => drain(client.list(im::search::UserList::new("ann"))).await,
            ListKind::Departments => drain(client.list(department::Get::new())).await,
        }
    });
    (requests.get(), outcome)
}

async fn drain<T: b24_wasm::schema::Element>(mut list: List<T>) -> Result<Progress> {
    while list.try_next().await?.is_some() {}
    Ok(list.progress())
}

#[test]
fn a_first_page_without_the_rows_that_it_counts_ends_the_list() {
    for way in [ListKind::ById, ListKind::ByName, ListKind::Departments] {
        for (total, next) in [(1, None), (51, Some(50)), (u32::MAX, Some(u32::MAX))] {
            let page = Page { first: 1, rows: 0, total: Some(total), next };
            let (requests, outcome) = walk(vec![page], way);
            let progress = outcome.expect("no row can be read");
            assert_eq!((progress.rows, progress.changed), (0, true), "{way:?}, {total}");
            assert!((2..=3).contains(&requests), "{way:?}, {total}: {requests} requests");
        }
    }
}

#[test]
fn a_search_goes_on_over_empty_pages_and_not_for_ever() {
    let page = |rows, total| Page { first: 1, rows, total: Some(total), next: None };
    let (requests, outcome) = walk(vec![page(0, 500); 10], ListKind::Search);
    let progress = outcome.expect("people whom the search counts and leaves out");
    assert!(!progress.changed, "nobody is missing");
    assert!(requests <= 3, "{requests} requests");
    for first in [page(0, u32::MAX), page(50, u32::MAX)] {
        let (requests, outcome) = walk(vec![first, page(0, u32::MAX)], ListKind::Search);
        assert!(outcome.expect("no portal has as many").changed);
        assert!(requests <= 25, "{requests} requests");
    }
}

#[test]
fn a_total_that_grows_for_ever_is_no_list() {
    let page = |at: u32| Page { first: 1, rows: 50, total: Some(at * 100), next: None };
    for way in [ListKind::ByName, ListKind::Search, ListKind::Departments] {
        let (requests, outcome) = walk((1..2_000).map(page).collect(), way);
        assert_eq!(outcome.expect_err("the same rows").code(), "LIST_STALLED");
        assert!(requests <= 40, "{requests} requests");
    }
}

proptest! {
    /// Broken by a walk that follows whatever it is told.
    #[test]
    fn a_walk_ends(pages in vec(page(), 1..12), way in select(vec![ListKind::ById, ListKind::ByName, ListKind::Search, ListKind::Departments])) {
        prop_assert!(walk(pages, way).0 > 0);
    }
}
