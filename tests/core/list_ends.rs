//! Pagination terminates with all rows or an error, whatever the portal responds.

use std::cell::Cell;
use std::rc::Rc;

use crate::support::{Clock, START};
use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::{List, Progress};
use b24_wasm::error::Result;
use b24_wasm::methods::user::{Get, User};
use b24_wasm::methods::{department, im};
use b24_wasm::transport::{Request, Response, Transport};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// The method that is listed; it determines the strategy.
#[derive(Clone, Copy, Debug, PartialEq)]
enum ListKind {
    ById,
    ByName,
    Search,
    Departments,
}

impl ListKind {
    /// Number of requests from which pagination counts as endless. A search stops after 1,000 pages
    /// without new rows, and requests each of them separately if batches have failed.
    fn endless(self) -> usize {
        if self == Self::Search { 1_500 } else { 400 }
    }
}

/// One page of an arbitrary portal.
#[derive(Clone, Debug)]
struct Page {
    first: u32,
    rows: u32,
    total: Option<u32>,
    next: Option<u32>,
}

/// Responds with these pages in order, then with the last one forever.
struct PagePortal {
    pages: Vec<Page>,
    at: Cell<usize>,
    requests: Rc<Cell<usize>>,
    kind: ListKind,
}

impl PagePortal {
    fn page(&self) -> Value {
        let at = self.at.replace(self.at.get() + 1);
        let Page { first, rows, total, next } = self.pages[at.min(self.pages.len() - 1)].clone();
        let row = |id: u32| json!({ "ID": id, "id": id, "NAME": "x", "name": "x" });
        let rows: Vec<Value> = (first..first + rows).map(row).collect();
        let result = match self.kind {
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

impl Transport for PagePortal {
    fn send(&self, request: Request) -> b24_wasm::LocalFuture<'_, Result<Response>> {
        self.requests.set(self.requests.get() + 1);
        assert!(self.requests.get() < self.kind.endless(), "pagination does not terminate");
        let body = match request.url.ends_with("/batch") {
            true => self.batch(request.body.text()),
            false => self.page(),
        };
        Box::pin(std::future::ready(Ok(Response::new(200, body.to_string()))))
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

/// Reads the whole list; returns the number of requests, and the progress or the error.
///
/// # Panics
///
/// If there are too many requests.
fn paginate(pages: Vec<Page>, kind: ListKind) -> (usize, Result<Progress>) {
    let clock = Clock::at(START);
    let requests = Rc::new(Cell::new(0));
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let portal = PagePortal { pages, at: Cell::new(0), requests: Rc::clone(&requests), kind };
    let client = Client::new(Credentials::Webhook(webhook), portal, Rc::new(clock.clone()));
    let outcome = clock.run(async {
        match kind {
            ListKind::ById => drain(client.list(Get::new())).await,
            ListKind::ByName => drain(client.list(Get::new().sort(User::NAME))).await,
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
fn an_empty_first_page_with_a_total_ends_the_list() {
    for kind in [ListKind::ById, ListKind::ByName, ListKind::Departments] {
        for (total, next) in [(1, None), (51, Some(50)), (u32::MAX, Some(u32::MAX))] {
            let page = Page { first: 1, rows: 0, total: Some(total), next };
            let (requests, outcome) = paginate(vec![page], kind);
            let progress = outcome.expect("there is no row to read");
            assert_eq!((progress.rows, progress.changed), (0, true), "{kind:?}, {total}");
            assert!((2..=3).contains(&requests), "{kind:?}, {total}: {requests} requests");
        }
    }
}

#[test]
fn a_search_skips_a_limited_number_of_empty_pages() {
    let page = |rows, total| Page { first: 1, rows, total: Some(total), next: None };
    let (requests, outcome) = paginate(vec![page(0, 500); 10], ListKind::Search);
    let progress = outcome.expect("the search counts rows that it omits");
    assert!(!progress.changed, "no row is missing");
    assert!(requests <= 3, "{requests} requests");
    for first in [page(0, u32::MAX), page(50, u32::MAX)] {
        let (requests, outcome) = paginate(vec![first, page(0, u32::MAX)], ListKind::Search);
        assert!(outcome.expect("the total is impossible").changed);
        assert!(requests <= 25, "{requests} requests");
    }
}

#[test]
fn an_ever_growing_total_stalls_the_list() {
    let page = |at: u32| Page { first: 1, rows: 50, total: Some(at * 100), next: None };
    for kind in [ListKind::ByName, ListKind::Search, ListKind::Departments] {
        let (requests, outcome) = paginate((1..2_000).map(page).collect(), kind);
        assert_eq!(outcome.expect_err("the same rows").code(), "LIST_STALLED");
        assert!(requests <= 40, "{requests} requests");
    }
}

proptest! {
    /// Fails if pagination follows `total` and `next` without a limit.
    #[test]
    fn pagination_terminates(pages in vec(page(), 1..12), kind in select(vec![ListKind::ById, ListKind::ByName, ListKind::Search, ListKind::Departments])) {
        prop_assert!(paginate(pages, kind).0 > 0);
    }
}
