//! REST 3.0: selections, orders, pages and tails.

use crate::common::Setup;
use portal::Generation;
use serde_json::{Value, json};

const LOG: &str = "main.eventlog.list";

fn ids(result: &Value) -> Vec<i64> {
    let items = result["items"].as_array().unwrap_or_else(|| panic!("{result}"));
    items.iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

fn setup() -> Setup {
    let mut setup = Setup::with_users(100);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

#[test]
fn selection_names_fields_and_related_ones() {
    let mut setup = setup();
    let select = |names: Value| json!({ "id": 1, "select": names });
    let item =
        |setup: &mut Setup, names| setup.result_v3("tasks.task.get", select(names))["item"].clone();
    let one = item(&mut setup, json!(["title", "responsible.name", "responsible.email"]));
    let names: Vec<&String> = one.as_object().unwrap().keys().collect();
    assert_eq!(names, ["title", "responsible"]);
    assert_eq!(one["responsible"].as_object().unwrap().len(), 2);
    let whole = item(&mut setup, json!(["creator"]))["creator"].clone();
    assert!(whole["id"].is_i64() && whole["email"].is_string());
    let all = item(&mut setup, json!(null));
    assert!(all["title"].is_string() && all.get("creator").is_none());
    for (names, code) in [
        (json!("id"), "INVALIDSELECTEXCEPTION"),
        (json!([5]), "INVALIDSELECTEXCEPTION"),
        (json!(["noField"]), "UNKNOWNDTOPROPERTYEXCEPTION"),
        (json!(["responsible.noField"]), "UNKNOWNDTOPROPERTYEXCEPTION"),
        (json!(["title.name"]), "UNKNOWNDTOPROPERTYEXCEPTION"),
    ] {
        assert_eq!(setup.error_v3("tasks.task.get", select(names.clone())).1, code, "{names}");
    }
    setup.portal.settings_mut().rest3.drops_unknown_select = true;
    let known = item(&mut setup, json!(["id", "noField"]));
    assert_eq!(known, json!({ "id": 1 }));
    let related = setup.error_v3("tasks.task.get", select(json!(["responsible.noField"])));
    assert_eq!(related.1, "UNKNOWNDTOPROPERTYEXCEPTION");
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    assert_eq!(setup.call_v3("tasks.task.get", select(json!(["creator"]))).0, 400);
}

#[test]
fn tasks_without_a_selection_have_only_their_id() {
    let mut setup = setup();
    let result = setup.result_v3("tasks.task.list", json!({ "pagination": { "limit": 1 } }));
    assert_eq!(result["items"], json!([{ "id": 1 }]));
    let result = setup.result_v3(LOG, json!({ "pagination": { "limit": 1 } }));
    assert_eq!(result["items"][0].as_object().unwrap().len(), 13);
}

#[test]
fn page_has_at_most_fifty_related_objects() {
    let mut setup = setup();
    let parameters = json!({
        "filter": [["taskId", 1]],
        "select": ["authorId", "author.name"],
        "pagination": { "limit": 120 },
    });
    let count = |setup: &mut Setup| {
        let result = setup.result_v3("tasks.task.result.list", parameters.clone());
        let items = result["items"].as_array().unwrap().clone();
        let authors: std::collections::BTreeSet<i64> =
            items.iter().map(|item| item["authorId"].as_i64().unwrap()).collect();
        let known = items.iter().filter(|item| item["author"].is_object());
        let known: std::collections::BTreeSet<i64> =
            known.map(|item| item["authorId"].as_i64().unwrap()).collect();
        (authors.len(), known.len())
    };
    let (all, known) = count(&mut setup);
    assert!(all > 60, "{all}");
    assert_eq!(known, 50);
    setup.portal.settings_mut().rest3.limits_related = false;
    assert_eq!(count(&mut setup), (all, all));
}

#[test]
fn order_is_an_object_of_sortable_fields() {
    let mut setup = setup();
    let order = |order: Value| json!({ "order": order, "pagination": { "limit": 3 } });
    assert_eq!(ids(&setup.result_v3(LOG, order(json!({ "id": "desc" })))), [1200, 1199, 1198]);
    assert_eq!(ids(&setup.result_v3(LOG, order(json!([])))), [1, 2, 3]);
    let sorted = setup.result_v3(LOG, json!({ "order": { "userId": "ASC", "id": "DESC" } }));
    let keys: Vec<(i64, i64)> = sorted["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["userId"].as_i64().unwrap(), -item["id"].as_i64().unwrap()))
        .collect();
    assert!(keys.is_sorted());
    for (value, code) in [
        (json!(["id"]), "INVALIDORDEREXCEPTION"),
        (json!("id"), "INVALIDORDEREXCEPTION"),
        (json!({ "id": "up" }), "INVALIDORDEREXCEPTION"),
        (json!({ "noField": "ASC" }), "UNKNOWNDTOPROPERTYEXCEPTION"),
        (json!({ "description": "ASC" }), "VALIDATION_REQUESTVALIDATIONEXCEPTION"),
    ] {
        assert_eq!(setup.error_v3(LOG, order(value.clone())).1, code, "{value}");
    }
}

#[test]
fn pages_have_a_limit_and_a_page_or_an_offset() {
    let mut setup = setup();
    for (pagination, first, count) in [
        (json!({}), 1, 50),
        (json!({ "limit": 10 }), 1, 10),
        (json!({ "limit": "10", "page": "2" }), 11, 10),
        (json!({ "limit": 10, "page": 0 }), 1, 10),
        (json!({ "limit": 10, "page": 1 }), 1, 10),
        (json!({ "limit": 10, "page": 3, "offset": 5 }), 21, 10),
        (json!({ "limit": 10, "offset": 5 }), 6, 10),
        (json!({ "limit": 5000 }), 1, 1000),
        (json!({ "limit": 1000, "page": 2 }), 1001, 200),
    ] {
        let result = setup.result_v3(LOG, json!({ "pagination": pagination }));
        assert_eq!((ids(&result)[0], ids(&result).len()), (first, count), "{pagination}");
    }
    let after = json!({ "pagination": { "limit": 1000, "page": 3 } });
    assert_eq!(setup.result_v3(LOG, after), json!({ "items": [] }));
    for pagination in
        [json!({ "limit": 0 }), json!({ "limit": "x" }), json!(5), json!({ "page": [] })]
    {
        let error = setup.error_v3(LOG, json!({ "pagination": pagination }));
        assert_eq!(error.1, "INVALIDPAGINATIONEXCEPTION", "{pagination}");
    }
    assert_eq!(setup.error_v3(LOG, json!({ "pagination": { "limit": -1 } })).0, 500);
}

#[test]
fn some_methods_have_their_own_page_sizes() {
    let mut setup = Setup::with_users(5000);
    setup.portal.settings_mut().bucket.enabled = false;
    let node = json!({ "type": "DEPARTMENT" });
    for (method, parameters, default, max) in [
        ("tasks.task.list", json!({}), 50, 50),
        ("mail.message.list", json!({}), 25, 200),
        ("humanresources.node.list", node, 50, 200),
    ] {
        let count = |result: Value| result["items"].as_array().unwrap().len();
        assert_eq!(count(setup.result_v3(method, parameters.clone())), default, "{method}");
        let mut many = parameters;
        many["pagination"] = json!({ "limit": 1000 });
        assert_eq!(count(setup.result_v3(method, many)), max, "{method}");
    }
}

#[test]
fn portal_can_have_many_tasks() {
    let options = portal::Options { users: 20, tasks: 1200, ..portal::Options::default() };
    let mut portal = portal::Portal::new(options);
    let token = portal.issue_token(portal::Grant::default(), crate::common::NOW).access_token;
    let mut setup = Setup { portal, token, now: crate::common::NOW };
    let last = json!({ "pagination": { "page": 24, "limit": 1000 } });
    let result = setup.result_v3("tasks.task.list", last);
    assert_eq!((ids(&result)[0], ids(&result).len()), (1151, 50));
}

const TAIL: &str = "main.eventlog.tail";

#[test]
fn tail_continues_after_a_value() {
    let mut setup = setup();
    let first = setup.result_v3(TAIL, json!({}));
    assert_eq!((ids(&first)[0], ids(&first).len()), (1, 50));
    assert_eq!(
        (&first["hasMore"], &first["cursor"]),
        (&json!(true), &json!({ "field": "id", "value": "50" }))
    );
    let cursor = |value: Value| json!({ "field": "id", "value": value, "limit": 1000 });
    let result = setup.result_v3(TAIL, json!({ "cursor": cursor(json!(0)) }));
    assert_eq!((ids(&result).len(), &result["hasMore"]), (1000, &json!(true)));
    let result = setup.result_v3(TAIL, json!({ "cursor": cursor(json!(1000)) }));
    assert_eq!((ids(&result).len(), &result["hasMore"]), (200, &json!(false)));
    let result = setup.result_v3(TAIL, json!({ "cursor": cursor(json!(1200)) }));
    let end = json!({ "items": [], "hasMore": false, "cursor": { "field": "id", "value": null } });
    assert_eq!(result, end);
    let down = json!({ "field": "id", "value": 5, "order": "desc", "limit": 2 });
    let severity = json!([["severity", "!=", "none"]]);
    let result =
        setup.result_v3(TAIL, json!({ "cursor": down, "filter": severity, "select": ["id"] }));
    assert_eq!(result["items"], json!([{ "id": 4 }, { "id": 3 }]));
}

#[test]
fn cursor_has_the_strict_type_of_its_field() {
    let mut setup = setup();
    for (cursor, code, field) in [
        (json!({ "value": 1 }), "VALIDATION_REQUESTVALIDATIONEXCEPTION", "cursor.field"),
        (json!({ "field": "id" }), "VALIDATION_REQUESTVALIDATIONEXCEPTION", "cursor.value"),
        (
            json!({ "field": "id", "value": null }),
            "VALIDATION_REQUESTVALIDATIONEXCEPTION",
            "cursor.value",
        ),
        (
            json!({ "field": "id", "value": "50" }),
            "VALIDATION_REQUESTVALIDATIONEXCEPTION",
            "cursor.value",
        ),
        (
            json!({ "field": "itemId", "value": "1" }),
            "VALIDATION_REQUESTVALIDATIONEXCEPTION",
            "cursor.field",
        ),
        (json!({ "field": "noField", "value": 1 }), "UNKNOWNDTOPROPERTYEXCEPTION", ""),
    ] {
        let error = setup.error_v3(TAIL, json!({ "cursor": cursor }));
        assert_eq!((error.1.as_str(), error.2.as_str()), (code, field), "{cursor}");
    }
    let cursor = json!({ "field": "id", "value": 5 });
    let both = json!({ "cursor": cursor, "filter": [["id", ">", 1]] });
    assert_eq!(setup.error_v3(TAIL, both).1, "INVALIDFILTEREXCEPTION");
}

#[test]
fn older_tail_refuses_zero_and_fails_with_filters() {
    let mut setup = setup();
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    let cursor = |value: i64| json!({ "field": "id", "value": value, "limit": 2 });
    let result = setup.result_v3(TAIL, json!({ "cursor": cursor(5) }));
    assert_eq!((ids(&result), result.as_object().unwrap().len()), (vec![6, 7], 1));
    let (status, reply) = setup.call_v3(TAIL, json!({ "cursor": cursor(0) }));
    assert_eq!(status, 400);
    assert_eq!(reply["error"]["validation"][0]["field"], "cursor.value");
    let triple = json!(["severity", "!=", "none"]);
    assert_eq!(setup.call_v3(TAIL, json!({ "filter": [triple] })).0, 500);
    assert_eq!(setup.call_v3(TAIL, json!({ "filter": triple })).0, 500);
    assert_eq!(setup.call_v3(TAIL, json!({ "filter": [triple], "cursor": cursor(5) })).0, 500);
    assert_eq!(setup.call_v3(TAIL, json!({ "filter": triple, "cursor": cursor(5) })).0, 200);
}
