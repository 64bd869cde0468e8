//! REST 3.0: URLs, bodies, tokens, scopes and envelopes.

use crate::common::{NOW, Setup, json};
use portal::{Generation, Grant, Request};
use serde_json::{Value, json};

const PREFIX: &str = "BITRIX_REST_V3_EXCEPTION_";

fn get(setup: &mut Setup, target: &str) -> (u16, Value) {
    let response = setup.send("GET", target, "", "");
    (response.status, json(&response))
}

fn code(reply: &Value) -> String {
    let code = reply["error"]["code"].as_str().unwrap_or_else(|| panic!("{reply}"));
    code.replace(PREFIX, "")
}

#[test]
fn urls_have_a_name_or_a_webhook_and_an_optional_slash() {
    let mut setup = Setup::with_users(20);
    let body = json!({ "id": 1, "auth": setup.token }).to_string();
    for (target, status) in [
        ("/rest/api/tasks.task.get", 200),
        ("/rest/api/tasks.task.get/", 200),
        ("/rest/api/1/webhooksecret0001/tasks.task.get", 200),
        ("/rest/api/1/webhooksecret0001/tasks.task.get/", 200),
        ("/rest/api/1/wrongsecret/tasks.task.get", 401),
        ("/rest/api/tasks.task.get.json", 404),
        ("/rest/api/Tasks.Task.Get", 404),
        ("/rest/api/user.get", 404),
        ("/rest/main.eventlog.list", 404),
    ] {
        let response = setup.send("POST", target, "application/json", body.clone());
        assert_eq!(response.status, status, "{target}: {}", response.text());
    }
}

#[test]
fn method_of_the_other_generation_is_unknown_in_its_own_form() {
    let mut setup = Setup::with_users(20);
    let (status, reply) = setup.call_v3("user.get", json!({}));
    assert_eq!((status, code(&reply)), (404, "METHODNOTFOUNDEXCEPTION".into()));
    let reply = setup.call_json("main.eventlog.list", json!({}));
    assert_eq!(reply["error"], "ERROR_METHOD_NOT_FOUND");
    for (command, key) in
        [("main.eventlog.list", "result_error"), ("api%2Ftasks.task.get", "result_error")]
    {
        let batch = setup.call("batch", &format!("cmd[a]={command}"));
        assert_eq!(batch["result"][key]["a"]["error"], "ERROR_METHOD_NOT_FOUND", "{command}");
    }
    let (status, reply) = setup.batch_v3(&json!([{ "method": "user.get", "query": {} }]));
    assert_eq!((status, code(&reply)), (404, "METHODNOTFOUNDEXCEPTION".into()));
}

#[test]
fn names_of_both_generations_have_different_replies() {
    let mut setup = Setup::with_users(20);
    let old = setup.call_json("tasks.task.list", json!({ "select": ["ID"] }));
    assert!(old["result"]["tasks"][0]["id"].is_string() && old["total"].is_number());
    let (_, new) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!(new["result"]["items"][0], json!({ "id": 1 }));
    let names: Vec<&String> = new.as_object().unwrap().keys().collect();
    assert_eq!(names, ["result", "time"]);
    let old = setup.call_json("tasks.task.result.list", json!({ "taskId": 1 }));
    assert!(old["result"][0]["commentId"].is_number());
    let filter = json!({ "filter": [["taskId", 1]] });
    let new = setup.result_v3("tasks.task.result.list", filter);
    assert!(new["items"][0]["authorId"].is_number());
    let old = setup.call_json("tasks.task.get", json!({ "taskId": 1 }));
    assert!(old["result"]["task"]["status"].is_string());
    let new = setup.result_v3("tasks.task.get", json!({ "id": 1 }));
    assert!(new["item"]["status"].as_str().unwrap().parse::<i64>().is_err());
    let fields = json!({ "TITLE": "x", "RESPONSIBLE_ID": 1 });
    let old = setup.call_json("tasks.task.add", json!({ "fields": fields }));
    let id: i64 = old["result"]["task"]["id"].as_str().unwrap().parse().unwrap();
    let changes = json!({ "id": id, "fields": { "title": "y" } });
    assert_eq!(setup.result_v3("tasks.task.update", changes), json!({ "result": true }));
    let old = setup.call_json("tasks.task.update", json!({ "taskId": id, "fields": {} }));
    assert_eq!(old["result"]["task"]["title"], "y");
    assert_eq!(
        setup.result_v3("tasks.task.delete", json!({ "id": id })),
        json!({ "result": true })
    );
    assert!(setup.call_json("tasks.task.get", json!({ "taskId": id })).get("error").is_some());
}

#[test]
fn checks_are_in_the_order_of_the_portal() {
    let mut setup = Setup::with_users(20);
    let unknown = setup.send_v3("no.method", r#"{"auth":"dead"}"#);
    assert_eq!(unknown.status, 404, "the method comes before the token");
    let grant = Grant { scopes: Some(vec!["main".into()]), ..Grant::default() };
    let token = setup.portal.issue_token(grant, NOW).access_token;
    let body = json!({ "auth": token, "filter": 5 }).to_string();
    let response = setup.send_v3("tasks.task.list", &body);
    assert_eq!(
        (response.status, code(&json(&response))),
        (403, "INSUFFICIENTSCOPEEXCEPTION".into())
    );
    let dead = setup.send_v3("tasks.task.list", r#"{"auth":"dead","filter":5}"#);
    assert_eq!(dead.status, 401, "the token comes before the parameters");
    assert_eq!(setup.call_v3("tasks.task.list", json!({ "filter": 5 })).0, 400);
}

#[test]
fn every_response_has_the_same_cors_headers_as_rest_2() {
    let mut setup = Setup::with_users(20);
    let preflight = setup.send("OPTIONS", "/rest/api/tasks.task.list", "", "");
    assert_eq!((preflight.status, preflight.text().as_str()), (200, ""));
    let known = setup.send("OPTIONS", "/rest/user.get", "", "");
    assert_eq!(preflight.headers, known.headers);
    let ok = setup.respond_v3("tasks.task.list", json!({}));
    let failed = setup.respond_v3("no.method", json!({}));
    for response in [&preflight, &ok, &failed] {
        assert_eq!(response.header("access-control-allow-origin"), Some("*"));
        let allowed = response.header("access-control-allow-headers");
        assert_eq!(allowed, Some("origin, content-type, accept"));
        assert_eq!(response.header("access-control-max-age"), None);
    }
    let recorded: Vec<(bool, u16)> =
        setup.portal.requests().iter().map(|record| (record.preflight, record.status)).collect();
    assert_eq!(recorded, [(true, 200), (true, 200), (false, 200), (false, 404)]);
}

#[test]
fn body_must_be_json() {
    let mut setup = Setup::with_users(20);
    let (form, target) = (format!("auth={}&id=1", setup.token), "/rest/api/tasks.task.get");
    let query = format!("{target}?auth={}", setup.token);
    let form_type = "application/x-www-form-urlencoded";
    for (target, content_type, body, status) in [
        (target, form_type, form.as_str(), 400),
        (&query, form_type, "id=1", 400),
        (&query, "text/plain", r#"{"id":1}"#, 400),
        (&query, "", r#"{"id":1}"#, 400),
        (&query, "application/json", r#"{"id":1"#, 400),
        (&query, "application/json", "5", 400),
        (&query, "application/json; charset=utf-8", r#"{"id":1}"#, 200),
        (&query, "application/vnd.api+json", r#"{"id":1}"#, 200),
        (&query, "application/json", "", 500),
        (target, "application/json", r#"{"id":1"#, 400),
    ] {
        let response = setup.send("POST", target, content_type, body);
        assert_eq!(response.status, status, "{content_type} {body}");
        let code = match status {
            200 => continue,
            500 => "INTERNAL_INTERNALEXCEPTION",
            _ => "INVALIDJSONEXCEPTION",
        };
        assert_eq!(self::code(&json(&response)), code, "{content_type} {body}");
    }
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    assert_eq!(setup.send("POST", &query, "text/plain", r#"{"id":1}"#).status, 500);
}

#[test]
fn only_methods_without_parameters_take_get() {
    let mut setup = Setup::with_users(20);
    let query = format!("?auth={}&id=1", setup.token);
    let (status, reply) = get(&mut setup, &format!("/rest/api/tasks.task.get{query}"));
    assert_eq!((status, code(&reply)), (400, "WRONGHTTPREQUESTMETHODEXCEPTION".into()));
    let (status, reply) = get(&mut setup, &format!("/rest/api/humanresources.node.count{query}"));
    assert_eq!((status, reply["result"]["teams"].as_i64()), (200, Some(0)));
}

#[test]
fn token_is_in_the_body_the_query_or_the_header() {
    let mut setup = Setup::with_users(20);
    let token = setup.token.clone();
    let mut send = |query: &str, header: Option<String>, body: Value| {
        let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        headers.extend(header.map(|value| ("Authorization".to_owned(), value)));
        let target = format!("/rest/api/tasks.task.list{query}");
        let body = body.to_string().into_bytes();
        setup.portal.handle(Request { method: "POST".into(), target, headers, body }, NOW).status
    };
    assert_eq!(send("", None, json!({ "auth": token })), 200);
    assert_eq!(send("", None, json!({ "access_token": token })), 200);
    assert_eq!(send(&format!("?auth={token}"), None, json!({})), 200);
    assert_eq!(send("", Some(format!("Bearer {token}")), json!({})), 200);
    assert_eq!(send("", None, json!({})), 401);
    assert_eq!(send("?auth=wrong", None, json!({})), 401);
    assert_eq!(send("", Some("Bearer wrong".into()), json!({ "auth": token })), 401);
}

#[test]
fn expired_and_wrong_tokens_look_the_same() {
    let mut setup = Setup::with_users(20);
    let wrong = json(&setup.send_v3("tasks.task.list", r#"{"auth":"wrong"}"#));
    setup.now = NOW + 4000.0;
    let (status, expired) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!(status, 401);
    let code = format!("{PREFIX}ACCESSDENIEDEXCEPTION");
    assert_eq!(expired, json!({ "error": { "code": code, "message": "Access denied" } }));
    assert_eq!(wrong, expired);
    setup.portal.settings_mut().rest3.documented_token_codes = true;
    let (status, expired) = setup.call_v3("tasks.task.list", json!({}));
    assert_eq!((status, &expired["error"]["code"]), (401, &json!("expired_token")));
}

#[test]
fn scope_of_a_module_a_controller_or_a_method_is_enough() {
    let mut setup = Setup::with_users(20);
    let mut status = |scope: &str, method: &str| {
        let grant = Grant { scopes: Some(vec![scope.into()]), ..Grant::default() };
        setup.token = setup.portal.issue_token(grant, NOW).access_token;
        setup.call_v3(method, json!({ "id": 1 })).0
    };
    assert_eq!(status("tasks", "tasks.task.get"), 200);
    assert_eq!(status("tasks.task", "tasks.task.get"), 200);
    assert_eq!(status("tasks.task.get", "tasks.task.get"), 200);
    assert_eq!(status("tasks.task.list", "tasks.task.get"), 403);
    assert_eq!(status("task", "tasks.task.get"), 403, "the scope of REST 2.0");
    assert_eq!(status("task", "rest.scope.list"), 403);
    assert_eq!(status("task", "rest.documentation.openapi"), 200);
}

#[test]
fn scope_can_be_limited_to_fields() {
    let mut setup = Setup::with_users(20);
    let grant = Grant { scopes: Some(vec!["tasks.task[id:title]".into()]), ..Grant::default() };
    setup.token = setup.portal.issue_token(grant, NOW).access_token;
    let item = setup.result_v3("tasks.task.get", json!({ "id": 1 }))["item"].clone();
    let names: Vec<&String> = item.as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "title"]);
    let hidden = setup.error_v3("tasks.task.get", json!({ "id": 1, "select": ["status"] }));
    assert_eq!(hidden.1, "UNKNOWNDTOPROPERTYEXCEPTION");
}

#[test]
fn success_has_result_and_time_only() {
    let mut setup = Setup::with_users(20);
    let (_, reply) = setup.call_v3("tasks.task.get", json!({ "id": 1, "select": ["id"] }));
    assert_eq!(reply["result"], json!({ "item": { "id": 1 } }));
    let time: Vec<&String> = reply["time"].as_object().unwrap().keys().collect();
    let names = [
        "start",
        "finish",
        "duration",
        "processing",
        "date_start",
        "date_finish",
        "operating_reset_at",
        "operating",
    ];
    assert_eq!(time, names);
    assert_eq!(reply.as_object().unwrap().len(), 2);
}

#[test]
fn failure_has_a_code_a_message_and_the_fields() {
    let mut setup = Setup::with_users(20);
    let (status, reply) = setup.call_v3("timeman.record.list", json!({}));
    assert_eq!(status, 400);
    assert_eq!(
        reply,
        json!({ "error": {
            "code": format!("{PREFIX}VALIDATION_REQUESTVALIDATIONEXCEPTION"),
            "message": "The request is invalid",
            "validation": [{
                "message": "Required field `filter.userId` is missing",
                "field": "filter.userId",
            }],
        } })
    );
    setup.portal.settings_mut().rest3.generation = Generation::J26;
    let (_, reply) = setup.call_v3("timeman.record.list", json!({}));
    let code = reply["error"]["code"].as_str().unwrap();
    assert_eq!(code, "BITRIX_REST_V3_EXCEPTIONS_VALIDATION_REQUESTVALIDATIONEXCEPTION");
}

#[test]
fn generation_is_an_option_and_a_setting() {
    let options =
        portal::Options { users: 20, rest3: Generation::J26, ..portal::Options::default() };
    let mut setup = Setup { portal: portal::Portal::new(options), token: String::new(), now: NOW };
    let reply = json(&setup.send_v3("no.method", "{}"));
    assert_eq!(reply["error"]["code"], "BITRIX_REST_V3_EXCEPTIONS_METHODNOTFOUNDEXCEPTION");
    let (status, settings) =
        setup.control("PATCH", "settings", json!({ "rest3": { "generation": "a26" } }));
    assert_eq!((status, &settings["rest3"]["generation"]), (200, &json!("a26")));
    let reply = json(&setup.send_v3("no.method", "{}"));
    assert_eq!(reply["error"]["code"], "BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION");
    setup.portal.reset();
    assert_eq!(setup.portal.settings().rest3.generation, Generation::J26);
    let refused = setup.control("PATCH", "settings", json!({ "rest3": { "generation": "x" } }));
    assert_eq!(refused.0, 400);
}
