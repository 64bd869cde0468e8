//! Documented responses are decoded without loss.
//!
//! The fixtures have the fields and shapes of the examples in the REST documentation.

use std::fs;
use std::path::Path;

use crate::support::{Canned, skipped};
use b24_wasm::methods::user::{Current, Get, User};
use b24_wasm::wire::Map;
use serde_json::{Value, json};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// The variable that names a folder with responses of the documentation, such as
/// `user.get__1.json`.
const DOCUMENTED: &str = "B24_DOCUMENTED_RESPONSES";

fn read(folder: &str, file: &str) -> Value {
    let path = Path::new(folder).join(file);
    serde_json::from_str(&fs::read_to_string(&path).expect(file)).unwrap()
}

/// Returns the expected normalized value of a field.
fn normalize(name: &str, received: &Value) -> Value {
    const DATES: [&str; 6] = [
        "LAST_LOGIN",
        "DATE_REGISTER",
        "PERSONAL_BIRTHDAY",
        "UF_EMPLOYMENT_DATE",
        "TIMESTAMP_X",
        "LAST_ACTIVITY_DATE",
    ];
    match (name, received) {
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
        _ => received.clone(),
    }
}

/// Asserts that a record is the normalized form of the received row, without loss or additions.
fn assert_kept(received: &Value, record: &Value, row: &Value) {
    let (received, record, row) =
        (received.as_object().unwrap(), record.as_object().unwrap(), row.as_object().unwrap());
    for (name, value) in received {
        let expected = normalize(name, value);
        assert_eq!(record.get(name), Some(&expected), "{name} of the record");
        assert_eq!(row.get(name), Some(&expected), "{name} of the normalized row");
    }
    assert!(
        row.keys().eq(received.keys()),
        "the normalized row has the received names in their order"
    );
    for (name, value) in record.iter().filter(|(name, _)| !received.contains_key(*name)) {
        assert!(value.is_null() || *value == json!([]), "{name}: {value} was not received");
    }
}

/// Returns the reply to a call by name as JavaScript receives it.
fn reply_by_name(method: &str, response: &Value) -> Value {
    let call = async |client: b24_wasm::Client| client.call_by_name(method, Map::new()).await;
    let reply = Canned(response.to_string()).call(call).unwrap();
    serde_json::to_value(reply.into_map()).unwrap()
}

fn assert_list_kept(response: &Value) {
    let reply =
        Canned(response.to_string()).call(async |client| client.call(Get::new()).await).unwrap();
    let by_name = reply_by_name("user.get", response);
    let received = response["result"].as_array().unwrap();
    assert!(!received.is_empty() && received.len() == reply.result.len());
    for (at, user) in reply.result.iter().enumerate() {
        assert_kept(&received[at], &serde_json::to_value(user).unwrap(), &by_name["result"][at]);
    }
    assert_eq!(json!(reply.total), response["total"]);
    assert_eq!((&by_name["total"], &by_name["time"]), (&response["total"], &response["time"]));
    assert_eq!((reply.next, by_name.get("next")), (None, None));
}

fn assert_current_kept(response: &Value) {
    let call = async |client: b24_wasm::Client| client.call(Current::new()).await;
    let user: User = Canned(response.to_string()).call(call).unwrap().result;
    let by_name = reply_by_name("user.current", response);
    let record = serde_json::to_value(&user).unwrap();
    assert_kept(&response["result"], &record, &by_name["result"]);
    assert_eq!(by_name["time"], response["time"]);
}

/// Converts the user of a batch to a response of `user.current`.
fn as_single(batch: &Value) -> Value {
    json!({ "result": batch["result"]["result"]["get_user"], "time": batch["time"] })
}

#[test]
fn keeps_a_list_of_users() {
    assert_list_kept(&read(FIXTURES, "user_get.json"));
}

#[test]
fn keeps_the_current_user() {
    assert_current_kept(&read(FIXTURES, "user_current.json"));
}

#[test]
fn keeps_a_user_of_a_batch() {
    let batch = read(FIXTURES, "batch.json");
    assert!(batch["result"]["result"]["get_user"]["TIMESTAMP_X"].as_str().unwrap().contains('.'));
    assert_current_kept(&as_single(&batch));
}

#[test]
fn keeps_the_examples_of_the_documentation() {
    let Ok(folder) = std::env::var(DOCUMENTED) else {
        let reason = format!("{DOCUMENTED} names no folder");
        return skipped("keeps_the_examples_of_the_documentation", &reason);
    };
    assert_list_kept(&read(&folder, "user.get__1.json"));
    assert_current_kept(&read(&folder, "user.current__1.json"));
    assert_current_kept(&as_single(&read(&folder, "batch__1.json")));
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
        let rejected = read(&folder, file);
        let error = decode(&rejected, method, params).unwrap_err();
        assert_eq!(json!(error.code()), rejected["error"], "{file}");
    }
}

fn decode(response: &Value, method: &str, params: Value) -> Result<Value, b24_wasm::Error> {
    let b24_wasm::wire::Value::Map(params) = serde_json::from_value(params).unwrap() else {
        panic!("parameters are an object");
    };
    let call = async |client: b24_wasm::Client| client.call_by_name(method, params).await;
    let reply = Canned(response.to_string()).call(call)?;
    Ok(serde_json::to_value(reply.into_map()).unwrap()["result"].clone())
}

/// Asserts that every member of the received users is kept.
fn assert_people_kept(response: &Value, method: &str, params: Value) {
    let normalized = decode(response, method, params).unwrap();
    assert_members_kept(&response["result"], &normalized);
}

fn assert_members_kept(received: &Value, normalized: &Value) {
    match (received, normalized) {
        (Value::Object(received), Value::Object(normalized)) => {
            for (name, value) in received {
                assert_members_kept(value, normalized.get(name).expect(name));
            }
        }
        (Value::Array(received), Value::Array(normalized)) => {
            assert_eq!(received.len(), normalized.len());
            received
                .iter()
                .zip(normalized)
                .for_each(|(received, normalized)| assert_members_kept(received, normalized));
        }
        (Value::Bool(false), Value::Null) => {}
        (Value::String(text), Value::Null) => {
            assert!(text.is_empty() || text.ends_with("/blank.gif"), "{text}");
        }
        (received, normalized) => assert_eq!(received, normalized),
    }
}

#[test]
fn keeps_undocumented_fields_unchanged() {
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
fn an_invalid_row_is_an_error_with_its_place() {
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
        let error = Canned(response.to_string()).call(call).unwrap_err();
        assert_eq!(
            (error.code(), error.method().unwrap_or_default(), error.status().unwrap_or_default()),
            ("INVALID_RESULT", "user.get", 200)
        );
        assert!(
            error.response().unwrap_or_default().starts_with("{\"result\":[{\"ID\":\"12\""),
            "{}",
            error.response().unwrap_or_default()
        );
        assert!(
            error.description().contains("row 1") && error.description().contains(words),
            "{error}"
        );
    }
}
