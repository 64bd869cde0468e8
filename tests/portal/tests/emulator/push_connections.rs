//! The connections of the push server: who may connect, how long they live, and the log.

use crate::common::Setup;
use crate::common::push::{channels, close_code, pieces};
use portal::{PushEnd, PushFrame, PushOpening, Request};
use serde_json::{Value, json};

#[test]
fn wrong_channel_rejects_the_list() {
    let mut setup = Setup::new();
    let config = setup.push_config();
    let list = channels(&config);
    for query in [
        String::new(),
        "CHANNEL_ID=".into(),
        format!("CHANNEL_ID={list}0"),
        format!("CHANNEL_ID={list}%2Fx"),
        "token=a.b.c".into(),
    ] {
        match setup.push_open(&query, true) {
            PushOpening::Close(end) => assert_eq!(close_code(&end), 4010, "{query}"),
            other => panic!("{query}: {other:?}"),
        }
        match setup.push_open(&query, false) {
            PushOpening::Respond(response) => {
                assert_eq!(response.status, 400);
                assert!(response.text().starts_with("4010: "));
                assert_eq!(response.header("access-control-allow-origin"), Some("*"));
            }
            other => panic!("{query}: {other:?}"),
        }
    }
    let id = config["channels"]["private"]["id"].as_str().unwrap();
    let (private, rest) = id.split_once(':').unwrap();
    let (_, signature) = rest.split_once('.').unwrap();
    match setup.push_open(&format!("CHANNEL_ID={private}.{signature}"), true) {
        PushOpening::Close(end) => assert_eq!(close_code(&end), 4012),
        other => panic!("{other:?}"),
    }
}

#[test]
fn shared_server_requires_the_client_id() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "mode": "shared" }));
    let query = setup.push_query();
    match setup.push_open(&query, true) {
        PushOpening::Close(end) => assert_eq!(close_code(&end), 4036),
        other => panic!("{other:?}"),
    }
    let client_id = setup.push_config()["clientId"].as_str().unwrap().to_owned();
    setup.push_socket(&format!("{query}&clientId={client_id}"));
}

#[test]
fn version_5_pings_and_drops_the_mute() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "version": 5 }));
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    assert_eq!(setup.push_texts(socket, 10.0), ["ping"]);
    setup.portal.receive_push(socket, "pong");
    assert_eq!(setup.push_texts(socket, 10.0), ["ping"]);
    assert_eq!(setup.push_texts(socket, 10.0), ["ping"]);
    let step = setup.push_step(socket, 10.0);
    assert!(matches!(step.end, Some(PushEnd::Drop)));
}

#[test]
fn version_4_ignores_text_and_pings_below_the_script() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.portal.receive_push(socket, r#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#);
    assert!(setup.push_step(socket, 119.0).frames.is_empty());
    assert_eq!(setup.push_step(socket, 1.0).frames, [PushFrame::Ping]);
}

#[test]
fn polling_is_held_until_a_message() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let open = |setup: &mut Setup, query: &str| match setup.push_open(query, false) {
        PushOpening::Open(connection) => connection,
        other => panic!("{other:?}"),
    };
    let respond =
        |setup: &mut Setup, connection, seconds| match setup.push_step(connection, seconds).end {
            Some(PushEnd::Respond(response)) => response,
            other => panic!("{other:?}"),
        };
    let held = open(&mut setup, &query);
    assert!(setup.push_step(held, 39.0).end.is_none());
    let nothing = respond(&mut setup, held, 1.0);
    assert_eq!((nothing.status, nothing.body.len()), (304, 0));
    assert_eq!(nothing.header("expires"), Some("Thu, 01 Jan 1973 11:11:01 GMT"));
    let mid = nothing.header("last-message-id").unwrap().to_owned();

    setup.push_act(json!({ "send": [{ "command": "a" }] }));
    let again = open(&mut setup, &format!("{query}&mid={mid}"));
    let response = respond(&mut setup, again, 0.0);
    assert_eq!(response.status, 200);
    let messages = pieces(&response.text());
    assert_eq!(messages[0]["text"]["command"], "a");
    assert_eq!(response.header("last-message-id"), messages[0]["mid"].as_str());
}

#[test]
fn revoked_channels_are_rejected() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    setup.push_act(json!({ "revoke": true }));
    assert!(matches!(setup.push_open(&query, true), PushOpening::Close(_)));
    let query = setup.push_query();
    setup.push_socket(&query);
}

#[test]
fn log_redacts_secrets() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&format!("{query}&revision=19&clientId=c&token=t"));
    setup.portal.close_push(socket, 3004, setup.now + 1.5);
    setup.push_open("CHANNEL_ID=x", false);
    let log = setup.control("GET", "push", Value::Null).1;
    let parameters = json!({
        "CHANNEL_ID": "***", "revision": "19", "clientId": "***", "token": "***",
    });
    let [socket, polling] = [&log["attempts"][0], &log["attempts"][1]];
    assert_eq!(socket["parameters"], parameters);
    assert_eq!((&socket["code"], &socket["ended_by"]), (&json!(3004), &json!("client")));
    assert_eq!(socket["ended_at"].as_u64().unwrap() - socket["at"].as_u64().unwrap(), 1500);
    assert_eq!((&polling["code"], &polling["transport"]), (&json!(4010), &json!("polling")));
    let secrets = setup.control("GET", "push/secrets", Value::Null).1;
    for secret in secrets.as_array().unwrap() {
        assert!(!log.to_string().contains(secret.as_str().unwrap()));
    }
    setup.control("DELETE", "push", Value::Null);
    assert_eq!(setup.control("GET", "push", Value::Null).1["attempts"], json!([]));
}

#[test]
fn faults_of_connections() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let status = |opening| match opening {
        PushOpening::Respond(response) => response.status,
        other => panic!("{other:?}"),
    };
    setup.push_settings(json!({ "faults": { "refuse_sockets": true, "refuse_polling": true } }));
    assert_eq!(status(setup.push_open(&query, true)), 502);
    assert_eq!(status(setup.push_open(&query, false)), 502);

    setup.push_settings(json!({ "faults": {
        "refuse_sockets": false, "refuse_polling": false, "html": true, "connects_per_minute": 4,
    } }));
    assert_eq!(status(setup.push_open(&query, false)), 200);
    setup.push_socket(&query);
    match setup.push_open(&query, true) {
        PushOpening::Close(end) => assert_eq!(close_code(&end), 4029),
        other => panic!("{other:?}"),
    }
    setup.push_settings(json!({ "faults": { "html": false, "no_cors": true } }));
    match setup.push_open(&query, false) {
        PushOpening::Respond(response) => {
            assert_eq!(response.header("access-control-allow-origin"), None);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(status(setup.push_open(&query, false)), 429);
    setup.now += 61.0;
    setup.push_socket(&query);
    setup.push_settings(json!({ "faults": { "reject_code": 4010 } }));
    match setup.push_open(&query, true) {
        PushOpening::Close(end) => assert_eq!(close_code(&end), 4010),
        other => panic!("{other:?}"),
    }
}

#[test]
fn reset_drops_connections() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.control("POST", "reset", Value::Null);
    assert!(matches!(setup.push_step(socket, 0.0).end, Some(PushEnd::Drop)));
    assert!(matches!(setup.push_open(&query, true), PushOpening::Close(_)));
}

#[test]
fn foreign_host_and_other_methods_are_rejected() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let mut status = |method: &str, host: &str| {
        let request = Request {
            method: method.into(),
            target: format!("/sub/?{query}"),
            headers: vec![("Host".into(), host.into())],
            ..Request::default()
        };
        match setup.portal.open_push(&request, false, setup.now) {
            PushOpening::Respond(response) => response.status,
            _ => 0,
        }
    };
    assert_eq!(status("GET", "localhost:8002"), 0);
    assert_eq!(status("GET", "evil.example"), 403);
    assert_eq!(status("OPTIONS", "localhost:8002"), 405);
}
