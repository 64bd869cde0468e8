//! `cargo bench`: the times of the pure core, without a network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../tests/support/mod.rs"]
mod support;

use b24_wasm::methods::user::{Get, User};
use b24_wasm::schema::{Decode, Method};
use b24_wasm::wire::{Map, Value, envelope, json};
use b24_wasm::{Batch, Client, Filter};
use divan::{Bencher, black_box};
use support::{Canned, Clock, SECRET, START, Setup};

fn main() {
    divan::main();
}

#[divan::bench]
fn decode_50_users(bencher: Bencher<'_, '_>) {
    let page = page_of_users(50);
    bencher.bench_local(|| {
        let mut result = envelope::decode(200, black_box(&page)).unwrap().result;
        Get::definition().normalize(&Map::new(), &mut result).unwrap();
        Vec::<User>::decode(result).unwrap()
    });
}

#[divan::bench]
fn read_50_users_directly(bencher: Bencher<'_, '_>) {
    let page = page_of_users(50);
    bencher.bench_local(|| {
        Get::definition().read::<Vec<User>>(&Map::new(), black_box(&page)).unwrap().result
    });
}

#[divan::bench]
fn call_with_a_filter_of_20(bencher: Bencher<'_, '_>) {
    let (clock, client) = client(r#"{"result":[]}"#.to_owned());
    let filter = filter_of_20();
    bencher.bench_local(|| {
        let call = client.call(Get::new().filter(black_box(&filter).clone()));
        clock.run(call).unwrap()
    });
}

#[divan::bench]
fn batch_of_50(bencher: Bencher<'_, '_>) {
    let (clock, client) = client(batch_reply());
    let mut params = Map::new();
    params.insert("ID", 7);
    bencher.bench_local(|| {
        let mut batch = Batch::new();
        for number in 0..50 {
            batch.add_by_name(&name(number), "crm.deal.get", black_box(&params).clone());
        }
        clock.run(client.batch(batch)).unwrap()
    });
}

#[divan::bench]
fn first_page_of_a_list(bencher: Bencher<'_, '_>) {
    let (clock, client) = client(page_of_users(300));
    bencher.bench_local(|| {
        let mut users = client.list(Get::new());
        clock.run(users.try_next()).unwrap().expect("a user")
    });
}

/// Returns a page of 50 users as the portal sends it.
fn page_of_users(company: u32) -> String {
    let setup = Setup::with_users(company);
    let request = portal::Request {
        method: "POST".to_owned(),
        target: format!("/rest/1/{SECRET}/user.get.json"),
        headers: vec![("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned())],
        body: b"sort=ID&order=ASC".to_vec(),
    };
    let page = setup.portal.borrow_mut().handle(request, START as f64 / 1000.0).text();
    assert_eq!(page.matches(r#""USER_TYPE""#).count(), 50);
    page
}

fn filter_of_20() -> Filter<User> {
    let texts = [
        User::NAME,
        User::LAST_NAME,
        User::SECOND_NAME,
        User::EMAIL,
        User::PERSONAL_CITY,
        User::PERSONAL_STREET,
        User::WORK_POSITION,
        User::WORK_CITY,
        User::WORK_PHONE,
    ];
    let filter = Filter::new().is_in(User::ID, [1_u64, 2, 3]).is_in(User::NAME, ["Anna", "Иван"]);
    texts
        .into_iter()
        .fold(filter, |filter, field| filter.contains(field, "an").not_contains(field, "a&b=c"))
}

fn batch_reply() -> String {
    let mut deal = Map::new();
    for (field, value) in [("ID", "7"), ("TITLE", "Сделка"), ("OPPORTUNITY", "1000.00")] {
        deal.insert(field, value);
    }
    let mut results = Map::new();
    for number in 0..50 {
        results.insert(name(number), deal.clone());
    }
    let empty = || Value::List(Vec::new());
    let mut reply = Map::new();
    reply.insert("result", results);
    for member in ["result_error", "result_total", "result_next", "result_time"] {
        reply.insert(member, empty());
    }
    format!(r#"{{"result":{}}}"#, json::write(&reply.into()))
}

fn name(number: u32) -> String {
    format!("deal{number}")
}

/// Returns a client whose requests all get this body, and its clock.
fn client(body: String) -> (Clock, Client) {
    let clock = Clock::at(START);
    (clock.clone(), Canned(body).client(&clock))
}
