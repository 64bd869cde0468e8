//! Event handlers: `event.bind`, `event.unbind`, `event.get`, `events`.

use crate::common::{NOW, Setup, json};
use portal::Grant;
use serde_json::{Value, json};

const HANDLER: &str = "https://app.example/handler";

/// Makes `user`, who is not an administrator, the caller.
fn as_user(setup: &mut Setup, user: u32) {
    setup.token = setup.portal.issue_token(Grant { user, scopes: None }, NOW).access_token;
}

fn bind(setup: &mut Setup, parameters: Value) -> Value {
    setup.call_json("event.bind", parameters)
}

fn handlers(setup: &mut Setup) -> Value {
    setup.call("event.get", "")["result"].clone()
}

#[test]
fn handler_is_bound_listed_and_unbound() {
    let mut setup = Setup::new();
    assert_eq!(handlers(&mut setup), json!([]));
    let bound = bind(&mut setup, json!({ "event": "OnUserAdd", "handler": HANDLER }));
    assert_eq!(bound["result"], true);
    let other = json!({ "EVENT": "ONAPPINSTALL", "HANDLER": HANDLER, "AUTH_TYPE": 7 });
    assert_eq!(bind(&mut setup, other)["result"], true);
    let handler = |event: &str, user: &str| json!({ "event": event, "handler": HANDLER, "auth_type": user, "offline": 0 });
    assert_eq!(
        handlers(&mut setup),
        json!([handler("ONUSERADD", "0"), handler("ONAPPINSTALL", "7")])
    );
    let unbind = json!({ "event": "onuseradd", "handler": HANDLER });
    assert_eq!(setup.call_json("event.unbind", unbind.clone())["result"], json!({ "count": 1 }));
    assert_eq!(setup.call_json("event.unbind", unbind)["result"], json!({ "count": 0 }));
    assert_eq!(handlers(&mut setup), json!([handler("ONAPPINSTALL", "7")]));
    setup.portal.reset();
    setup.token = setup.portal.issue_token(Grant::default(), NOW).access_token;
    assert_eq!(handlers(&mut setup), json!([]));
}

#[test]
fn unbind_without_user_removes_handlers_of_all_users() {
    let mut setup = Setup::new();
    for user in [0, 5, 6] {
        bind(&mut setup, json!({ "event": "ONUSERADD", "handler": HANDLER, "auth_type": user }));
    }
    let mut unbind = |form: &str| {
        let form = format!("event=ONUSERADD&handler={HANDLER}{form}");
        setup.call("event.unbind", &form)["result"]["count"].clone()
    };
    assert_eq!(unbind("&auth_type=5"), 1);
    assert_eq!(unbind("&auth_type="), 1);
    assert_eq!(unbind(""), 1);
}

#[test]
fn rejects_invalid_handlers() {
    let mut setup = Setup::new();
    let bound = json!({ "event": "ONUSERADD", "handler": HANDLER });
    bind(&mut setup, bound.clone());
    for (parameters, code, text) in [
        (json!({ "handler": HANDLER }), "ERROR_ARGUMENT", "Argument 'EVENT' is null or empty"),
        (json!({ "event": "ONUSERADD" }), "ERROR_ARGUMENT", "Argument 'HANDLER' is null or empty"),
        (
            json!({ "event": "ONUSERADD", "handler": HANDLER, "event_type": "later" }),
            "ERROR_ARGUMENT",
            "Value must be one of {online|offline}",
        ),
        (
            json!({ "event": "ONNOTHING", "handler": HANDLER }),
            "ERROR_EVENT_NOT_FOUND",
            "Event not found",
        ),
        (
            json!({ "event": "ONUSERADD", "handler": "https://localhost/handler" }),
            "ERROR_WRONG_HANDLER_URL",
            "Wrong handler URL",
        ),
        (
            json!({ "event": "ONUSERADD", "handler": "x" }),
            "ERROR_WRONG_HANDLER_URL",
            "Wrong handler URL",
        ),
        (
            json!({ "event": "ONUSERADD", "handler": "ftp://app.example/" }),
            "ERROR_UNSUPPORTED_PROTOCOL",
            "Unsupported handler protocol",
        ),
        (bound, "ERROR_CORE", "Unable to set event handler: Handler already binded"),
        (
            json!({ "event": "ONOFFLINEEVENT", "event_type": "offline" }),
            "ERROR_ARGUMENT",
            "Offline event cannot be registered for this event.",
        ),
    ] {
        let token = setup.token.clone();
        let mut body = parameters.clone();
        body["auth"] = token.into();
        let response = setup.send("POST", "/rest/event.bind", "application/json", body.to_string());
        let reply = json(&response);
        assert_eq!(response.status, 400, "{parameters}: {reply}");
        assert_eq!(reply["error"], code, "{parameters}");
        assert_eq!(reply["error_description"], text, "{parameters}");
    }
    assert_eq!(handlers(&mut setup).as_array().map(Vec::len), Some(1));
}

#[test]
fn event_of_a_missing_scope_is_not_found() {
    let mut setup = Setup::new();
    let grant = Grant { user: 1, scopes: Some(vec!["crm".to_owned()]) };
    setup.token = setup.portal.issue_token(grant, NOW).access_token;
    let mut bind = |event: &str| bind(&mut setup, json!({ "event": event, "handler": HANDLER }));
    assert_eq!(bind("ONUSERADD")["error"], "ERROR_EVENT_NOT_FOUND");
    assert_eq!(bind("ONCRMLEADADD")["result"], true);
    assert_eq!(bind("ONAPPUNINSTALL")["result"], true);
    let events = setup.call("events", "")["result"].clone();
    let has = |events: &Value, name: &str| events.as_array().unwrap().contains(&json!(name));
    assert!(has(&events, "ONCRMLEADADD") && has(&events, "ONAPPUNINSTALL"));
    assert!(!has(&events, "ONUSERADD"));
    let all = setup.call("events", "FULL=1")["result"].clone();
    assert!(has(&all, "ONUSERADD"));
    assert_eq!(setup.call("events", "SCOPE=user")["result"], json!(["ONUSERADD"]));
}

#[test]
fn users_bind_only_for_themselves() {
    let mut setup = Setup::new();
    bind(&mut setup, json!({ "event": "ONUSERADD", "handler": HANDLER }));
    as_user(&mut setup, 2);
    let denied = |reply: &Value, text: &str| {
        assert_eq!(reply["error"], "ACCESS_DENIED", "{reply}");
        assert_eq!(reply["error_description"], format!("Access denied! {text}"));
    };
    let mut own = json!({ "event": "ONUSERADD", "handler": HANDLER });
    assert_eq!(bind(&mut setup, own.clone())["result"], true);
    assert_eq!(handlers(&mut setup)[0]["auth_type"], "2");
    assert_eq!(handlers(&mut setup).as_array().map(Vec::len), Some(1));
    own["auth_type"] = 3.into();
    denied(
        &bind(&mut setup, own.clone()),
        "Event binding with AUTH_TYPE requires administrator access rights",
    );
    denied(
        &setup.call_json("event.unbind", own.clone()),
        "Event unbinding with AUTH_TYPE requires administrator access rights",
    );
    denied(
        &bind(&mut setup, json!({ "event": "ONUSERADD", "event_type": "offline" })),
        "Offline events binding requires administrator access rights",
    );
    denied(
        &setup.call_json("event.unbind", json!({ "event": "ONUSERADD", "event_type": "offline" })),
        "Offline events unbinding requires administrator access rights",
    );
    own["auth_type"] = 2.into();
    assert_eq!(setup.call_json("event.unbind", own)["result"]["count"], 1);
    as_user(&mut setup, 1);
    assert_eq!(handlers(&mut setup).as_array().map(Vec::len), Some(1));
}

#[test]
fn offline_handler_has_no_address() {
    let mut setup = Setup::new();
    let offline = json!({
        "event": "ONCRMDEALADD", "event_type": "OFFLINE", "handler": HANDLER, "auth_connector": "me",
    });
    assert_eq!(bind(&mut setup, offline.clone())["result"], true);
    assert_eq!(
        handlers(&mut setup),
        json!([{ "event": "ONCRMDEALADD", "connector_id": "me", "offline": 1 }])
    );
    let without = json!({ "event": "ONCRMDEALADD", "event_type": "offline" });
    assert_eq!(setup.call_json("event.unbind", without)["result"]["count"], 0);
    assert_eq!(setup.call_json("event.unbind", offline)["result"]["count"], 1);
}

#[test]
fn webhook_has_no_handlers() {
    let mut setup = Setup::new();
    for method in ["event.bind", "event.unbind", "event.get", "events"] {
        let target =
            format!("/rest/1/webhooksecret0001/{method}?event=ONUSERADD&handler={HANDLER}");
        let response = setup.send("POST", &target, "", "");
        assert_eq!((response.status, &json(&response)["error"]), (403, &json!("WRONG_AUTH_TYPE")));
    }
}
