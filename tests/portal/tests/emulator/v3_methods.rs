//! REST 3.0: the methods whose parameters or results have forms of their own.

use crate::common::{NOW, Setup, json};
use portal::Generation;
use serde_json::{Value, json};

fn setup() -> Setup {
    let mut setup = Setup::with_users(200);
    setup.portal.settings_mut().bucket.enabled = false;
    setup
}

#[test]
fn collections_continue_after_a_cursor() {
    let mut setup = setup();
    let mut ids: Vec<i64> = Vec::new();
    let mut after = Value::Null;
    for _ in 0..20 {
        let pagination = json!({ "limit": 20, "afterCursor": after });
        let result = setup.result_v3("note.collection.list", json!({ "pagination": pagination }));
        let items = result["items"].as_array().unwrap().clone();
        ids.extend(items.iter().map(|item| item["id"].as_i64().unwrap()));
        after = result["nextCursor"].clone();
        let last = items.last().unwrap();
        if after.is_null() {
            break;
        }
        assert_eq!(after, json!({ "position": last["position"], "id": last["id"] }));
    }
    assert_eq!(ids, (1..=130).collect::<Vec<i64>>());
    let wrong = json!({ "pagination": { "afterCursor": { "position": "1", "id": 1 } } });
    let error = setup.error_v3("note.collection.list", wrong);
    assert_eq!(error.2, "pagination.afterCursor.position");
}

#[test]
fn collections_are_archived_and_deleted() {
    let mut setup = setup();
    setup.now = NOW;
    let fields = json!({ "name": "New", "position": 1 });
    let item = setup.result_v3("note.collection.add", json!({ "fields": fields }))["item"].clone();
    assert_eq!(
        (&item["position"], &item["createdAt"]),
        (&json!(1), &json!("2026-09-21T14:13:20Z"))
    );
    let listed = setup.result_v3("note.collection.list", json!({ "pagination": { "limit": 1 } }));
    assert_eq!(listed["items"][0]["name"], "New");
    let id = json!({ "id": item["id"] });
    let done = json!({ "result": true });
    assert_eq!(setup.result_v3("note.collection.archive", id.clone()), done);
    assert_eq!(setup.error_v3("note.collection.get", id.clone()).1, "ENTITYNOTFOUNDEXCEPTION");
    let listed = setup.result_v3("note.collection.list", json!({ "pagination": { "limit": 1 } }));
    assert_eq!(listed["items"][0]["id"], 1);
    assert_eq!(setup.result_v3("note.collection.delete", id.clone()), done);
    assert_eq!(setup.error_v3("note.collection.delete", id).1, "ENTITYNOTFOUNDEXCEPTION");
    let position = json!({ "id": 1, "fields": { "position": 5 } });
    assert_eq!(setup.error_v3("note.collection.update", position).2, "position");
}

#[test]
fn nodes_are_the_departments_and_changes_return_them_bare() {
    let mut setup = setup();
    let new = json!({
        "type": "DEPARTMENT",
        "name": "Research",
        "parentId": 2,
        "description": "New",
        "userIds": { "MEMBER_HEAD": [3] },
    });
    let node = setup.result_v3("humanresources.node.add", new);
    let id = node["id"].as_i64().unwrap();
    assert_eq!((&node["name"], &node["description"]), (&json!("Research"), &json!("New")));
    assert_eq!(node["members"][0]["role"], "MEMBER_HEAD");
    let departments = setup.call_json("department.get", json!({ "ID": id }));
    assert_eq!(departments["result"][0]["NAME"], "Research");

    let edit = json!({ "id": id, "name": "Science", "colorName": "green" });
    let edited = setup.result_v3("humanresources.node.edit", edit);
    assert_eq!((&edited["name"], &edited["colorName"]), (&json!("Science"), &json!("green")));
    assert_eq!((edited.get("item"), edited.get("members")), (None, None));
    let moved = setup.result_v3("humanresources.node.move", json!({ "id": id, "parentId": 1 }));
    assert_eq!(moved["parentId"], 1);
    let below = json!({ "id": 1, "parentId": id });
    assert_eq!(setup.error_v3("humanresources.node.move", below).2, "parentId");
    let children =
        setup.result_v3("humanresources.node.children", json!({ "id": 1, "select": ["id"] }));
    assert!(children["items"].as_array().unwrap().contains(&json!({ "id": id })));
    let found = json!({ "type": "DEPARTMENT", "name": "scien" });
    let found = setup.result_v3("humanresources.node.search", found);
    assert_eq!(
        (found["items"].as_array().unwrap().len(), &found["items"][0]["id"]),
        (1, &json!(id))
    );
    assert_eq!(setup.error_v3("humanresources.node.list", json!({})).2, "type");
    assert_eq!(setup.error_v3("humanresources.node.list", json!({ "type": "GROUP" })).2, "type");
}

#[test]
fn teams_are_nodes_of_their_own() {
    let mut setup = setup();
    assert_eq!(setup.result_v3("humanresources.node.count", json!({}))["teams"], 0);
    let new = json!({ "type": "TEAM", "name": "Tigers", "parentId": 1 });
    let team = setup.result_v3("humanresources.node.add", new);
    assert_eq!((&team["type"], &team["userCount"]), (&json!("TEAM"), &json!(0)));
    let edit = json!({ "id": team["id"], "name": "Lions" });
    assert_eq!(setup.result_v3("humanresources.node.edit", edit)["name"], "Lions");
    let list = setup.result_v3("humanresources.node.list", json!({ "type": "TEAM" }));
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(setup.result_v3("humanresources.node.count", json!({}))["teams"], 1);
}

#[test]
fn employees_are_counted_and_found_by_name() {
    let mut setup = setup();
    let total = setup.result_v3("humanresources.employee.count", json!({}))["total"].clone();
    let user = setup.portal.company().user(1).unwrap().clone();
    let name = user.last_name.to_lowercase();
    let found = setup.result_v3("humanresources.employee.search", json!({ "name": name }));
    let items = found["items"].as_array().unwrap();
    assert!((items.len() as i64) < total.as_i64().unwrap());
    let one = items.iter().find(|item| item["userId"] == 1).unwrap();
    assert_eq!(one["name"], format!("{} {}", user.name, user.last_name));
    assert_eq!(one["departments"][0]["id"], user.departments[0]);
    let node = json!({ "name": name, "nodeId": 99999 });
    let none = setup.result_v3("humanresources.employee.search", node);
    assert_eq!(none, json!({ "items": [] }));
}

#[test]
fn messages_are_listed_by_arguments_and_bound_by_scalar_results() {
    let mut setup = setup();
    let many = |mut arguments: Value| {
        arguments["pagination"] = json!({ "limit": 200 });
        arguments
    };
    let rows = |setup: &mut Setup, arguments: Value| {
        let result = setup.result_v3("mail.message.list", many(arguments));
        result["items"].as_array().unwrap().clone()
    };
    let seen = rows(&mut setup, json!({ "isSeen": true, "mailboxId": 1 }));
    assert!(!seen.is_empty());
    assert!(seen.iter().all(|row| row["isSeen"] == true && row["mailboxId"] == 1));
    let dates: Vec<&str> = seen.iter().map(|row| row["date"].as_str().unwrap()).collect();
    assert!(dates.is_sorted_by(|one, next| one >= next));
    let from = dates[seen.len() / 2].to_owned();
    let newer = json!({ "isSeen": true, "mailboxId": 1, "dateFrom": from });
    assert_eq!(rows(&mut setup, newer).len(), seen.len() / 2 + 1);
    assert_eq!(rows(&mut setup, json!({ "searchQuery": "re: request 7" })).len(), 3);
    let error = setup.error_v3("mail.message.list", json!({ "isSeen": "Y" }));
    assert_eq!(error.2, "isSeen");

    let thread = setup.result_v3("mail.message.thread", json!({ "id": 1 }));
    let thread = thread.as_array().unwrap();
    assert_eq!(thread.len(), 4);
    let date = thread[0]["date"].as_str().unwrap();
    assert!(date.len() == 19 && date.as_bytes()[10] == b' ', "{date}");
    let two = setup.result_v3("mail.message.thread", json!({ "id": 1, "limit": 2 }));
    assert_eq!(two.as_array().unwrap().len(), 2);
    let activity = json!({ "messageId": 1 });
    assert_eq!(setup.result_v3("mail.message.createcrmactivity", activity), json!(true));
    let message = setup.result_v3("mail.message.get", json!({ "id": 1 }))["item"].clone();
    assert_eq!(message["bindings"], json!(["CRM_ACTIVITY"]));
    let missing = setup.error_v3("mail.message.createcrmactivity", json!({ "messageId": 9999 }));
    assert_eq!(missing.1, "ENTITYNOTFOUNDEXCEPTION");
    let box_ = setup.result_v3("mail.mailbox.list", json!({ "name": "sal" }));
    assert_eq!((box_["items"].as_array().unwrap().len(), &box_["items"][0]["id"]), (1, &json!(1)));
}

#[test]
fn follow_ups_have_codes_and_cursors_of_their_own() {
    let mut setup = setup();
    let range = json!({ "from": "2026-01-01T00:00:00Z", "to": "2026-12-31T00:00:00Z" });
    let list = |others: Value| {
        let mut parameters = json!({ "filter": { "startDate": range } });
        parameters.as_object_mut().unwrap().extend(others.as_object().unwrap().clone());
        parameters
    };
    let method = "call.followup.list";
    let mut count = 0;
    let mut after = Value::Null;
    loop {
        let pagination = json!({ "limit": 40, "afterCursor": after });
        let result = setup.result_v3(method, list(json!({ "pagination": pagination })));
        count += result["items"].as_array().unwrap().len();
        after = result["afterCursor"].clone();
        assert_eq!(result["hasMore"] == true, after.is_object());
        if after.is_null() {
            break;
        }
    }
    assert_eq!(count, 90);
    let large = json!({ "select": ["callId", "overview"], "pagination": { "limit": 100 } });
    let result = setup.result_v3(method, list(large));
    assert_eq!((result["items"].as_array().unwrap().len(), &result["hasMore"]), (20, &json!(true)));
    let ascending = setup.result_v3(method, list(json!({ "order": { "startDate": "asc" } })));
    let descending = setup.result_v3(method, list(json!({})));
    assert_ne!(ascending["items"][0], descending["items"][0]);
    for (parameters, code) in [
        (json!({ "filter": {  "startDate": { "from": "2026-01-01" } } }), "invalid_date_range"),
        (
            json!({ "filter": { "startDate": { "from": "2026-02-01", "to": "2026-01-01" } } }),
            "invalid_date_range",
        ),
        (list(json!({ "select": ["noField"] })), "invalid_select_field"),
        (list(json!({ "order": { "callId": "ASC" } })), "invalid_order"),
        (list(json!({ "pagination": { "limit": 0 } })), "invalid_pagination"),
    ] {
        assert_eq!(setup.error_v3(method, parameters).1, code);
    }
    assert_eq!(setup.error_v3(method, json!({})).2, "filter");
    let one = json!({ "callId": 1, "select": ["callId", "durationSeconds"] });
    let item = setup.result_v3("call.followup.get", one)["item"].clone();
    assert_eq!((item.as_object().unwrap().len(), &item["callId"]), (2, &json!(1)));
}

#[test]
fn openapi_document_is_the_whole_body() {
    let mut setup = setup();
    for name in ["rest.documentation.openapi", "documentation"] {
        let (status, document) = setup.call_v3(name, json!({}));
        assert_eq!(status, 200);
        assert_eq!((document.get("result"), document.get("time")), (None, None));
        assert_eq!(
            (&document["openapi"], &document["info"]["version"]),
            (&json!("3.0.0"), &json!("1.0.0"))
        );
        let path = &document["paths"]["/tasks.task.list"];
        assert!(path["post"].is_object() && path.get("get").is_none());
        assert!(document["paths"]["/humanresources.node.count"]["get"].is_object());
        let id = &document["components"]["schemas"]["tasks.task"]["properties"]["id"];
        assert_eq!(id["type"], "integer");
    }
    let target = format!("/rest/api/documentation?auth={}", setup.token);
    assert_eq!(setup.send("GET", &target, "", "").status, 200);
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    let document = json(&setup.respond_v3("documentation", json!({})));
    assert!(document["paths"]["tasks.task.list"].is_object());
    assert_eq!(document["info"].get("version"), None);
}

#[test]
fn scopes_are_listed_by_module_controller_and_method() {
    let mut setup = setup();
    let scopes = setup.result_v3("rest.scope.list", json!({}));
    assert_eq!(scopes["tasks"]["*"]["*"]["scope"], "tasks");
    assert_eq!(scopes["tasks"]["task"]["*"]["scope"], "tasks.task");
    assert_eq!(scopes["tasks"]["task"]["list"]["scope"], "tasks.task.list");
    assert_eq!(scopes["tasks"]["task.result"]["add"]["scope"], "tasks.task.result.add");
    let fields = scopes["tasks"]["task"]["list"]["fields"].as_array().unwrap();
    assert!(fields.contains(&json!("title")));
    let filter = json!({ "filterModule": "main", "filterMethod": "tail" });
    let scopes = setup.result_v3("rest.scope.list", filter);
    let keys = scopes["main"]["eventlog"].as_object().unwrap().keys();
    let names: Vec<&str> = keys.map(String::as_str).collect();
    assert_eq!((names, scopes.as_object().unwrap().len()), (vec!["tail"], 1));
}

#[test]
fn lists_change_while_they_are_read() {
    let mut setup = setup();
    setup.portal.settings_mut().churn.enabled = true;
    setup.portal.settings_mut().churn.added = 2;
    setup.portal.settings_mut().churn.removed = 0;
    let last = json!({ "order": { "id": "DESC" }, "pagination": { "limit": 1 } });
    let id = |setup: &mut Setup| {
        setup.result_v3("main.eventlog.list", last.clone())["items"][0]["id"].as_i64().unwrap()
    };
    assert_eq!([id(&mut setup), id(&mut setup)], [1200, 1202]);
}
