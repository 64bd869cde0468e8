//! REST 3.0: batches and the references between their items.

use crate::common::{NOW, Setup, json};
use portal::Grant;
use serde_json::{Value, json};

const PREFIX: &str = "BITRIX_REST_V3_EXCEPTION_";

fn code(setup: &mut Setup, body: &Value) -> (u16, String) {
    let (status, reply) = setup.batch_v3(body);
    let code = reply["error"]["code"].as_str().unwrap_or_else(|| panic!("{reply}"));
    (status, code.replace(PREFIX, ""))
}

fn add(title: &str) -> Value {
    let fields = json!({ "title": title, "creatorId": 1, "responsibleId": 1 });
    json!({ "method": "tasks.task.add", "query": { "fields": fields } })
}

fn select(id: Value) -> Value {
    json!({ "method": "tasks.task.get", "query": { "id": id, "select": ["id"] } })
}

fn count(setup: &mut Setup) -> i64 {
    setup.call_json("tasks.task.list", json!({ "select": ["ID"] }))["total"].as_i64().unwrap()
}

#[test]
fn results_are_a_list_by_position_with_one_time() {
    let mut setup = Setup::with_users(20);
    let mut named = select(json!(2));
    named["as"] = json!("named");
    let (status, reply) = setup.batch_v3(&json!([select(json!(1)), named]));
    assert_eq!(status, 200);
    assert_eq!(reply["result"], json!([{ "item": { "id": 1 } }, { "item": { "id": 2 } }]));
    assert!(reply["time"]["start"].is_number());
    assert_eq!(setup.batch_v3(&json!([])).1["result"], json!([]));
    let webhook = "/rest/api/1/webhooksecret0001/batch";
    let body = json!([select(json!(1))]).to_string();
    assert_eq!(setup.send("POST", webhook, "application/json", body).status, 200);
}

#[test]
fn body_is_a_bare_list_of_items_with_method_and_query() {
    let mut setup = Setup::with_users(20);
    let item = select(json!(1));
    for body in [
        json!({ "cmd": [item] }),
        json!({ "0": item, "auth": setup.token }),
        json!([{ "method": "tasks.task.list" }]),
        json!([{ "query": {} }]),
        json!([{ "method": 5, "query": {} }]),
        json!(["tasks.task.list"]),
        json!([{ "method": "tasks.task.list", "query": {}, "as": "a" },
               { "method": "tasks.task.list", "query": {}, "as": "a" }]),
    ] {
        assert_eq!(code(&mut setup, &body), (400, "INVALIDSELECTEXCEPTION".into()), "{body}");
    }
    let envelope = json!({ "auth": setup.token, "cmd": [item] }).to_string();
    assert_eq!(setup.send_v3("batch", &envelope).status, 400, "the token in the body is found");
}

#[test]
fn batch_of_another_type_does_nothing_and_succeeds() {
    let mut setup = Setup::with_users(20);
    let target = format!("/rest/api/batch?auth={}", setup.token);
    let response = setup.send("POST", &target, "text/plain", json!([add("x")]).to_string());
    assert_eq!((response.status, &json(&response)["result"]), (200, &json!([])));
    assert_eq!(count(&mut setup), 140);
}

#[test]
fn first_failure_is_the_reply_and_earlier_changes_stay() {
    let mut setup = Setup::with_users(20);
    let (status, reply) = setup.batch_v3(&json!([add("a"), select(json!(9999)), add("b")]));
    assert_eq!(status, 400);
    assert_eq!(reply["error"]["code"], format!("{PREFIX}ENTITYNOTFOUNDEXCEPTION"));
    assert_eq!(reply.as_object().unwrap().len(), 1);
    assert_eq!(count(&mut setup), 141);
}

#[test]
fn unknown_method_fails_before_anything_runs() {
    let mut setup = Setup::with_users(20);
    let unknown = json!({ "method": "no.method", "query": {} });
    let body = json!([add("a"), unknown]);
    assert_eq!(code(&mut setup, &body), (404, "METHODNOTFOUNDEXCEPTION".into()));
    let alias = json!({ "method": "documentation", "query": {} });
    assert_eq!(code(&mut setup, &json!([add("a"), alias])).0, 404);
    assert_eq!(count(&mut setup), 140);
    let batch = json!({ "method": "batch", "query": {} });
    assert_eq!(code(&mut setup, &json!([batch])), (500, "INTERNAL_INTERNALEXCEPTION".into()));
}

#[test]
fn each_item_needs_its_scope() {
    let mut setup = Setup::with_users(20);
    let grant = Grant { scopes: Some(vec!["tasks".into()]), ..Grant::default() };
    setup.token = setup.portal.issue_token(grant, NOW).access_token;
    let log = json!({ "method": "main.eventlog.list", "query": {} });
    let body = json!([add("a"), log]);
    assert_eq!(code(&mut setup, &body), (403, "INSUFFICIENTSCOPEEXCEPTION".into()));
    assert_eq!(count_v3(&mut setup), 141, "the first item ran");
}

fn count_v3(setup: &mut Setup) -> i64 {
    let order = json!({ "order": { "id": "DESC" } });
    setup.result_v3("tasks.task.list", order)["items"][0]["id"].as_i64().unwrap()
}

#[test]
fn more_than_fifty_items_run() {
    let mut setup = Setup::with_users(20);
    let items = vec![select(json!(1)); 120];
    let (_, reply) = setup.batch_v3(&json!(items));
    assert_eq!(reply["result"].as_array().unwrap().len(), 120);
}

#[test]
fn references_reach_into_items() {
    let mut setup = Setup::with_users(20);
    let mut added = add("a");
    added["as"] = json!("new");
    let list = json!({
        "method": "tasks.task.list",
        "query": { "pagination": { "limit": 3 }, "select": ["id", "responsible.id"] },
        "as": "list",
    });
    let filter = json!([["id", "in", { "$refArray": "list.id" }]]);
    let (status, reply) = setup.batch_v3(&json!([
        added,
        select(json!({ "$ref": "new.id" })),
        select(json!({ "$ref": "1.id" })),
        list,
        select(json!({ "$ref": "list.2.id" })),
        { "method": "tasks.task.list", "query": { "filter": filter } },
        { "method": "tasks.task.get", "query": { "id": { "$ref": "list.0.id" }, "select": ["id"] } },
    ]));
    assert_eq!(status, 200, "{reply}");
    let id = reply["result"][0]["item"]["id"].clone();
    assert!(id.is_i64());
    assert_eq!(reply["result"][1]["item"]["id"], id);
    assert_eq!(reply["result"][2]["item"]["id"], id);
    assert_eq!(reply["result"][4]["item"]["id"], 3);
    assert_eq!(reply["result"][5]["items"], json!([{ "id": 1 }, { "id": 2 }, { "id": 3 }]));
    assert_eq!(reply["result"][6]["item"]["id"], 1);
}

#[test]
fn references_to_nothing_are_errors() {
    let mut setup = Setup::with_users(20);
    let named = |method: &str, query: Value| json!({ "method": method, "query": query, "as": "a" });
    let got = named("tasks.task.get", json!({ "id": 1, "select": ["id", "epicId"] }));
    let updated = named("tasks.task.update", json!({ "id": 1, "fields": {} }));
    let none = named("tasks.task.list", json!({ "filter": [["id", 9999]] }));
    let bare = named("tasks.task.access.get", json!({ "id": 1 }));
    for (first, path) in [
        (&got, json!({ "$ref": "a.item.id" })),
        (&got, json!({ "$ref": "a.epicId" })),
        (&got, json!({ "$ref": "b.id" })),
        (&got, json!({ "$ref": "0.id" })),
        (&got, json!({ "$refArray": "a.id" })),
        (&updated, json!({ "$ref": "a.result" })),
        (&none, json!({ "$refArray": "a.id" })),
        (&bare, json!({ "$ref": "a.read" })),
    ] {
        let found = code(&mut setup, &json!([first, select(path.clone())]));
        assert_eq!(found, (400, "INVALIDSELECTEXCEPTION".into()), "{path}");
    }
    // Every object with such a key is a reference, even in the data of a user.
    let mut rewritten = add("x");
    rewritten["query"]["fields"]["description"] = json!({ "$ref": "a.id" });
    assert_eq!(code(&mut setup, &json!([rewritten])).1, "INVALIDSELECTEXCEPTION");
}
