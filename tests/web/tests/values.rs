//! Values from and to JavaScript, and calls with types of the app.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use b24_wasm::error::ErrorKind;
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, Reply};
use js_sys::{JSON, eval};
use serde::{Deserialize, Serialize};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::WEBHOOK;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn plain_objects_round_trip() {
    let text = r#"{"b":[1,-2.5,"x",null,true],"a":{"ID":"7"},"big":9007199254740991,"none":{}}"#;
    let value = Value::from_js(JSON::parse(text).unwrap()).unwrap();
    assert_eq!(value, json::read(text).unwrap());
    assert_eq!(JSON::stringify(&value.to_js().unwrap()).unwrap(), text);
}

#[wasm_bindgen_test]
fn reads_what_json_does_not_have() {
    for (script, expected) in [
        ("new Map([[9, 'a'], [4, 'b']])", r#"{"9":"a","4":"b"}"#),
        ("new Map([['x', [1, 2]]])", r#"{"x":[1,2]}"#),
        ("({ none: undefined, big: 2n ** 62n })", r#"{"none":null,"big":4611686018427387904}"#),
    ] {
        let value = Value::from_js(eval(script).unwrap()).unwrap();
        assert_eq!(json::write(&value), expected, "{script}");
    }
    let by_identifier = Value::from_js(eval("new Map([[9, 1]])").unwrap()).unwrap();
    assert_eq!(by_identifier, Value::Keyed(Map::from_iter([("9", 1)])));
    for script in ["() => 1", "Symbol()", "new Set([1])", "NaN"] {
        let error = Value::from_js(eval(script).unwrap()).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_PARAMETERS"));
    }
}

#[wasm_bindgen_test]
fn rejects_a_number_that_javascript_would_round() {
    let error = Value::from(9_007_199_254_740_993_u64).to_js().unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "INVALID_PARAMETERS"));
}

#[derive(Serialize)]
struct Params {
    filter: Filter,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Filter {
    id: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Person {
    id: u64,
    active: bool,
}

#[wasm_bindgen_test]
async fn calls_a_method_with_own_types() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let params = Params { filter: Filter { id: 1 } };
    let Reply { result, .. } = b24.call_as::<Vec<Person>>("user.get", &params).await.unwrap();
    let people: Vec<_> = result.iter().map(|person| (person.id, person.active)).collect();
    assert_eq!(people, [(1, true)]);
}
