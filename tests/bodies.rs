//! What reaches the portal: a form wherever a form can say it, JSON elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::Filter;
use b24_wasm::methods::user::{Field, Get};
use b24_wasm::wire::form::{MAX_DEPTH, MAX_VALUES};
use b24_wasm::wire::{Map, Value, json};
use portal::php;
use support::{Setup, count, ids};

/// Sends parameters, given as JSON, to a method that takes no notice of them.
fn send(params: &str) -> Setup {
    let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
    send_map(params)
}

fn send_map(params: Map) -> Setup {
    let setup = Setup::new();
    let client = setup.webhook();
    setup.run(client.call_by_name("methods", params, 1000)).unwrap();
    setup
}

/// A filter by the identifiers of the first users, and how many users it finds.
fn count_found(of: usize) -> (Setup, Option<usize>) {
    let setup = Setup::with_users(1200);
    let first: Vec<u64> = ids(&setup, |_| true).into_iter().take(of).collect();
    assert_eq!(first.len(), of);
    let method = Get::new().filter(Filter::new().is_in(Field::Id, first));
    let total = setup.run(setup.webhook().call(method)).unwrap().total;
    (setup, count(total))
}

#[test]
fn a_form_says_what_it_can() {
    let setup = send(
        r#"{"text":"a b","number":1.50,"yes":true,"no":false,"list":["x",["y"]],"map":{"k":{"0":"z"}}}"#,
    );
    let expected =
        "text=a+b&number=1.50&yes=1&no=0&list%5B0%5D=x&list%5B1%5D%5B0%5D=y&map%5Bk%5D%5B0%5D=z";
    assert_eq!(setup.request().body, expected);
    assert_eq!(setup.form().get("yes"), Some(&php::Value::from("1")));
}

#[test]
fn no_parameters_are_an_empty_form() {
    let setup = send("{}");
    assert!(setup.form().is_empty() && setup.request().body.is_empty());
}

#[test]
fn json_says_what_a_form_cannot() {
    for params in [
        r#"{"list":[]}"#,
        r#"{"map":{}}"#,
        r#"{"null":null}"#,
        r#"{"deep":{"list":[1,{"none":null}]},"text":"<a href=\"x\">&'Ж😀"}"#,
        r#"{"a.b":1}"#,
        r#"{"a b":1}"#,
        r#"{"map":{"":1}}"#,
        r#"{"map":{"k]":1}}"#,
    ] {
        assert_eq!(send(params).json(), params);
    }
}

#[test]
fn the_token_goes_with_json_too() {
    let setup = Setup::new();
    let token = setup.issue_token();
    let client = setup.token(&token);
    let params = Map::from_iter([("list", Value::List(Vec::new()))]);
    setup.run(client.call_by_name("methods", params, 1000)).unwrap();
    assert_eq!(setup.json(), format!(r#"{{"auth":"{token}","list":[]}}"#));
}

#[test]
fn an_empty_list_of_identifiers_finds_nobody() {
    let (setup, total) = count_found(0);
    assert_eq!(setup.json(), r#"{"filter":{"@ID":[]}}"#);
    assert_eq!(total, None, "an empty page");
}

#[test]
fn an_empty_filter_is_still_a_simple_request() {
    let setup = Setup::new();
    let everybody = setup.run(setup.webhook().call(Get::new())).unwrap().total;
    let filtered = setup.run(setup.webhook().call(Get::new().filter(Filter::new()))).unwrap().total;
    assert_eq!(filtered, everybody);
    for request in setup.requests() {
        assert_eq!(request.content_type.as_deref(), Some("application/x-www-form-urlencoded"));
    }
}

#[test]
fn all_of_nine_hundred_identifiers_count_in_a_form() {
    let (setup, total) = count_found(MAX_VALUES);
    assert_eq!((setup.form().len(), total), (1, Some(900)));
}

#[test]
fn all_of_nine_hundred_and_one_identifiers_count_as_json() {
    let (setup, total) = count_found(MAX_VALUES + 1);
    assert!(setup.json().starts_with(r#"{"filter":{"@ID":[1,2,"#));
    assert_eq!(total, Some(901));
}

#[test]
fn a_form_of_so_many_identifiers_would_be_cut_in_silence() {
    let form: Vec<String> = (1..=1500).map(|id| format!("filter[@ID][]={id}")).collect();
    let read = php::parse_str(&form.join("&"));
    let filter = read.get("filter").and_then(php::Value::as_array).unwrap();
    let kept = filter.get("@ID").and_then(php::Value::as_array).unwrap().len();
    assert!(MAX_VALUES < kept && kept < 1500, "{kept}");
}

#[test]
fn nesting_that_php_would_drop_goes_as_json() {
    let nested = |levels| {
        let value = (0..levels).fold(Value::from("x"), |value, _| Value::from([value]));
        send_map(Map::from_iter([("a", value)]))
    };
    let mut value = nested(MAX_DEPTH).form().get("a").cloned().unwrap();
    for _ in 0..MAX_DEPTH {
        value = value.as_array().unwrap().get(0).cloned().unwrap();
    }
    assert_eq!(value, php::Value::from("x"));
    assert!(nested(MAX_DEPTH + 1).json().starts_with(r#"{"a":[["#));
}
