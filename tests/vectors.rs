//! Documented responses lose nothing on their way into records.
//!
//! The fixtures have the fields and shapes of the REST documentation's own examples.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use std::fs;
use std::path::Path;

use b24_wasm::methods::user::{Current, Get, User};
use b24_wasm::wire::Map;
use serde_json::{Value, json};
use support::{Canned, skipped};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// Names a folder with the responses that the documentation prints, `user.get__1.json` and its
/// like, where there is one.
const DOCUMENTED: &str = "B24_DOCUMENTED_RESPONSES";

fn read(folder: &str, file: &str) -> Value {
    let path = Path::new(folder).join(file);
    serde_json::from_str(&fs::read_to_string(&path).expect(file)).unwrap()
}

/// What a value that came under this name is to become.
fn normalize(name: &str, came: &Value) -> Value {
    const DATES: [&str; 6] = [
        "LAST_LOGIN",
        "DATE_REGISTER",
        "PERSONAL_BIRTHDAY",
        "UF_EMPLOYMENT_DATE",
        "TIMESTAMP_X",
        "LAST_ACTIVITY_DATE",
    ];
    match (name, came) {
        ("ID", Value::String(digits)) => json!(digits.parse::<u64>().unwrap()),
        ("IS_ONLINE", Value::String(letter)) => json!(letter == "Y"),
        (date, Value::Object(none)) if DATES.contains(&date) && none.is_empty() => Value::Null,
        (date, Value::String(text)) if DATES.contains(&date) => match text.as_bytes() {
            [] => Value::Null,
            [_, _, b'.', ..] => {
                let (day, month, year) = (&text[..2], &text[3..5], &text[6..10]);
                json!(format!("{year}-{month}-{day}T{}", &text[11..]))
            }
            _ => json!(text.replace(' ', "T")),
        },
        _ => came.clone(),
    }
}

/// Asserts that a record is the normalized form of the row that came: nothing lost, nothing made up.
fn assert_kept(came: &Value, record: &Value, row: &Value) {
    let (came, record, row) =
        (came.as_object().unwrap(), record.as_object().unwrap(), row.as_object().unwrap());
    for (name, value) in came {
        let expected = normalize(name, value);
        assert_eq!(record.get(name), Some(&expected), "{name} of the record");
        assert_eq!(row.get(name), Some(&expected), "{name} of the normalized row");
    }
    assert!(
        row.keys().eq(came.keys()),
        "the normalized row has the names that came, in their order"
    );
    for (name, value) in record.iter().filter(|(name, _)| !came.contains_key(*name)) {
        assert!(value.is_null() || *value == json!([]), "{name}: {value} came from nowhere");
    }
}

/// The reply to a call by name, as JavaScript would get it.
fn reply_by_name(method: &str, response: &Value) -> Value {
    let call = async |client: b24_wasm::Client| client.call_by_name(method, Map::new(), 1000).await;
    let reply = Canned(response.to_string()).answers(call).unwrap();
    serde_json::to_value(reply.into_map()).unwrap()
}

fn assert_list_kept(response: &Value) {
    let reply =
        Canned(response.to_string()).answers(async |client| client.call(Get::new()).await).unwrap();
    let by_name = reply_by_name("user.get", response);
    let came = response["result"].as_array().unwrap();
    assert!(!came.is_empty() && came.len() == reply.result.len());
    for (at, user) in reply.result.iter().enumerate() {
        assert_kept(&came[at], &serde_json::to_value(user).unwrap(), &by_name["result"][at]);
    }
    assert_eq!(json!(reply.total), response["total"]);
    assert_eq!((&by_name["total"], &by_name["time"]), (&response["total"], &response["time"]));
    assert_eq!((reply.next, by_name.get("next")), (None, None));
}

fn assert_current_kept(response: &Value) {
    let call = async |client: b24_wasm::Client| client.call(Current::new()).await;
    let user: User = Canned(response.to_string()).answers(call).unwrap().result;
    let by_name = reply_by_name("user.current", response);
    let record = serde_json::to_value(&user).unwrap();
    assert_kept(&response["result"], &record, &by_name["result"]);
    assert_eq!(by_name["time"], response["time"]);
}

/// The user of a batch, as if `user.current` had been called alone.
fn alone(batch: &Value) -> Value {
    json!({ "result": batch["result"]["result"]["get_user"], "time": batch["time"] })
}

#[test]
fn a_list_of_users_is_kept() {
    assert_list_kept(&read(FIXTURES, "user_get.json"));
}

#[test]
fn the_current_user_is_kept() {
    assert_current_kept(&read(FIXTURES, "user_current.json"));
}

#[test]
fn a_user_out_of_a_batch_is_kept() {
    let batch = read(FIXTURES, "batch.json");
    assert!(batch["result"]["result"]["get_user"]["TIMESTAMP_X"].as_str().unwrap().contains('.'));
    assert_current_kept(&alone(&batch));
}

#[test]
fn the_documentations_own_examples_are_kept() {
    let Ok(folder) = std::env::var(DOCUMENTED) else {
        let reason = format!("{DOCUMENTED} names no folder");
        return skipped("the_documentations_own_examples_are_kept", &reason);
    };
    assert_list_kept(&read(&folder, "user.get__1.json"));
    assert_current_kept(&read(&folder, "user.current__1.json"));
    assert_current_kept(&alone(&read(&folder, "batch__1.json")));
    for (file, method, params) in [
        (
            "im.user.list.get__1.json",
            "im.user.list.get",
            json!({ "ID": [4], "RESULT_TYPE": "array" }),
        ),
        (
            "im.department.employees.get__1.json",
            "im.department.employees.get",
            json!({ "ID": [1] }),
        ),
        (
            "im.department.employees.get__2.json",
            "im.department.employees.get",
            json!({ "ID": [1], "USER_DATA": true }),
        ),
        ("im.search.user.list__1.json", "im.search.user.list", json!({ "FIND": "ann" })),
    ] {
        assert_people_kept(&read(&folder, file), method, params);
    }
    for (file, method, params) in [
        ("im.user.list.get__2.json", "im.user.list.get", json!({ "ID": [4] })),
        (
            "im.department.employees.get__3.json",
            "im.department.employees.get",
            json!({ "ID": [1] }),
        ),
        ("im.search.user.list__2.json", "im.search.user.list", json!({ "FIND": "ann" })),
    ] {
        let refused = read(&folder, file);
        let error = answer(&refused, method, params).unwrap_err();
        assert_eq!(json!(error.code()), refused["error"], "{file}");
    }
}

fn answer(response: &Value, method: &str, params: Value) -> Result<Value, b24_wasm::Error> {
    let b24_wasm::wire::Value::Map(params) = serde_json::from_value(params).unwrap() else {
        panic!("parameters are an object");
    };
    let call = async |client: b24_wasm::Client| client.call_by_name(method, params, 1000).await;
    let reply = Canned(response.to_string()).answers(call)?;
    Ok(serde_json::to_value(reply.into_map()).unwrap()["result"].clone())
}

/// Asserts that every member of the people that came is there, none of them lost.
fn assert_people_kept(response: &Value, method: &str, params: Value) {
    let normalized = answer(response, method, params).unwrap();
    assert_members_kept(&response["result"], &normalized);
}

fn assert_members_kept(came: &Value, normalized: &Value) {
    match (came, normalized) {
        (Value::Object(came), Value::Object(normalized)) => {
            for (name, value) in came {
                assert_members_kept(value, normalized.get(name).expect(name));
            }
        }
        (Value::Array(came), Value::Array(normalized)) => {
            assert_eq!(came.len(), normalized.len());
            came.iter()
                .zip(normalized)
                .for_each(|(came, normalized)| assert_members_kept(came, normalized));
        }
        (Value::Bool(false), Value::Null) => {}
        (Value::String(text), Value::Null) => {
            assert!(text.is_empty() || text.ends_with("/blank.gif"), "{text}");
        }
        (came, normalized) => assert_eq!(came, normalized),
    }
}

#[test]
fn fields_that_nobody_documented_are_kept_as_they_came() {
    let mut response = read(FIXTURES, "user_get.json");
    let added = json!({
        "UF_USR_FILE": { "id": "5", "showUrl": "/x", "downloadData": { "id": 5 } },
        "UF_USR_LIST": ["1", "2"],
        "UF_USR_FALSE": false,
        "NEW_IN_2027": { "deep": [null, 0.10, 200_040_300_010_u64] },
    });
    for row in response["result"].as_array_mut().unwrap() {
        row.as_object_mut().unwrap().extend(added.as_object().unwrap().clone());
    }
    assert_list_kept(&response);
}

#[test]
fn a_row_that_cannot_be_read_is_an_error_with_its_place() {
    for (field, value, words) in [
        ("ID", json!("x"), "field ID"),
        ("ID", Value::Null, "field ID"),
        ("ACTIVE", json!("maybe"), "field ACTIVE"),
        ("NAME", json!(["Ann"]), "field NAME"),
        ("UF_DEPARTMENT", json!(["x"]), "field UF_DEPARTMENT"),
        ("LAST_LOGIN", json!({ "date": 1 }), "field LAST_LOGIN"),
    ] {
        let mut response = read(FIXTURES, "user_get.json");
        response["result"][1][field] = value;
        let call = async |client: b24_wasm::Client| client.call(Get::new()).await;
        let error = Canned(response.to_string()).answers(call).unwrap_err();
        assert_eq!(
            (error.code(), error.method(), error.status()),
            ("INVALID_RESULT", "user.get", 200)
        );
        assert!(
            error.response().starts_with("{\"result\":[{\"ID\":\"12\""),
            "{}",
            error.response()
        );
        assert!(
            error.description().contains("row 1") && error.description().contains(words),
            "{error}"
        );
    }
}
