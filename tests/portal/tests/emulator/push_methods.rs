//! The methods `pull.application.*`.

use crate::common::{NOW, Setup};
use portal::Grant;
use serde_json::{Value, json};

const CONFIG: &str = "pull.application.config.get";
const EVENT: &str = "pull.application.event.add";

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Returns the parts of a channel's id before and after the dot.
fn parts(id: &Value) -> (&str, &str) {
    id.as_str().unwrap().split_once('.').unwrap()
}

#[test]
fn configuration_of_version_4() {
    let mut setup = Setup::new();
    let config = setup.push_config();
    let keys: Vec<_> = config.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["server", "api", "channels", "publicChannels", "exp"]);
    assert_eq!(config["api"], json!({ "revision_web": 19, "revision_mobile": 3 }));
    assert_eq!(config["exp"], NOW as i64 + 86_400);
    let server = &config["server"];
    assert_eq!(server["version"], 4);
    assert_eq!(server["mode"], "personal");
    assert_eq!(server["hostname"], "localhost:8000");
    assert_eq!(server["long_polling"], "http://localhost:8002/sub2/");
    assert_eq!(server["websocket"], "ws://localhost:8002/subws2/");
    assert_eq!(server["long_pooling_secure"], "https://localhost:8002/sub2/");
    assert_eq!(server["websocket_secure"], "wss://localhost:8002/subws2/");
    let (private, shared) = (&config["channels"]["private"], &config["channels"]["shared"]);
    let (ids, signature) = parts(&private["id"]);
    let (private_id, public_id) = ids.split_once(':').unwrap();
    assert!(is_hex(private_id, 32) && is_hex(public_id, 32) && is_hex(signature, 40));
    assert_eq!(private["public_id"], public_id);
    assert_eq!(private["type"], "local.example");
    let (id, signature) = parts(&shared["id"]);
    assert!(is_hex(id, 32) && is_hex(signature, 40));
    assert_eq!(config["publicChannels"]["1"]["user_id"], 1);
}

#[test]
fn configuration_of_other_versions() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "version": 2 }));
    let config = setup.push_config();
    assert_eq!(config["publicChannels"], false);
    assert!(is_hex(parts(&config["channels"]["private"]["id"]).0, 32));
    assert_eq!(config["channels"]["private"]["public_id"], Value::Null);
    assert_eq!(config["server"]["websocket"], "ws://localhost:8002/bitrix/subws/");

    setup.push_settings(json!({ "version": 5, "mode": "shared" }));
    let config = setup.push_config();
    assert_eq!(config["jwt"].as_str().unwrap().split('.').count(), 3);
    assert!(is_hex(config["clientId"].as_str().unwrap(), 32));
    assert_eq!(config["server"]["websocket"], "ws://localhost:8002/subws/");
}

#[test]
fn configuration_without_channels_has_an_empty_list() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "no_channels": true }));
    assert_eq!(setup.push_config()["channels"], json!([]));
}

#[test]
fn channels_stay_until_they_end() {
    let mut setup = Setup::new();
    let first = setup.push_config();
    setup.now += 3000.0;
    assert_eq!(setup.push_config()["channels"], first["channels"]);
    setup.now = NOW + 43_206.0;
    setup.token = setup.portal.issue_token(Grant::default(), setup.now).access_token;
    let kept = setup.call(CONFIG, "reopen=N")["result"].clone();
    assert_eq!(kept["channels"], first["channels"]);
    assert_ne!(setup.push_config()["channels"], first["channels"]);
}

#[test]
fn users_share_one_channel_and_have_their_own() {
    let mut setup = Setup::new();
    let first = setup.push_config()["channels"].clone();
    setup.be_user(2);
    let second = setup.push_config()["channels"].clone();
    assert_eq!(first["shared"], second["shared"]);
    assert_ne!(first["private"]["id"], second["private"]["id"]);
}

#[test]
fn callers_without_permission_are_rejected() {
    let mut setup = Setup::new();
    for method in [CONFIG, EVENT] {
        let target = format!("/rest/1/webhooksecret0001/{method}");
        let response = setup.send("POST", &target, "", "");
        assert_eq!(
            (response.status, crate::common::json(&response)["error"].as_str()),
            (403, Some("WRONG_AUTH_TYPE"))
        );
    }
    let grant = Grant { user: 1, scopes: Some(vec!["user".into()]) };
    setup.token = setup.portal.issue_token(grant, NOW).access_token;
    for method in [CONFIG, EVENT] {
        let response = setup.respond(method, "");
        assert_eq!(response.status, 401);
        assert_eq!(crate::common::json(&response)["error"], "insufficient_scope");
    }
}

#[test]
fn portal_without_a_push_server() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "configured": false }));
    let response = setup.respond(CONFIG, "");
    assert_eq!(response.status, 500);
    assert_eq!(crate::common::json(&response)["error"], "SERVER_ERROR");
}

#[test]
fn events_are_checked() {
    let mut setup = Setup::new();
    let mut code = |parameters: Value| setup.call_json(EVENT, parameters)["error"].clone();
    assert_eq!(code(json!({ "COMMAND": "Show_it:|.-1" })), Value::Null);
    assert_eq!(code(json!({ "command": "c", "params": "{\"a\":1}" })), Value::Null);
    assert_eq!(code(json!({ "COMMAND": "c", "USER_ID": [2, 3] })), Value::Null);
    assert_eq!(code(json!({})), "COMMAND_ERROR");
    assert_eq!(code(json!({ "COMMAND": "a b" })), "COMMAND_ERROR");
    assert_eq!(code(json!({ "COMMAND": "c", "MODULE_ID": "App" })), "MODULE_ID_ERROR");
    assert_eq!(code(json!({ "COMMAND": "c", "PARAMS": 1 })), "PARAMS_ERROR");
    assert_eq!(code(json!({ "COMMAND": "c", "PARAMS": "{" })), "PARAMS_ERROR");
}

#[test]
fn users_name_only_themselves_and_as_text() {
    let mut setup = Setup::new();
    setup.be_user(2);
    let mut code = |user: Value| {
        setup.call_json(EVENT, json!({ "COMMAND": "c", "USER_ID": user }))["error"].clone()
    };
    assert_eq!(code(json!("2")), Value::Null);
    assert_eq!(code(json!(["2"])), Value::Null);
    for user in [json!(2), json!([2]), json!("3"), json!(["2", "3"]), json!("[2]")] {
        assert_eq!(code(user.clone()), "USER_ID_ACCESS_ERROR", "{user}");
    }
}
