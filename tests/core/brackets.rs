//! Names with brackets, as PHP and jQuery clients write them, become nested parameters in a call, a
//! list and a batch.

use crate::support::Setup;
use b24_wasm::client::{Batch, Outcome};
use b24_wasm::error::ErrorKind;
use b24_wasm::schema::Method as _;
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, Error};
use portal::php;

fn read(text: &str) -> Map {
    match json::read(text).unwrap() {
        Value::Map(map) => map,
        other => panic!("{other:?}"),
    }
}

fn call(method: &str, params: &str) -> (Setup, Result<Value, Error>) {
    let setup = Setup::new();
    let outcome = setup.run(setup.webhook().call_by_name(method, read(params)));
    (setup, outcome.map(|reply| reply.result))
}

/// Returns the parameters of the only request as JSON, decoded as by the portal.
fn received(setup: &Setup) -> String {
    let body = &setup.request().body;
    match body.starts_with('{') {
        true => body.clone(),
        false => php::json_encode(&php::parse_str(body).into()),
    }
}

#[test]
fn nests_names_with_brackets() {
    for (given, nested) in [
        (r#"{"fields[TITLE]":"x"}"#, r#"{"fields":{"TITLE":"x"}}"#),
        (r#"{"filter[@ID][]":["5","6"]}"#, r#"{"filter":{"@ID":["5","6"]}}"#),
        (
            r#"{"filter[>=DATE]":"x","filter[%NAME]":"y"}"#,
            r#"{"filter":{"\u003E=DATE":"x","%NAME":"y"}}"#,
        ),
        (r#"{"select[]":["ID","TITLE"]}"#, r#"{"select":["ID","TITLE"]}"#),
        (r#"{"select[]":"ID"}"#, r#"{"select":["ID"]}"#),
        (r#"{"select[0]":"ID","select[1]":"TITLE"}"#, r#"{"select":["ID","TITLE"]}"#),
        (r#"{"select[1]":"ID","select[0]":"TITLE"}"#, r#"{"select":{"1":"ID","0":"TITLE"}}"#),
        (
            r#"{"f[0][A]":"x","f[0][B]":"y","f[1][A]":"z"}"#,
            r#"{"f":[{"A":"x","B":"y"},{"A":"z"}]}"#,
        ),
        (r#"{"f[][A]":"x","f[LOGIC]":"OR"}"#, r#"{"f":{"0":{"A":"x"},"LOGIC":"OR"}}"#),
        (r#"{"filter[ID]":"5","filter":{"NAME":"x"}}"#, r#"{"filter":{"NAME":"x","ID":"5"}}"#),
        (r#"{"f[A][C]":"y","f":{"A":{"B":"x"}}}"#, r#"{"f":{"A":{"B":"x","C":"y"}}}"#),
        (r#"{"filter":{"NAME":"x"},"filter[ID]":"5"}"#, r#"{"filter":{"NAME":"x","ID":"5"}}"#),
        (
            r#"{"b":"1","f[A]":"x","a":"2","f[B]":"y"}"#,
            r#"{"b":"1","f":{"A":"x","B":"y"},"a":"2"}"#,
        ),
        (r#"{"f[A]":{"B":"x"},"f[A][C]":"y"}"#, r#"{"f":{"A":{"B":"x","C":"y"}}}"#),
        (r#"{"select[]":[]}"#, r#"{"select":[]}"#),
        (r#"{"select[]":"B","select":["A"]}"#, r#"{"select":["A","B"]}"#),
        (r#"{"f[a[b]":"x"}"#, r#"{"f":{"a[b":"x"}}"#),
    ] {
        let (setup, _) = call("crm.item.add", given);
        assert_eq!(received(&setup), nested, "{given}");
    }
}

#[test]
fn typed_methods_check_the_nested_values() {
    let (_, found) = call("user.get", r#"{"FILTER[ID]":1,"select[]":["ID"]}"#);
    let ids: Vec<_> = found
        .unwrap()
        .as_list()
        .unwrap()
        .iter()
        .map(|row| row.as_map().unwrap().get("ID").cloned())
        .collect();
    assert_eq!(ids, [Some(Value::from(1))]);
    for (given, code) in [
        (r#"{"filter[NAEM]":"x"}"#, "UNKNOWN_FIELD"),
        (r#"{"filtre[NAME]":"x"}"#, "UNKNOWN_PARAMETER"),
        (r#"{"auth[x]":"x"}"#, "RESERVED_PARAMETER"),
        (r#"{"filter[ID]":1,"FILTER":{"ID":2}}"#, "INVALID_PARAMETER"),
    ] {
        let (setup, error) = call("user.get", given);
        assert_eq!((error.unwrap_err().code(), setup.requests().len()), (code, 0), "{given}");
    }
}

#[test]
fn lists_and_batches_nest_names_with_brackets() {
    let setup = Setup::new();
    let client = setup.webhook();
    let mut batch = Batch::new();
    batch.add_by_name("one", "user.get", read(r#"{"filter[ID]":1}"#));
    batch.add_by_name("two", "crm.item.add", read(r#"{"fields[TITLE]":"x"}"#));
    let outcomes: Vec<_> = setup.run(client.batch(batch)).unwrap().into_iter().collect();
    let Outcome::Succeeded(one) = &outcomes[0] else { panic!("{outcomes:?}") };
    assert_eq!(one.result.as_list().unwrap().len(), 1);
    let form = setup.form();
    let commands = form.get("cmd").and_then(php::Value::as_array).unwrap();
    assert_eq!(commands.get("two").unwrap().to_text(), "crm.item.add?fields%5BTITLE%5D=x");

    let setup = Setup::new();
    let all = async |client: Client| {
        let get = b24_wasm::methods::user::Get::new().set("filter[ID]", 1).set("select[]", "ID");
        let mut list = client.list(get);
        let mut ids = Vec::new();
        while let Some(user) = list.try_next().await.unwrap() {
            ids.push(user.id);
        }
        ids
    };
    assert_eq!(setup.run(all(setup.webhook())), [1]);
}

#[test]
fn nests_names_within_fields_and_filters() {
    for (given, sent) in [
        (r#"{"fields":{"PHONE[0][VALUE]":"1"}}"#, "fields%5BPHONE%5D%5B0%5D%5BVALUE%5D=1"),
        (r#"{"FILTER":{"ID[]":[7]}}"#, "FILTER%5BID%5D%5B0%5D=7"),
    ] {
        let (setup, _) = call("crm.item.add", given);
        assert_eq!(setup.request().body, sent);
    }
    let (_, error) = call("crm.item.add", r#"{"fields":{"A[x":1}}"#);
    assert_eq!(error.unwrap_err().code(), "INVALID_PARAMETER");
}

#[test]
fn rejects_ambiguous_names_and_suggests_the_nested_form() {
    for given in [
        r#"{"a[b":1}"#,
        r#"{"a[b]c":1}"#,
        r#"{"a[b][c":1}"#,
        r#"{"a[b]]":1}"#,
        r#"{"[x]":1}"#,
        r#"{"a[":1}"#,
        r#"{"filter[ID]":5,"filter":{"ID":6}}"#,
        r#"{"filter":7,"filter[ID]":5}"#,
        r#"{"filter[ID]":7,"filter[ID][x]":5}"#,
        r#"{"filter[ID][x]":7,"filter[ID]":5}"#,
        r#"{"select":{"a":1},"select[]":5}"#,
    ] {
        let (setup, error) = call("crm.item.add", given);
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Input, "INVALID_PARAMETER"),
            "{given}"
        );
        let name = json::write(&error.description().split('"').nth(1).unwrap().into());
        assert!(given.contains(&name), "{error}");
        assert!(error.description().contains("write { filter: { ID: 5 } }"), "{error}");
        assert!(setup.requests().is_empty());
    }
}

#[test]
fn keeps_other_names_and_deeper_levels() {
    for given in [r#"{"a]b":"x"}"#, r#"{"options":{"a[b]":"x"}}"#, r#"{"a":["x[y]"]}"#] {
        let (setup, _) = call("crm.item.add", given);
        assert_eq!(received(&setup), given);
    }
}
