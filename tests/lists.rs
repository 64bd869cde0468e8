//! Whole lists: complete, in few requests, and never without an end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::Error;
use b24_wasm::client::{List, Progress};
use b24_wasm::methods::Element;
use b24_wasm::methods::user::{Field, Get, Order};
use support::{Setup, count, ids};

/// All rows, how far the walk came, and what it ended with.
fn walk<T: Element>(setup: &Setup, mut list: List<T>) -> (Vec<T>, Progress, Result<(), Error>) {
    setup.run(async {
        let mut rows = Vec::new();
        loop {
            match list.try_next().await {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => return (rows, list.progress(), Ok(())),
                Err(error) => return (rows, list.progress(), Err(error)),
            }
        }
    })
}

fn everybody(setup: &Setup) -> Vec<u64> {
    let (users, progress, outcome) = walk(setup, setup.webhook().list(Get::new().admin_mode(true)));
    outcome.unwrap();
    assert_eq!(count(Some(progress.rows)), Some(users.len()));
    users.iter().map(|user| user.id).collect()
}

#[test]
fn five_thousand_users_are_three_requests() {
    let setup = Setup::with_users(5_000);
    assert_eq!(everybody(&setup), ids(&setup, |_| true));
    assert!(setup.requests().len() <= 3, "{} requests", setup.requests().len());
}

#[test]
fn fifty_thousand_users_are_twenty_five_requests_at_most() {
    let setup = Setup::with_users(50_000);
    assert_eq!(everybody(&setup), ids(&setup, |_| true));
    assert!(setup.requests().len() <= 25, "{} requests", setup.requests().len());
}

#[test]
fn lists_of_every_length_are_whole() {
    for users in [1, 2, 49, 50, 51, 52, 99, 100, 101, 150, 2_549, 2_550, 2_551] {
        let setup = Setup::with_users(users);
        assert_eq!(everybody(&setup), ids(&setup, |_| true), "{users}");
    }
}

#[test]
fn an_order_of_ones_own_is_kept() {
    let setup = Setup::with_users(1_000);
    let by_name = Get::new().admin_mode(true).sort(Field::LastName).order(Order::Descending);
    let (users, progress, outcome) = walk(&setup, setup.webhook().list(by_name));
    outcome.unwrap();
    let names: Vec<String> = users.iter().map(|user| user.last_name.clone().unwrap()).collect();
    let mut found: Vec<u64> = users.iter().map(|user| user.id).collect();
    found.sort_unstable();
    assert_eq!(found, ids(&setup, |_| true));
    assert!(names.first() > names.last());
    assert_eq!((setup.requests().len(), progress.changed), (2, false));
}
