//! REST 3.0: filters.

use crate::common::Setup;
use portal::Generation;
use serde_json::{Value, json};

const LOG: &str = "main.eventlog.list";

fn ids(result: &Value) -> Vec<i64> {
    let items = result["items"].as_array().unwrap_or_else(|| panic!("{result}"));
    items.iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

fn filtered(setup: &mut Setup, filter: Value) -> Vec<i64> {
    let pagination = json!({ "limit": 1000 });
    ids(&setup.result_v3(LOG, json!({ "filter": filter, "pagination": pagination })))
}

fn refused(setup: &mut Setup, filter: Value) -> String {
    let (status, code, _) = setup.error_v3(LOG, json!({ "filter": filter }));
    assert!(status == 400 || code.starts_with("INTERNAL"), "{status} {code}");
    code
}

fn setup() -> Setup {
    let mut setup = Setup::with_users(100);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

#[test]
fn filters_have_conditions_and_groups() {
    let mut setup = setup();
    let one_and_five = json!([["id", 1], ["id", 5]]);
    for (filter, expected) in [
        (json!([["id", 5]]), vec![5]),
        (json!([["id", "=", 5]]), vec![5]),
        (json!(["id", "=", 5]), vec![5]),
        (json!(["id", 5]), vec![5]),
        (json!([["id", [3, 5]]]), vec![3, 5]),
        (json!([["id", "in", [3, 5]]]), vec![3, 5]),
        (json!([["id", ">", 2], ["id", "<=", 4]]), vec![3, 4]),
        (json!([["id", ">=", 2], ["id", "<", 4], ["id", "!=", 3]]), vec![2]),
        (json!([["id", "between", [2, 4]]]), vec![2, 3, 4]),
        (json!({ "logic": "or", "conditions": one_and_five }), vec![1, 5]),
        (json!([{ "logic": "or", "conditions": one_and_five }]), vec![1, 5]),
        (json!([["id", "<", 3], { "logic": "or", "conditions": one_and_five }]), vec![1]),
        (
            json!([["id", "<", 4], { "logic": "and", "negative": true, "conditions": [["id", 2]] }]),
            vec![1, 3],
        ),
        (
            json!({ "logic": "or", "conditions": [["id", 7],
                { "type": "filter", "logic": "and", "conditions": [["id", ">", 1], ["id", "<", 3]] }] }),
            vec![2, 7],
        ),
        (
            json!({ "logic": "or", "conditions": [["id", 7], [{ "logic": "and", "conditions": [["id", 2]] }]] }),
            vec![2, 7],
        ),
    ] {
        assert_eq!(filtered(&mut setup, filter.clone()), expected, "{filter}");
    }
}

#[test]
fn malformed_filters_are_refused() {
    let mut setup = setup();
    for (filter, code) in [
        (json!({ ">id": 1 }), "INVALIDFILTEREXCEPTION"),
        (json!({ "id": 1 }), "INVALIDFILTEREXCEPTION"),
        (json!("id"), "INVALIDFILTEREXCEPTION"),
        (json!([5]), "INVALIDFILTEREXCEPTION"),
        (json!([["id"]]), "INVALIDFILTEREXCEPTION"),
        (json!([["id", "=", 1, 2]]), "INVALIDFILTEREXCEPTION"),
        (json!([["id", "=", [1]]]), "INVALIDFILTEREXCEPTION"),
        (json!([["id", "in", 1]]), "INVALIDFILTEREXCEPTION"),
        (json!([["id", "between", [0, 5]]]), "INVALIDFILTEREXCEPTION"),
        (json!([["id", "between", [1, 2, 3]]]), "INVALIDFILTEREXCEPTION"),
        (json!([["severity", "between", ["a", "b"]]]), "INVALIDFILTEREXCEPTION"),
        (json!([{ "logic": "OR", "conditions": [["id", 1]] }]), "INVALIDFILTEREXCEPTION"),
        (json!([{ "logic": "or" }]), "INVALIDFILTEREXCEPTION"),
        (
            json!({ "logic": "or", "conditions": [{ "logic": "and", "conditions": [["id", 1]] }] }),
            "INVALIDFILTEREXCEPTION",
        ),
        (json!([["severity", "like", "a"]]), "UNKNOWNFILTEROPERATOREXCEPTION"),
        (json!([["id", "IN", [1]]]), "UNKNOWNFILTEROPERATOREXCEPTION"),
        (json!([["noField", 1]]), "UNKNOWNDTOPROPERTYEXCEPTION"),
        (json!([["description", "x"]]), "VALIDATION_REQUESTVALIDATIONEXCEPTION"),
        (
            json!([{ "type": "condition", "leftOperand": "id", "operator": "=", "rightOperand": 1 }]),
            "INTERNAL_INTERNALEXCEPTION",
        ),
    ] {
        assert_eq!(refused(&mut setup, filter.clone()), code, "{filter}");
    }
}

#[test]
fn values_of_filters_have_strict_types() {
    let mut setup = setup();
    for (field, value) in [
        ("id", json!("51")),
        ("id", json!(51.0)),
        ("id", json!(null)),
        ("id", json!(true)),
        ("severity", json!(1)),
        ("severity", json!(null)),
        ("timestampX", json!("2026-01-30T15:50:24.000Z")),
        ("timestampX", json!("2026-01-30 15:50:24")),
        ("timestampX", json!("2026-01-30T15:50:24")),
        ("timestampX", json!("2026-01-30")),
        ("timestampX", json!(1)),
    ] {
        let filter = json!({ "filter": [[field, ">", value]] });
        let expected =
            (400, "VALIDATION_REQUESTVALIDATIONEXCEPTION".to_owned(), format!("filter.{field}"));
        assert_eq!(setup.error_v3(LOG, filter), expected, "{field} {value}");
    }
    for text in ["2020-01-30T15:50:24+03:00", "2020-01-30T15:50:24Z"] {
        assert_eq!(filtered(&mut setup, json!([["timestampX", ">", text]])).len(), 1000);
    }
    let record = |value: Value| json!({ "filter": [["userId", 1], ["isApproved", value]] });
    assert_eq!(setup.call_v3("timeman.record.list", record(json!(true))).0, 200);
    assert_eq!(setup.call_v3("timeman.record.list", record(json!(1))).0, 400);
    assert_eq!(setup.call_v3("timeman.record.list", record(json!("Y"))).0, 400);
    let word = |word: &str| json!({ "filter": [["userId", 1], ["state", word]] });
    assert_eq!(setup.call_v3("timeman.record.list", word("closed")).0, 200);
    assert_eq!(setup.call_v3("timeman.record.list", word("no word")).0, 400);
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    assert_eq!(setup.call_v3("timeman.record.list", word("no word")).0, 200);
}

#[test]
fn empty_filter_is_refused_by_the_older_generation() {
    let mut setup = setup();
    assert_eq!(filtered(&mut setup, json!([])).len(), 1000);
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    assert_eq!(setup.call_v3(LOG, json!({ "filter": [] })).0, 400);
    assert_eq!(setup.call_v3(LOG, json!({})).0, 200);
}

#[test]
fn misspelt_parameter_is_ignored() {
    let mut setup = setup();
    let result = setup.result_v3(LOG, json!({ "filters": [["id", 1]] }));
    assert_eq!(ids(&result).len(), 50);
}

#[test]
fn required_condition_must_be_an_equality_outside_groups() {
    let mut setup = setup();
    for (method, field) in [("timeman.record.list", "userId"), ("tasks.task.result.list", "taskId")]
    {
        let expected =
            (400, "VALIDATION_REQUESTVALIDATIONEXCEPTION".to_owned(), format!("filter.{field}"));
        let equal = json!([[field, "=", 1]]);
        assert_eq!(setup.call_v3(method, json!({ "filter": equal })).0, 200);
        for filter in [
            json!([]),
            json!([["id", 1]]),
            json!([[field, ">", 0]]),
            json!([[field, "in", [1]]]),
            json!({ "logic": "or", "conditions": equal }),
            json!([{ "logic": "and", "conditions": equal }]),
        ] {
            assert_eq!(setup.error_v3(method, json!({ "filter": filter })), expected, "{filter}");
        }
    }
}

#[test]
fn tasks_are_filtered_and_sorted_by_id_only() {
    let mut setup = setup();
    let filter = json!({ "filter": [["title", "x"]] });
    assert_eq!(setup.error_v3("tasks.task.list", filter).2, "filter.title");
    let order = json!({ "order": { "title": "ASC" } });
    assert_eq!(setup.error_v3("tasks.task.list", order).2, "order.title");
}
