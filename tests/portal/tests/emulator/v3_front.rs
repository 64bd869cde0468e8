//! REST 3.0: limits, faults, idempotency keys and stubs.

use crate::common::{NOW, Setup, json};
use portal::{Fault, FaultName, Grant, Options, Portal, Replies, Request, Response};
use serde_json::{Value, json};

const PREFIX: &str = "BITRIX_REST_V3_EXCEPTION_";

#[test]
fn both_generations_fill_one_bucket_and_share_the_form_of_its_error() {
    let mut setup = Setup::with_users(20);
    setup.portal.settings_mut().bucket.capacity = 2.0;
    assert_eq!(setup.call_v3("tasks.task.list", json!({})).0, 200);
    assert_eq!(setup.respond("profile", "").status, 200);
    let response = setup.respond_v3("tasks.task.list", json!({}));
    assert_eq!(response.status, 503);
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
    let expected =
        json!({ "error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests" });
    assert_eq!(json(&response), expected);
}

#[test]
fn run_time_of_both_generations_adds_up_by_name() {
    let mut setup = Setup::with_users(20);
    setup.portal.settings_mut().operating.seconds_per_call = Some(300.0);
    setup.call_json("tasks.task.list", json!({}));
    let (_, reply) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!(reply["time"]["operating"], 600);
    let (status, reply) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!(status, 429);
    assert_eq!(reply["error"]["code"], format!("{PREFIX}RATELIMITEXCEPTION"));
    assert_eq!(setup.call_v3("tasks.task.get", json!({ "id": 1 })).0, 200);
    // Neither a batch nor its items count.
    let item = json!({ "method": "tasks.task.list", "query": {} });
    for _ in 0..2 {
        let (status, reply) = setup.batch_v3(&json!([item]));
        assert_eq!((status, &reply["time"]["operating"]), (200, &json!(0)));
    }
}

#[test]
fn items_of_a_batch_take_time() {
    let mut setup = Setup::with_users(20);
    setup.portal.settings_mut().server_time_ms = 500;
    let item = json!({ "method": "tasks.task.list", "query": {} });
    let target = format!("/rest/api/batch?auth={}", setup.token);
    let body = json!([item, item, item]).to_string();
    let batch = setup.send("POST", &target, "application/json", body);
    assert_eq!(batch.delay.as_millis(), 1500);
    assert_eq!(setup.respond_v3("tasks.task.list", json!({})).delay.as_millis(), 500);
}

#[test]
fn front_server_replies_with_html_without_cors_headers() {
    let mut setup = Setup::with_users(20);
    setup.portal.add_fault(Fault::new(FaultName::BadGatewayHtml));
    let response = setup.respond_v3("tasks.task.list", json!({}));
    assert_eq!((response.status, response.header("content-type")), (502, Some("text/html")));
    assert_eq!(response.header("access-control-allow-origin"), None);
}

#[test]
fn faults_name_methods_by_their_url() {
    let mut setup = Setup::with_users(20);
    let add = |setup: &mut Setup, name, method: &str| {
        let method = Some(method.to_owned());
        setup.portal.add_fault(Fault { method, times: Some(1), ..Fault::new(name) });
    };
    add(&mut setup, FaultName::ShortPage, "tasks.task.list");
    assert_eq!(rows(&mut setup), 50, "the fault is for REST 2.0");
    for (name, count) in [(FaultName::ShortPage, 25), (FaultName::EmptyPage, 0)] {
        add(&mut setup, name, "api/tasks.task.list");
        assert_eq!(rows(&mut setup), count);
    }
    add(&mut setup, FaultName::StalePage, "api/tasks.task.list");
    let second = json!({ "pagination": { "page": 2 } });
    assert_eq!(setup.result_v3("tasks.task.list", second)["items"][0]["id"], 1);
    add(&mut setup, FaultName::NullResult, "api/tasks.task.list");
    assert_eq!(setup.result_v3("tasks.task.list", json!({})), Value::Null);
    add(&mut setup, FaultName::Truncated, "api/tasks.task.list");
    let response = setup.respond_v3("tasks.task.list", json!({}));
    assert!(serde_json::from_slice::<Value>(&response.body).is_err());
    add(&mut setup, FaultName::ShortPage, "api/tasks.task.list");
    let batch = json!([{ "method": "tasks.task.list", "query": {} }]);
    let result = setup.batch_v3(&batch).1["result"][0].clone();
    assert_eq!(result["items"].as_array().unwrap().len(), 25);
    assert_eq!(rows(&mut setup), 50);
}

fn rows(setup: &mut Setup) -> usize {
    setup.result_v3("tasks.task.list", json!({}))["items"].as_array().unwrap().len()
}

#[test]
fn errors_of_faults_have_the_form_of_their_codes() {
    let mut setup = Setup::with_users(20);
    let code = format!("{PREFIX}INTERNAL_ORMSAVEEXCEPTION");
    let error = Fault {
        code: Some(code.clone()),
        description: Some("Not saved".into()),
        status: Some(500),
        method: Some("api/tasks.task.list".into()),
        times: Some(1),
        ..Fault::new(FaultName::Error)
    };
    setup.portal.add_fault(error.clone());
    let (status, reply) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!(status, 500);
    assert_eq!(reply, json!({ "error": { "code": code, "message": "Not saved" } }));
    setup.portal.add_fault(error.clone());
    let (status, reply) = setup.batch_v3(&json!([{ "method": "tasks.task.list", "query": {} }]));
    assert_eq!((status, &reply["error"]["code"]), (500, &json!(code)));
    let known = Some("OVERLOAD_LIMIT".to_owned());
    setup.portal.add_fault(Fault { code: known, description: None, status: None, ..error });
    let (status, reply) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!((status, &reply["error"]), (401, &json!("OVERLOAD_LIMIT")));
}

/// Adds a task with an idempotency key.
fn keyed(setup: &mut Setup, target: &str, key: &str, body: &Value) -> Response {
    let headers = vec![
        ("Content-Type".to_owned(), "application/json".to_owned()),
        ("Idempotency-Key".to_owned(), key.to_owned()),
    ];
    let body = body.to_string().into_bytes();
    let request = Request { method: "POST".into(), target: target.into(), headers, body };
    setup.portal.handle(request, setup.now)
}

#[test]
fn repeated_key_gets_the_first_reply() {
    let mut setup = Setup::with_users(20);
    let add = "/rest/api/1/webhooksecret0001/tasks.task.add";
    let body = json!({ "fields": { "title": "Once", "creatorId": 1, "responsibleId": 1 } });
    let first = keyed(&mut setup, add, "key-1", &body);
    assert_eq!((first.status, first.header("idempotent-replayed")), (200, None));
    let again = keyed(&mut setup, add, "key-1", &body);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, Some("true")));
    let id = |response: &Response| json(response)["result"]["item"]["id"].as_i64().unwrap();
    assert_eq!(id(&keyed(&mut setup, add, "key-2", &body)), id(&first) + 1);

    let other = json!({ "fields": { "title": "Twice", "creatorId": 1, "responsibleId": 1 } });
    let refused = keyed(&mut setup, add, "key-1", &other);
    assert_eq!(refused.status, 422);
    let code = json(&refused)["error"]["code"].clone();
    assert_eq!(code, format!("{PREFIX}IDEMPOTENCYKEYREUSEDEXCEPTION"));
    for key in ["", "two words", &"x".repeat(256)] {
        assert_eq!(keyed(&mut setup, add, key, &body).status, 400, "{key}");
    }
    setup.now += 24.0 * 3600.0;
    assert_eq!(id(&keyed(&mut setup, add, "key-1", &body)), id(&first) + 2);
}

#[test]
fn only_successes_are_kept_and_the_token_belongs_to_the_body() {
    let mut setup = Setup::with_users(20);
    let add = "/rest/api/tasks.task.add";
    let fields = json!({ "title": "Once", "creatorId": 1, "responsibleId": 1 });
    let body = |token: &str, fields: &Value| json!({ "auth": token, "fields": fields });
    let token = setup.token.clone();
    let invalid = keyed(&mut setup, add, "key", &body(&token, &json!({})));
    assert_eq!(invalid.status, 400);
    assert_eq!(keyed(&mut setup, add, "key", &body(&token, &fields)).status, 200);
    let new = setup.portal.issue_token(Grant::default(), NOW).access_token;
    assert_eq!(keyed(&mut setup, add, "key", &body(&new, &fields)).status, 422);
    let other = Grant { user: 2, ..Grant::default() };
    let other = setup.portal.issue_token(other, NOW).access_token;
    assert_eq!(keyed(&mut setup, add, "key", &body(&other, &fields)).status, 200);
}

#[test]
fn unknown_method_names_the_option_and_stubs_have_their_urls() {
    let mut setup = Setup::with_users(20);
    let (status, reply) = setup.call_v3("note.document.get", json!({}));
    let message = reply["error"]["message"].as_str().unwrap();
    assert_eq!(status, 404);
    assert!(
        message.contains("--replies") && message.contains("\"api/note.document.get\""),
        "{message}"
    );
    let (_, reply) = setup.call_v3("secret0001", json!({}));
    assert_eq!(reply["error"]["message"], "Method not found");

    let replies: Replies = r#"{
        "api/note.document.get": { "result": { "item": { "id": 5 } } },
        "api/mail.message.send": { "error": "access_denied", "error_description": "no", "status": 403 },
        "api/tasks.task.get": { "result": 1 }
    }"#
    .parse()
    .unwrap();
    let mut portal = Portal::new(Options { users: 20, replies, ..Options::default() });
    let token = portal.issue_token(Grant::default(), NOW).access_token;
    let mut setup = Setup { portal, token, now: NOW };
    assert_eq!(setup.result_v3("note.document.get", json!({})), json!({ "item": { "id": 5 } }));
    let (status, reply) = setup.call_v3("mail.message.send", json!({}));
    assert_eq!(status, 403);
    assert_eq!(reply, json!({ "error": { "code": "access_denied", "message": "no" } }));
    assert_eq!(setup.result_v3("tasks.task.get", json!({ "id": 1 })), 1);
    let task = setup.call_json("tasks.task.get", json!({ "taskId": 1 }));
    assert_eq!(task["result"]["task"]["id"], "1", "REST 2.0 keeps its method");
    let items = json!([
        { "method": "note.document.get", "query": {}, "as": "note" },
        { "method": "tasks.task.update", "query": { "id": { "$ref": "note.id" }, "fields": {} } },
    ]);
    assert_eq!(setup.batch_v3(&items).1["result"][1], json!({ "result": true }));
    assert_eq!(setup.send_v3("note.document.get", "{}").status, 401, "a stub needs a token");
    let names = setup.call("methods", "")["result"].clone();
    assert!(!names.to_string().contains("note.document.get"));
    assert_eq!(setup.call("api%2Fnote.document.get", "").get("result"), None);
}
