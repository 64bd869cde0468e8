//! Replies have the keys and types of the documented replies.

use crate::common::Setup;
use serde_json::{Map, Value, json};

/// Returns the type of a value. Current portals send some times as integers that are floats in the
/// documentation's samples, so all numbers have one type.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// Checks that every key of the documented object exists with a value of the same type.
fn assert_covers(actual: &Value, documented: &Map<String, Value>) {
    for (key, sample) in documented {
        let value = actual.get(key).unwrap_or_else(|| panic!("{key} is missing in {actual}"));
        assert_eq!(kind(value), kind(sample), "{key}");
    }
}

/// Returns a user with every field of the sample.
fn complete_user(setup: &mut Setup, fields: &Map<String, Value>) -> Value {
    let reply =
        setup.call_json("user.get", json!({ "FILTER": { "ACTIVE": true }, "ADMIN_MODE": true }));
    let rows = reply["result"].as_array().unwrap().clone();
    rows.into_iter()
        .find(|row| fields.keys().all(|key| row.get(key).is_some()))
        .expect("a complete row")
}

fn sample(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn user_get_matches_the_documentation() {
    let mut setup = Setup::new();
    let documented = sample(include_str!("fixtures/user.get.json"));
    let reply = setup.call("user.get", "");
    assert_covers(&reply, documented.as_object().unwrap());
    assert_covers(&reply["time"], documented["time"].as_object().unwrap());
    for row in documented["result"].as_array().unwrap() {
        let row = row.as_object().unwrap();
        let somebody = complete_user(&mut setup, row);
        assert_covers(&somebody, row);
    }
}

#[test]
fn user_current_matches_the_documentation() {
    let mut setup = Setup::new();
    let documented = sample(include_str!("fixtures/user.current.json"));
    let reply = setup.call("user.current", "");
    assert_covers(&reply, documented.as_object().unwrap());
    assert_covers(&reply["result"], documented["result"].as_object().unwrap());
    assert_covers(&reply["time"], documented["time"].as_object().unwrap());
}

#[test]
fn batch_matches_the_documentation() {
    let mut setup = Setup::new();
    let documented = sample(include_str!("fixtures/batch.json"));
    let reply = setup.call("batch", "cmd[get_user]=user.current&cmd[get_users]=user.get%3FID=1");
    assert_covers(&reply, documented.as_object().unwrap());
    assert_covers(&reply["result"], documented["result"].as_object().unwrap());
    let user = documented["result"]["result"]["get_user"].as_object().unwrap();
    assert_covers(&reply["result"]["result"]["get_user"], user);
    let time = documented["result"]["result_time"]["get_user"].as_object().unwrap();
    assert_covers(&reply["result"]["result_time"]["get_user"], time);
}
