//! `department.*`: pagination and the conflict between filter and sort names.

use crate::common::Setup;
use portal::Grant;
use serde_json::{Value, json};

fn ids(reply: &Value) -> Vec<u32> {
    let rows = reply["result"].as_array().unwrap().iter();
    rows.map(|row| row["ID"].as_str().unwrap().parse().unwrap()).collect()
}

#[test]
fn page_is_the_one_that_contains_start() {
    let mut setup = Setup::with_users(3_000);
    for (start, length, next) in [
        (0, 50, Some(50)),
        (7, 50, Some(50)),
        (60, 50, Some(100)),
        (100, 50, None),
        (149, 50, None),
    ] {
        let reply = setup.call("department.get", &format!("start={start}"));
        assert_eq!((ids(&reply).len(), reply["next"].as_u64()), (length, next), "{start}");
        assert_eq!(reply["total"], 150);
    }
    let empty = setup.call("department.get", "start=500");
    assert_eq!((&empty["result"], &empty["total"]), (&json!([]), &json!(150)));
}

#[test]
fn rows_omit_fields_without_a_value() {
    let mut setup = Setup::new();
    let rows = setup.call("department.get", "")["result"].clone();
    let root = &rows[0];
    assert_eq!((&root["ID"], root.get("PARENT")), (&json!("1"), None));
    assert!(rows.as_array().unwrap().iter().all(|row| row["SORT"].is_i64()));
    let seventh = setup.call("department.get", "ID=7");
    assert_eq!(seventh["result"][0].get("UF_HEAD"), None, "every seventh department has no head");
}

#[test]
fn filter_is_recognized_only_in_upper_case() {
    let mut setup = Setup::new();
    let all = ids(&setup.call("department.get", "")).len();
    assert_eq!(ids(&setup.call("department.get", "FILTER[PARENT]=1")), [2, 3, 4, 5, 6]);
    assert_eq!(ids(&setup.call("department.get", "PARENT=1")), [2, 3, 4, 5, 6]);
    for form in ["filter[PARENT]=1", "FILTER[parent]=1", "FILTER[>ID]=3", "parent=1"] {
        assert_eq!(ids(&setup.call("department.get", form)).len(), all, "{form}");
    }
    assert_eq!(ids(&setup.call("department.get", "ID[]=3&ID[]=2&sort=ID&order=ASC")), [2, 3]);
}

#[test]
fn upper_case_sort_is_also_a_condition() {
    let mut setup = Setup::new();
    let sorted = ids(&setup.call("department.get", "sort=ID&order=DESC"));
    assert!(sorted.len() > 10 && sorted.windows(2).all(|pair| pair[0] > pair[1]));
    assert_eq!(ids(&setup.call("department.get", "SORT=ID&ORDER=DESC")), [0_u32; 0]);
    let inside =
        setup.call("department.get", "FILTER[PARENT]=1&FILTER[sort]=ID&FILTER[order]=DESC");
    assert_eq!(ids(&inside), [6, 5, 4, 3, 2]);
    let outside = setup.call("department.get", "FILTER[PARENT]=1&sort=ID&order=DESC");
    assert_eq!(ids(&outside), [2, 3, 4, 5, 6], "an order outside of FILTER is ignored");
}

#[test]
fn departments_are_added_changed_and_removed() {
    let mut setup = Setup::new();
    let id = setup.call("department.add", "NAME=Night&PARENT=2&SORT=5")["result"].as_u64().unwrap();
    assert_eq!(setup.call("department.update", &format!("ID={id}&NAME=Day"))["result"], true);
    let row = setup.call("department.get", &format!("ID={id}"))["result"][0].clone();
    assert_eq!(
        (&row["NAME"], &row["PARENT"], &row["SORT"]),
        (&json!("Day"), &json!("2"), &json!(5))
    );
    assert_eq!(setup.call("department.delete", &format!("ID={id}"))["result"], true);
    let (status, _) = setup.control("POST", "reset", Value::Null);
    assert_eq!(status, 200);
}

#[test]
fn rejects_invalid_department_changes() {
    let mut setup = Setup::new();
    for (method, form, description) in [
        ("department.add", "PARENT=1", "Department name not provided.<br>"),
        (
            "department.add",
            "NAME=x",
            "There can only be one top-level department in the company structure",
        ),
        ("department.update", "ID=999", "Department not found"),
        ("department.delete", "ID=999", "Department not found"),
    ] {
        let reply = setup.call(method, form);
        assert_eq!(reply, json!({ "error": "ERROR_CORE", "error_description": description }));
    }
    let now = setup.now;
    let someone = Grant { user: 2, ..Grant::default() };
    setup.token = setup.portal.issue_token(someone, now).access_token;
    let reply = setup.call("department.add", "NAME=x&PARENT=1");
    assert_eq!(reply["error_description"], "Access denied");
}
