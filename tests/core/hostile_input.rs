//! Parameters of any size: checks take linear time, or name the limit.

use std::time::{Duration, Instant};

use crate::support::Canned;
use b24_wasm::client::Batch;
use b24_wasm::error::{Error, ErrorKind};
use b24_wasm::wire::reference::Reference;
use b24_wasm::{Map, Value};

/// More than twenty times what the work takes, and less than quadratic work would take.
const SOON: Duration = Duration::from_secs(10);

/// Asserts that work ends soon.
fn assert_soon<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = work();
    assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
    value
}

const SIZE: usize = 100_000;

fn names(size: usize, template: &str) -> Map {
    (0..size).map(|at| (template.replace("{}", &at.to_string()), Value::from(at))).collect()
}

fn call(method: &'static str, params: Map) -> Result<(), Error> {
    let call = async |b24: b24_wasm::Client| b24.call_by_name(method, params).await.map(drop);
    Canned(r#"{"result":[]}"#.to_owned()).call(call)
}

#[test]
fn names_are_compared_in_linear_time() {
    assert_soon("collecting", || names(SIZE, "UF_{}"));
    let repeated = (0..2 * SIZE).map(|at| ((at % SIZE).to_string(), at));
    assert_soon("repeated", || repeated.collect::<Map>());
    let nulls = (0..SIZE).map(|at| (format!("UF_{at}"), Value::Null)).collect();
    assert_soon("nulls", || call("user.update", nulls)).unwrap_err();
    let params = names(SIZE, "F{}");
    assert_soon("untyped", || call("crm.deal.list", params)).unwrap();
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
        let params = Map::from_iter([("TEXT", part.repeat(300_000 / part.len()))]);
        assert_soon(part, || {
            let mut batch = Batch::new();
            batch.add_by_name("a", "crm.deal.get", Map::new());
            batch.add_by_name("b", "crm.deal.add", params);
            let send = async |b24: b24_wasm::Client| drop(b24.batch(batch).await);
            Canned(r#"{"result":{}}"#.to_owned()).call(send);
        });
    }
}

#[test]
fn rejects_a_repeated_name_of_many_commands() {
    let error = assert_soon("commands", || {
        let mut batch = Batch::new();
        for at in (0..SIZE).chain([7, 3]) {
            let before = Reference::to(format!("c{}", at.saturating_sub(1)));
            batch.add_by_name(&format!("c{at}"), "crm.deal.get", Map::from_iter([("ID", before)]));
        }
        let send = async |b24: b24_wasm::Client| b24.batch(batch).await.map(drop);
        Canned(String::new()).call(send).unwrap_err()
    });
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_NAME"));
    assert!(error.description().contains("\"c7\""), "{error}");
}

#[test]
fn refuses_many_names_that_are_compared_and_names_the_limit() {
    let filter = |template| Map::from_iter([("filter", names(SIZE, template))]);
    let mut brackets = names(SIZE, "P{}");
    brackets.insert("filter[ID]", 1);
    let mut update = names(SIZE, "UF_{}");
    update.insert("ID", 1);
    for (method, params, code) in [
        ("user.get", names(SIZE, "UF_{}"), "INVALID_CONDITION"),
        ("user.get", filter(">=UF_{}"), "INVALID_CONDITION"),
        ("user.update", update, "INVALID_PARAMETER"),
        ("crm.deal.list", brackets, "INVALID_PARAMETER"),
        ("crm.deal.list", filter("F[{}]"), "INVALID_PARAMETER"),
    ] {
        let error = assert_soon(method, || call(method, params)).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, code), "{error}");
        assert!(error.description().contains("2,000"), "{error}");
    }
    assert!(call("user.get", names(2_000, "UF_{}")).is_ok());
    assert!(call("crm.deal.list", names(2_000, "filter[F{}]")).is_ok());
}
