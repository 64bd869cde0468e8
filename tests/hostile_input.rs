//! Parameters of any size: checks take linear time, or name the limit.

mod support;

use std::time::{Duration, Instant};

use b24_wasm::client::Batch;
use b24_wasm::error::{Error, ErrorKind};
use b24_wasm::wire::reference::Reference;
use b24_wasm::{Map, Value};
use support::Canned;

/// Asserts that eight times the input takes less than 24 times as long: quadratic work takes 64.
fn assert_linear<T>(name: &str, size: usize, prepare: impl Fn(usize) -> T, work: impl Fn(T)) {
    let time = |size| {
        let run = |_| {
            let input = prepare(size);
            let start = Instant::now();
            work(input);
            start.elapsed()
        };
        (0..3).map(run).min().unwrap_or_default().max(Duration::from_millis(1))
    };
    let (small, large) = (time(size), time(8 * size));
    assert!(large < small * 24, "{name}: {small:?}, and {large:?} for eight times the input");
}

fn names(size: usize, template: &str) -> Map {
    (0..size).map(|at| (template.replace("{}", &at.to_string()), Value::from(at))).collect()
}

fn call(method: &'static str, params: Map) -> Result<(), Error> {
    let call = async |b24: b24_wasm::Client| b24.call_by_name(method, params).await.map(drop);
    Canned(r#"{"result":[]}"#.to_owned()).call(call)
}

#[test]
fn names_are_compared_in_linear_time() {
    assert_linear("collecting", 4_000, |size| size, |size| drop(names(size, "UF_{}")));
    let repeated = |size| {
        (0..size).map(|at| (at.to_string(), at)).chain((0..size).map(|at| (at.to_string(), 0)))
    };
    assert_linear("repeated", 4_000, |size| size, |size| drop(repeated(size).collect::<Map>()));
    let flat = |size| names(size, "UF_{}");
    assert_linear("user.get", 4_000, flat, |params| call("user.get", params).unwrap());
    let filter = |size| Map::from_iter([("filter", names(size, ">=UF_{}"))]);
    assert_linear("filter", 4_000, filter, |params| call("user.get", params).unwrap());
    let nulls = |size| Map::from_iter((0..size).map(|at| (format!("P{at}"), Value::Null)));
    assert_linear("nulls", 4_000, nulls, |params| drop(call("user.get", params)));
}

#[test]
fn a_repeated_name_keeps_its_first_position_and_its_last_value() {
    let map = Map::from_iter([("a", 1), ("b", 2), ("a", 3), ("c", 4), ("a", 5), ("c", 6)]);
    let entries: Vec<_> = map.iter().map(|(name, value)| (name, value.clone())).collect();
    assert_eq!(entries, [("a", 5.into()), ("b", 2.into()), ("c", 6.into())]);
}

#[test]
fn texts_are_searched_for_references_in_linear_time() {
    for part in ["$x$ ", "$5.00 ", "$result[a] ", "$result[a]", "$", "$result "] {
        let prepare = |size: usize| Map::from_iter([("TEXT", part.repeat(size / part.len()))]);
        assert_linear(part, 20_000, prepare, |params| {
            let mut batch = Batch::new();
            batch.add_by_name("a", "crm.deal.get", Map::new());
            batch.add_by_name("b", "crm.deal.add", params);
            let send = async |b24: b24_wasm::Client| drop(b24.batch(batch).await);
            Canned(r#"{"result":{}}"#.to_owned()).call(send);
        });
    }
}

#[test]
fn a_batch_of_many_commands_is_checked_in_linear_time() {
    let send = |size| {
        let mut batch = Batch::new();
        for at in 0..size {
            let params = match at % 2 {
                0 => Map::new(),
                _ => Map::from_iter([("ID", Reference::to(format!("c{}", at - 1)))]),
            };
            batch.add_by_name(&format!("c{at}"), "crm.deal.get", params);
        }
        let send = async |b24: b24_wasm::Client| drop(b24.batch(batch).await);
        Canned(r#"{"result":{"result":[]}}"#.to_owned()).call(send);
    };
    assert_linear("commands", 1_000, |size| size, send);
}

#[test]
fn rejects_a_repeated_name_of_a_command() {
    let mut batch = Batch::new();
    for name in ["a", "b", "c", "b", "a"] {
        batch.add_by_name(name, "crm.deal.get", Map::new());
    }
    let send = async |b24: b24_wasm::Client| b24.batch(batch).await.map(drop);
    let error = Canned(String::new()).call(send).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_NAME"));
    assert!(error.description().contains("\"b\""), "{error}");
}

#[test]
fn refuses_brackets_among_many_names_and_names_the_limit() {
    let mut params = names(100_000, "P{}");
    params.insert("filter[ID]", 1);
    let start = Instant::now();
    let error = call("crm.deal.list", params).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_PARAMETER"));
    assert!(error.description().contains("2,000"), "{error}");
    assert!(call("crm.deal.list", names(2_000, "filter[F{}]")).is_ok());
}
