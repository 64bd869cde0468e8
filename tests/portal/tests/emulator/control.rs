//! The control address: settings, faults, tokens, and the recorded requests.

use crate::common::{NOW, Setup, json};
use portal::{FaultName, Handshake, Refresh, Request};
use serde_json::{Value, json};

#[test]
fn requests_are_recorded_and_deleted() {
    let mut setup = Setup::new();
    let target = "/rest/profile.json?x=1";
    setup.send("OPTIONS", target, "", "");
    let request = Request {
        method: "POST".into(),
        target: target.into(),
        headers: vec![
            ("content-type".into(), "text/plain".into()),
            ("origin".into(), "http://127.0.0.1:8001".into()),
        ],
        body: "a=\u{44f}".into(),
    };
    setup.portal.handle(request, NOW);
    setup.send("GET", "/", "", "");
    let (status, records) = setup.control("GET", "requests", Value::Null);
    assert_eq!(status, 200);
    let record = |method: &str, status: u16, preflight: bool| {
        json!({
            "method": method, "path": "/rest/profile.json", "query": "x=1",
            "content_type": null, "origin": null, "body": "",
            "status": status, "preflight": preflight,
        })
    };
    let mut post = record("POST", 401, false);
    post["content_type"] = "text/plain".into();
    post["origin"] = "http://127.0.0.1:8001".into();
    post["body"] = "a=\u{44f}".into();
    assert_eq!(records, json!([record("OPTIONS", 200, true), post]));
    assert_eq!(setup.portal.requests().len(), 2);

    assert_eq!(setup.control("DELETE", "requests", Value::Null).0, 200);
    assert_eq!(setup.control("GET", "requests", Value::Null).1, json!([]));
}

#[test]
fn request_without_a_response_has_status_0() {
    let mut setup = Setup::new();
    setup.control("POST", "faults", json!({ "name": "drop" }));
    setup.respond("profile", "");
    assert_eq!(setup.portal.requests()[0].status, 0);
}

#[test]
fn settings_are_read_and_partially_changed() {
    let mut setup = Setup::new();
    let (_, before) = setup.control("GET", "settings", Value::Null);
    assert_eq!(
        before["bucket"],
        json!({ "enabled": true, "capacity": 50.0, "leak_per_second": 2.0, "min_level": 0.0 })
    );
    let patch = json!({ "latency_ms": 30, "bucket": { "capacity": 5 }, "scopes": ["user"] });
    let (status, after) = setup.control("PATCH", "settings", patch);
    assert_eq!(status, 200);
    let mut expected = before.clone();
    expected["latency_ms"] = 30.into();
    expected["bucket"]["capacity"] = 5.0.into();
    expected["scopes"] = json!(["user"]);
    assert_eq!(after, expected);
    assert_eq!(setup.control("GET", "settings", Value::Null).1, expected);
    assert_eq!(setup.portal.settings().latency_ms, 30);
}

#[test]
fn rejects_invalid_input_without_changes() {
    let mut setup = Setup::new();
    let before = setup.portal.settings().clone();
    for (method, path, body, part) in [
        ("PATCH", "settings", json!({ "latency": 5 }), "unknown field `latency`"),
        ("PATCH", "settings", json!({ "latency_ms": "5" }), "invalid type"),
        (
            "PATCH",
            "settings",
            json!({ "latency_ms": 5, "bucket": { "size": 1 } }),
            "unknown field `size`",
        ),
        ("PATCH", "settings", json!([]), "must be a JSON object"),
        ("POST", "faults", json!({ "name": "earthquake" }), "unknown variant `earthquake`"),
        ("POST", "faults", json!({ "name": "drop", "time": 1 }), "unknown field `time`"),
        ("POST", "faults", json!({ "name": "error" }), r#"needs a "code""#),
        ("POST", "faults", json!({ "name": "error", "code": "OUPS" }), "\"OUPS\""),
        ("POST", "faults", Value::Null, "missing field `name`"),
        ("POST", "token", json!({ "user": 4_000_000 }), "no user 4000000"),
        ("POST", "token", json!({ "scope": [] }), "unknown field `scope`"),
    ] {
        let (status, reply) = setup.control(method, path, body.clone());
        assert_eq!(status, 400, "{path} {body}");
        assert!(reply["error"].as_str().unwrap().contains(part), "{path} {body}: {reply}");
    }
    let response = setup.send("POST", "/control/faults", "application/json", "{");
    assert_eq!(response.status, 400);
    assert_eq!(setup.portal.settings(), &before);
    assert_eq!(setup.respond("profile", "").status, 200);
}

#[test]
fn undocumented_error_requires_description_and_status() {
    let mut setup = Setup::new();
    let fault = json!({ "name": "error", "code": "MINE", "description": "Mine", "status": 418 });
    assert_eq!(setup.control("POST", "faults", fault).0, 200);
    let response = setup.respond("profile", "");
    assert_eq!(response.status, 418);
    assert_eq!(json(&response), json!({ "error": "MINE", "error_description": "Mine" }));
}

#[test]
fn unknown_path_is_not_found() {
    let mut setup = Setup::new();
    assert_eq!(setup.control("GET", "nothing", Value::Null).0, 404);
    assert_eq!(setup.control("PUT", "settings", json!({})).0, 404);
}

#[test]
fn faults_are_added_and_removed() {
    let mut setup = Setup::new();
    let fault = json!({ "name": "unavailable-html", "method": "profile", "times": 5 });
    assert_eq!(setup.control("POST", "faults", fault).0, 200);
    assert_eq!(setup.respond("profile", "").status, 503);
    assert_eq!(setup.control("DELETE", "faults", Value::Null).0, 200);
    assert_eq!(setup.respond("profile", "").status, 200);
}

#[test]
fn tokens_are_issued_and_expired() {
    let mut setup = Setup::new();
    let (_, token) = setup.control("POST", "token", json!({ "user": 2, "scopes": ["user_brief"] }));
    assert_eq!(token["expires_in"], 3600);
    assert_eq!(token["domain"], "localhost:8000");
    setup.token = token["access_token"].as_str().unwrap().to_owned();
    assert_eq!(setup.call("scope", "")["result"], json!(["user_brief"]));
    assert_eq!(setup.call("user.current", "")["result"]["ID"], "2");
    let (_, first) = setup.control("POST", "token", Value::Null);
    setup.token = first["access_token"].as_str().unwrap().to_owned();
    assert_eq!(setup.call("user.current", "")["result"]["ID"], "1");
    assert_eq!(setup.control("POST", "expire-tokens", Value::Null).0, 200);
    assert_eq!(setup.call("profile", "")["error"], "expired_token");
}

#[test]
fn reset_restores_the_initial_state() {
    let mut setup = Setup::new();
    let defaults = setup.portal.settings().clone();
    setup.control("PATCH", "settings", json!({ "bucket": { "capacity": 1 }, "token_lifetime": 5 }));
    setup.respond("profile", "");
    setup.control("POST", "faults", json!({ "name": "list-body" }));
    assert_eq!(setup.control("POST", "reset", Value::Null).0, 200);
    assert_eq!(setup.portal.settings(), &defaults);
    assert!(setup.portal.requests().is_empty());
    assert_eq!(setup.call("profile", "")["error"], "invalid_token");
    let (_, token) = setup.control("POST", "token", Value::Null);
    assert_ne!(token["access_token"], setup.token);
    setup.token = token["access_token"].as_str().unwrap().to_owned();
    assert_eq!(setup.respond("profile", "").status, 200);
}

#[test]
fn rejects_addresses_that_are_not_http() {
    let mut setup = Setup::new();
    let before = setup.portal.settings().clone();
    for address in ["javascript:alert(1)", "data:text/html,x", "moved.invalid", "http://", ""] {
        let (status, reply) = setup.control("PATCH", "settings", json!({ "moved_to": address }));
        assert_eq!(status, 400, "{address}: {reply}");
        assert!(reply["error"].as_str().unwrap().contains("http://"), "{address}: {reply}");
        let fault = json!({ "name": "redirect", "location": address });
        assert_eq!(setup.control("POST", "faults", fault).0, 400, "{address}");
    }
    assert_eq!(setup.portal.settings(), &before);
    for location in ["https://moved.invalid/x", "/rest/profile"] {
        let fault = json!({ "name": "redirect", "location": location, "times": 1 });
        assert_eq!(setup.control("POST", "faults", fault).0, 200, "{location}");
        assert_eq!(setup.respond("profile", "").header("location"), Some(location));
    }
}

#[test]
fn reports_the_names_of_all_faults() {
    let mut setup = Setup::new();
    let (status, names) = setup.control("GET", "faults", Value::Null);
    assert_eq!(status, 200);
    let known = |error: serde_json::Error| {
        let error = error.to_string();
        let list = error.split("expected one of").nth(1).unwrap();
        Value::from(list.split('`').skip(1).step_by(2).collect::<Vec<_>>())
    };
    let unknown = || json!("no-such-name");
    let requests = serde_json::from_value::<FaultName>(unknown()).unwrap_err();
    let handshake = serde_json::from_value::<Handshake>(unknown()).unwrap_err();
    let refresh = serde_json::from_value::<Refresh>(unknown()).unwrap_err();
    let expected = json!({
        "requests": known(requests), "handshake": known(handshake), "refresh": known(refresh),
    });
    assert_eq!(names, expected);
}
