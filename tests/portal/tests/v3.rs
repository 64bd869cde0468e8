//! REST 3.0: URLs, bodies, tokens, scopes and envelopes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{Setup, json};
use serde_json::json;

#[test]
fn tasks_are_added_read_listed_changed_and_deleted() {
    let mut setup = Setup::with_users(20);
    let fields = json!({ "title": "Write", "creatorId": 1, "responsibleId": 2 });
    let added = setup.result_v3("tasks.task.add", json!({ "fields": fields }))["item"].clone();
    let id = added["id"].as_i64().unwrap();
    assert_eq!((&added["title"], &added["status"]), (&json!("Write"), &json!("pending")));
    let filter = json!([["id", "in", [1, id]]]);
    let listed = setup.result_v3("tasks.task.list", json!({ "filter": filter }));
    assert_eq!(listed, json!({ "items": [{ "id": 1 }, { "id": id }] }));
    let select = json!(["id", "title", "responsible.email"]);
    let got = setup.result_v3("tasks.task.get", json!({ "id": id, "select": select }));
    let email = setup.portal.company().user(2).unwrap().email.clone();
    let expected = json!({ "id": id, "title": "Write", "responsible": { "email": email } });
    assert_eq!(got["item"], expected);
    let changes = json!({ "id": id, "fields": { "title": "Read" } });
    assert_eq!(setup.result_v3("tasks.task.update", changes), json!({ "result": true }));
    assert_eq!(
        setup.call_json("tasks.task.get", json!({ "taskId": id }))["result"]["task"]["title"],
        "Read"
    );
    assert_eq!(
        setup.result_v3("tasks.task.delete", json!({ "id": id })),
        json!({ "result": true })
    );
    assert_eq!(
        setup.error_v3("tasks.task.get", json!({ "id": id })),
        (400, "ENTITYNOTFOUNDEXCEPTION".into(), String::new())
    );
}

#[test]
fn batch_smoke() {
    let mut setup = Setup::with_users(20);
    let fields = json!({ "title": "Write", "creatorId": 1, "responsibleId": 2 });
    let (status, reply) = setup.batch_v3(&json!([
        { "method": "tasks.task.add", "query": { "fields": fields }, "as": "new" },
        { "method": "tasks.task.get", "query": { "id": { "$ref": "new.id" }, "select": ["title"] } },
    ]));
    assert_eq!(status, 200, "{reply}");
    assert_eq!(reply["result"][1], json!({ "item": { "title": "Write" } }));
    let response = setup.send_v3("tasks.task.list", "{}");
    assert_eq!(
        (response.status, json(&response)["error"]["message"].as_str()),
        (401, Some("Access denied"))
    );
}
