//! Methods without lists, and the calls to use instead.

use super::super::Step;
use super::*;
use crate::client::PortalAccess;
use crate::wire::Value;
use crate::wire::envelope::Envelope;

#[test]
fn rejects_methods_with_positional_parameters() {
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
        let listed = list(method, json!({ "0": 5 }), |_| json!({ "result": [] }));
        let error = listed.error();
        assert_eq!((error.code(), error.method().unwrap_or_default()), ("NOT_A_LIST", method));
        let text = error.description();
        for part in ["by position", "call", "[5, { ID: 'asc' }", "NAV_PARAMS", "nPageSize"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(listed.sent.is_empty());
    }
}

#[test]
fn lists_methods_of_other_families() {
    for method in ["tasks.task.list", "task.stages.get", "tasks.template.list", "crm.task.list"] {
        let listed = list(method, json!({}), |_| json!({ "result": rows(1..=3) }));
        assert_eq!(listed.rows.len(), 3, "{method}");
    }
}

#[test]
fn rejects_descriptions_of_fields() {
    let fields = json!({ "fields": [{ "title": "Name" }] });
    for method in
        ["crm.lead.fields", "biconnector.source.fields", "Catalog.Product.getFields", "x.getfields"]
    {
        let response = json!({ "result": fields.clone() });
        let listed = list(method, json!({}), move |_| response.clone());
        assert_eq!(listed.error().code(), "NOT_A_LIST", "{method}");
        assert!(listed.error().description().contains("call it"));
    }
    let fields =
        json!({ "result": { "ID": { "type": "integer" }, "TITLE": { "type": "string" } } });
    let listed = list("crm.thing.describe", json!({}), move |_| fields.clone());
    assert_eq!(listed.error().code(), "NOT_A_LIST");
}

#[test]
fn an_error_has_no_secret_that_is_passed_as_the_method() {
    let webhook = Webhook::parse("https://a.bitrix24.com/rest/1/c0dec0de/").unwrap();
    let access = PortalAccess::new(Credentials::Webhook(webhook), Rc::default());
    let command = Command::by_name("c0dec0de", Map::new(), false).unwrap();
    let mut list = Paginator::new(command, Members::default(), None).unwrap();
    assert!(matches!(list.next(u32::MAX, DEADLINE), Step::Send(_)));
    let reply = Envelope { result: Value::Bool(true), total: None, next: None, time: None };
    let error = list.accept(&access, Ok(reply), 0.0).unwrap_err();
    assert_eq!((error.code(), error.method()), ("NOT_A_LIST", Some("***")));
}
