//! REST 3.0: the types of values in filters and in `fields`.

use crate::common::{Setup, json};
use portal::Generation;
use serde_json::{Value, json};

fn setup() -> Setup {
    let mut setup = Setup::with_users(20);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

/// Lists with a filter whose spelling is kept.
fn list(setup: &mut Setup, filter: &str) -> (u16, Value) {
    let body = format!(r#"{{"auth":"{}","filter":{filter}}}"#, setup.token);
    let response = setup.send_v3("emulator.value.list", &body);
    (response.status, json(&response))
}

#[test]
fn float_is_a_number_with_a_fraction() {
    let mut setup = setup();
    for (filter, status) in [
        (r#"[["float", ">=", 10.0]]"#, 200),
        (r#"[["float", "between", [10.0, 10.5]]]"#, 200),
        (r#"[["float", "=", 1e1]]"#, 200),
        (r#"[["float", ">=", 10]]"#, 400),
        (r#"[["float", ">=", "10.0"]]"#, 400),
        (r#"[["int", "=", 1.0]]"#, 400),
        (r#"[["int", "=", 1]]"#, 200),
    ] {
        assert_eq!(list(&mut setup, filter).0, status, "{filter}");
    }
    let found = list(&mut setup, r#"[["float", "between", [10.0, 10.5]]]"#).1;
    let floats: Vec<&Value> =
        found["result"]["items"].as_array().unwrap().iter().map(|item| &item["float"]).collect();
    assert_eq!(floats, [&json!(10), &json!(10.25), &json!(10.5)], "PHP writes 10 for 10.0");
}

#[test]
fn date_has_no_time() {
    let mut setup = setup();
    for (filter, status) in [
        (r#"[["date", "=", "2026-08-02"]]"#, 200),
        (r#"[["date", "between", ["2026-08-01", "2026-08-03"]]]"#, 200),
        (r#"[["date", "=", "2026-08-02T00:00:00+03:00"]]"#, 400),
        (r#"[["date", "=", "02.08.2026"]]"#, 400),
        (r#"[["date", "=", ""]]"#, 400),
    ] {
        assert_eq!(list(&mut setup, filter).0, status, "{filter}");
    }
    let found = list(&mut setup, r#"[["date", "=", "2026-08-02"]]"#).1;
    assert_eq!(found["result"]["items"][0]["date"], "2026-08-02");
    assert_eq!(found["result"]["items"].as_array().unwrap().len(), 6);
}

#[test]
fn values_of_fields_are_assigned_or_strict() {
    let mut setup = setup();
    for (name, value, a26, j26) in [
        ("int", json!(5), true, true),
        ("int", json!("5"), true, false),
        ("int", json!("five"), false, false),
        ("int", json!(null), true, false),
        ("int", json!([]), false, false),
        ("float", json!(10), true, false),
        ("float", json!(10.5), true, true),
        ("bool", json!(true), true, true),
        ("bool", json!(1), true, false),
        ("bool", json!(null), false, false),
        ("text", json!("x"), true, true),
        ("text", json!(5), true, false),
        ("text", json!(null), false, false),
        ("date", json!("2026-01-30"), true, true),
        ("dateTime", json!("2026-01-30T15:50:24+03:00"), true, true),
        ("dateTime", json!("2026-01-30T15:50:24.000Z"), false, false),
        ("word", json!("low"), true, true),
        ("word", json!("none"), false, true),
        ("code", json!("closed"), true, true),
        ("ints", json!([1, 2]), true, true),
        ("ints", json!(["1"]), false, false),
        ("texts", json!(["a"]), true, true),
        ("texts", json!("a"), false, false),
    ] {
        let changes = json!({ "id": 1, "fields": { name: value } });
        for (generation, accepted) in [(Generation::A26, a26), (Generation::J26, j26)] {
            setup.portal.settings_mut().rest3.generation = generation;
            let (status, reply) = setup.call_v3("emulator.value.update", changes.clone());
            assert_eq!(status == 200, accepted, "{generation:?} {changes}: {reply}");
            if !accepted {
                assert_eq!(reply["error"]["validation"][0]["field"], name);
            }
        }
    }
}

#[test]
fn moments_keep_their_instant() {
    let mut setup = setup();
    let fields = json!({ "text": "x", "dateTime": "2026-01-30T12:50:24Z" });
    let added = setup.result_v3("emulator.value.add", json!({ "fields": fields }))["item"].clone();
    assert_eq!(added["dateTime"], "2026-01-30T15:50:24+03:00");
    let names: Vec<&String> = added.as_object().unwrap().keys().collect();
    assert!(names.contains(&&"float".to_owned()));
    assert_eq!((&added["float"], &added["ints"]), (&Value::Null, &json!([])));
}

#[test]
fn fields_are_known_required_and_editable() {
    let mut setup = setup();
    let add = |fields: Value| json!({ "fields": fields });
    assert_eq!(setup.error_v3("emulator.value.add", json!({})).2, "fields");
    assert_eq!(setup.error_v3("emulator.value.add", add(json!({}))).2, "text");
    let unknown = setup.error_v3("emulator.value.add", add(json!({ "text": "x", "noField": 1 })));
    assert_eq!(unknown.1, "UNKNOWNDTOPROPERTYEXCEPTION");
    let update = |fields: Value| json!({ "id": 1, "fields": fields });
    let error = setup.error_v3("emulator.value.update", update(json!({ "id": 5 })));
    assert_eq!(
        (error.1.as_str(), error.2.as_str()),
        ("VALIDATION_REQUESTVALIDATIONEXCEPTION", "id")
    );
    assert_eq!(setup.error_v3("emulator.value.update", json!({ "fields": {} })).2, "id");
    assert_eq!(setup.error_v3("emulator.value.delete", json!({})).2, "id");
    let missing = json!({ "id": 999, "fields": {} });
    assert_eq!(setup.error_v3("emulator.value.update", missing).1, "ENTITYNOTFOUNDEXCEPTION");
}
