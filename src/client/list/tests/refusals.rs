//! What is no list, and how to have it instead.

use super::*;

#[test]
fn methods_with_parameters_by_position_are_refused_with_the_call_to_make() {
    for method in [
        "task.elapseditem.getlist",
        "task.commentitem.getlist",
        "task.checklistitem.getlist",
        "task.item.list",
        "task.items.getlist",
        "task.item.userfield.getlist",
        "task.planner.getlist",
        "task.logitem.list",
        "Task.ElapsedItem.GetList",
    ] {
        let walked = walk(method, json!({ "0": 5 }), |_| json!({ "result": [] }));
        let error = walked.error();
        assert_eq!((error.code(), error.method()), ("NOT_A_LIST", method));
        let text = error.description();
        for part in ["by position", "call", "[5, { ID: 'asc' }", "NAV_PARAMS", "nPageSize"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(walked.sent.is_empty());
    }
}

#[test]
fn methods_of_other_families_are_lists() {
    for method in ["tasks.task.list", "task.stages.get", "tasks.template.list", "crm.task.list"] {
        let walked = walk(method, json!({}), |_| json!({ "result": rows(1..=3) }));
        assert_eq!(walked.rows.len(), 3, "{method}");
    }
}

#[test]
fn descriptions_of_fields_are_no_list() {
    let fields = json!({ "fields": [{ "title": "Name" }] });
    for method in
        ["crm.lead.fields", "biconnector.source.fields", "Catalog.Product.getFields", "x.getfields"]
    {
        let answer = json!({ "result": fields.clone() });
        let walked = walk(method, json!({}), move |_| answer.clone());
        assert_eq!(walked.error().code(), "NOT_A_LIST", "{method}");
        assert!(walked.error().description().contains("call it"));
    }
    let fields =
        json!({ "result": { "ID": { "type": "integer" }, "TITLE": { "type": "string" } } });
    let walked = walk("crm.thing.describe", json!({}), move |_| fields.clone());
    assert_eq!(walked.error().code(), "NOT_A_LIST");
}
