//! Request bodies: a form if the parameters are encodable as one, JSON otherwise.

use crate::support::{Setup, count, ids};
use b24_wasm::Filter;
use b24_wasm::methods::user::{Get, User};
use b24_wasm::wire::form::{MAX_DEPTH, MAX_VALUES};
use b24_wasm::wire::{Map, Value, json};
use portal::php;

/// Sends parameters, given as JSON, to a method that ignores them.
fn send(params: &str) -> Setup {
    let Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
    send_map(params)
}

fn send_map(params: Map) -> Setup {
    let setup = Setup::new();
    let client = setup.webhook();
    setup.run(client.call_by_name("methods", params)).unwrap();
    setup
}

/// Filters by the identifiers of the first `length` users; returns how many users were found.
fn count_found(length: usize) -> (Setup, Option<usize>) {
    let setup = Setup::with_users(1200);
    let first: Vec<u64> = ids(&setup, |_| true).into_iter().take(length).collect();
    assert_eq!(first.len(), length);
    let method = Get::new().filter(Filter::new().is_in(User::ID, first));
    let total = setup.run(setup.webhook().call(method)).unwrap().total;
    (setup, count(total))
}

#[test]
fn encodes_parameters_as_a_form() {
    let setup = send(
        r#"{"text":"a b","number":1.50,"yes":true,"no":false,"list":["x",["y"]],"map":{"k":{"0":"z"}}}"#,
    );
    let expected =
        "text=a+b&number=1.50&yes=1&no=0&list%5B0%5D=x&list%5B1%5D%5B0%5D=y&map%5Bk%5D%5B0%5D=z";
    assert_eq!(setup.request().body, expected);
    assert_eq!(setup.form().get("yes"), Some(&php::Value::from("1")));
}

#[test]
fn sends_an_empty_form_without_parameters() {
    let setup = send("{}");
    assert!(setup.form().is_empty() && setup.request().body.is_empty());
}

#[test]
fn sends_json_if_a_form_cannot_encode_the_parameters() {
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
fn adds_the_token_to_json() {
    let setup = Setup::new();
    let token = setup.issue_token();
    let client = setup.token(&token);
    let params = Map::from_iter([("list", Value::List(Vec::new()))]);
    setup.run(client.call_by_name("methods", params)).unwrap();
    assert_eq!(setup.json(), format!(r#"{{"auth":"{token}","list":[]}}"#));
}

#[test]
fn an_empty_list_of_identifiers_matches_no_user() {
    let (setup, total) = count_found(0);
    assert_eq!(setup.json(), r#"{"filter":{"@ID":[]}}"#);
    assert_eq!(total, None, "an empty page");
}

#[test]
fn sends_an_empty_filter_as_a_form() {
    let setup = Setup::new();
    let everybody = setup.run(setup.webhook().call(Get::new())).unwrap().total;
    let filtered = setup.run(setup.webhook().call(Get::new().filter(Filter::new()))).unwrap().total;
    assert_eq!(filtered, everybody);
    for request in setup.requests() {
        assert_eq!(request.content_type.as_deref(), Some("application/x-www-form-urlencoded"));
    }
}

#[test]
fn sends_nine_hundred_identifiers_as_a_form() {
    let (setup, total) = count_found(MAX_VALUES);
    assert_eq!((setup.form().len(), total), (1, Some(900)));
}

#[test]
fn sends_nine_hundred_and_one_identifiers_as_json() {
    let (setup, total) = count_found(MAX_VALUES + 1);
    assert!(setup.json().starts_with(r#"{"filter":{"@ID":[1,2,"#));
    assert_eq!(total, Some(901));
}

#[test]
fn php_truncates_forms_above_the_value_limit() {
    let form: Vec<String> = (1..=1500).map(|id| format!("filter[@ID][]={id}")).collect();
    let read = php::parse_str(&form.join("&"));
    let filter = read.get("filter").and_then(php::Value::as_array).unwrap();
    let kept = filter.get("@ID").and_then(php::Value::as_array).unwrap().len();
    assert!(MAX_VALUES < kept && kept < 1500, "{kept}");
}

#[test]
fn sends_nesting_that_php_would_drop_as_json() {
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
