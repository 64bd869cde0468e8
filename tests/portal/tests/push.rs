//! The push server: connections, delivery, history, control messages and the log.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::Setup;
use common::push::{channels, close_code, pieces};
use portal::{PushEnd, PushFrame, PushOpening};
use serde_json::{Value, json};

const EVENT: &str = "pull.application.event.add";

#[test]
fn event_is_delivered_after_its_response() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.call(EVENT, "COMMAND=hello");
    let step = setup.push_step(socket, 0.0);
    assert!(step.frames.is_empty());
    let wake = step.wake.unwrap();
    assert_eq!(setup.push_commands(socket, wake - setup.now), ["hello"]);
}

#[test]
fn equal_events_of_a_request_are_merged() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    let event = |command: &str| format!("{EVENT}?COMMAND={command}");
    setup.call_json("batch", json!({ "cmd": [event("a"), event("a"), event("b")] }));
    assert_eq!(setup.push_commands(socket, 1.0), ["a", "b"]);
    setup.call(EVENT, "COMMAND=a");
    assert_eq!(setup.push_commands(socket, 1.0), ["a"]);
}

#[test]
fn too_large_event_is_dropped() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    let padding = "x".repeat(1 << 20);
    let reply = setup.call_json(EVENT, json!({ "COMMAND": "a", "PARAMS": { "p": padding } }));
    assert_eq!(reply["result"], true);
    setup.call(EVENT, "COMMAND=b");
    assert_eq!(setup.push_commands(socket, 1.0), ["b"]);
}

#[test]
fn event_for_users_reaches_only_their_channels() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let first = setup.push_socket(&query);
    setup.be_user(2);
    let query = setup.push_query();
    let second = setup.push_socket(&query);
    setup.push_act(json!({ "send": [
        { "command": "all" }, { "command": "two", "users": [2, 3] },
        { "command": "other", "app": "other.app" },
    ] }));
    assert_eq!(setup.push_commands(first, 0.0), ["all"]);
    assert_eq!(setup.push_commands(second, 0.0), ["all", "two"]);
}

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
fn messages_are_gathered_after_the_first() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    let send = |setup: &mut Setup, command: &str| {
        setup.push_act(json!({ "send": [{ "command": command }] }));
    };
    send(&mut setup, "a");
    assert_eq!(setup.push_commands(socket, 0.0), ["a"]);
    send(&mut setup, "b");
    send(&mut setup, "c");
    assert!(setup.push_texts(socket, 0.3).is_empty());
    let texts = setup.push_texts(socket, 0.11);
    assert_eq!((texts.len(), pieces(&texts[0]).len()), (1, 2));
}

#[test]
fn raw_text_is_between_messages() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "send": [{ "command": "a" }, { "raw": "?" }, { "command": "b" }] }));
    let texts = setup.push_texts(socket, 0.0);
    assert_eq!(pieces(&texts[0]).len(), 2);
    assert!(texts[0].contains("#!NGINXNME!#?#!NGINXNMS!#"));
}

#[test]
fn missed_messages_come_first() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "channel_lifetime": 1_000_000 }));
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "send": [{ "command": "a" }, { "command": "b" }, { "command": "c" }] }));
    let mid = pieces(&setup.push_texts(socket, 0.0)[0])[0]["mid"].clone();
    let mid = mid.as_str().unwrap();
    let again = setup.push_socket(&format!("{query}&mid={mid}"));
    assert_eq!(setup.push_commands(again, 0.0), ["b", "c"]);
    let ignored = setup.push_socket(&format!("{query}&mid={}", &mid[1..]));
    assert!(setup.push_texts(ignored, 0.0).is_empty());

    setup.push_step(again, 80_000.0);
    setup.push_act(json!({ "send": [{ "command": "d" }] }));
    setup.push_step(again, 10_000.0);
    setup.push_act(json!({ "send": [{ "command": "e" }] }));
    let late = setup.push_socket(&format!("{query}&mid={mid}"));
    assert_eq!(setup.push_commands(late, 0.0), ["d", "e"]);
}

#[test]
fn missed_messages_of_version_2_are_found_by_tag_and_time() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "version": 2 }));
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "send": [{ "command": "a" }, { "command": "b" }] }));
    let messages = pieces(&setup.push_texts(socket, 0.0)[0]);
    let tags: Vec<_> = messages.iter().map(|message| message["tag"].as_str().unwrap()).collect();
    assert_eq!(tags, ["1", "2"]);
    assert_eq!(messages[0]["time"], "Mon, 21 Sep 2026 14:13:20 GMT");
    assert_eq!(messages[0]["extra"]["revision_web"], 19);
    assert_ne!(messages[0]["channel"], "-");
    let time = messages[0]["time"].as_str().unwrap().replace(' ', "%20");
    let again = setup.push_socket(&format!("{query}&tag=1&time={time}"));
    assert_eq!(setup.push_commands(again, 0.0), ["b"]);
}

#[test]
fn json_format_is_an_array() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&format!("{query}&format=json"));
    setup.push_act(json!({ "send": [{ "command": "a" }, { "command": "b" }] }));
    let texts = setup.push_texts(socket, 0.0);
    let messages: Value = serde_json::from_str(&texts[0]).unwrap();
    assert_eq!(messages[1]["text"]["command"], "b");
}

#[test]
fn binary_mode_is_protobuf() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&format!("{query}&binaryMode=true"));
    setup.push_act(
        json!({ "send": [{ "command": "a", "sender": { "client": true, "id": "0f" } }] }),
    );
    let step = setup.push_step(socket, 0.0);
    let [PushFrame::Binary(bytes)] = &step.frames[..] else { panic!("{:?}", step.frames) };
    // ResponseBatch, Response and OutgoingMessages, each with field 1, which is a message.
    assert_eq!([bytes[0], bytes[3], bytes[6]], [0x0a, 0x0a, 0x0a]);
    // The sender: of type 1, with the id 0x0f.
    assert!(bytes.ends_with(&[0x2a, 5, 0x08, 1, 0x12, 1, 0x0f]), "{bytes:x?}");
}

#[test]
fn version_5_speaks_json_rpc() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "version": 5 }));
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "send": [
        { "command": "a", "params": { "x": 1 }, "user_params": { "y": 2 } }, { "command": "b" },
    ] }));
    let texts = setup.push_texts(socket, 0.0);
    let batch: Value = serde_json::from_str(&texts[0]).unwrap();
    assert_eq!(batch[0]["method"], "incoming.message");
    let params = &batch[0]["params"];
    assert_eq!(params["body"]["params"], json!({ "x": 1 }));
    assert_eq!(params["user_params"], json!({ "y": 2 }));
    assert_eq!(params["sender"], json!({ "type": 2, "id": "" }));
    let mid = params["mid"].as_str().unwrap();
    setup.portal.receive_push(socket, &format!("mack:{mid}"));
    let log = setup.control("GET", "push", Value::Null).1;
    assert_eq!(log["attempts"][0]["unacknowledged"], json!([batch[1]["params"]["mid"]]));

    setup.portal.receive_push(socket, r#"{"jsonrpc":"2.0","id":7,"method":"ping"}"#);
    setup.portal.receive_push(socket, r#"{"jsonrpc":"2.0","id":8,"method":"none"}"#);
    let texts = setup.push_texts(socket, 0.0);
    assert!(texts[0].contains(r#""id":7,"result":"pong""#), "{}", texts[0]);
    assert!(texts[1].contains("-32601"));
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
fn ended_channel_is_replaced() {
    let mut setup = Setup::new();
    let before = setup.push_config()["channels"].clone();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "expire": { "action": "get_config" } }));
    let messages = pieces(&setup.push_texts(socket, 0.0)[0]);
    let expected = json!({
        "action": "get_config",
        "channel": { "id": before["shared"]["id"], "type": "local.example" },
    });
    assert_eq!(messages[0]["text"]["module_id"], "pull");
    assert_eq!(messages[0]["text"]["params"], expected);
    let after = setup.push_config()["channels"].clone();
    assert_ne!(after["shared"]["id"], before["shared"]["id"]);
    assert_eq!(after["private"], before["private"]);

    setup.push_act(json!({ "expire": { "action": "reconnect", "user": 1 } }));
    let messages = pieces(&setup.push_texts(socket, 0.4)[0]);
    let new = &messages[0]["text"]["params"]["new_channel"];
    assert_eq!(new["id"], setup.push_config()["channels"]["private"]["id"]);
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
    setup.push_settings(json!({ "faults": { "html": false } }));
    assert_eq!(status(setup.push_open(&query, false)), 429);
    setup.now += 61.0;
    setup.push_socket(&query);
}

#[test]
fn faults_of_messages() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_settings(json!({ "faults": { "repeat": true, "garbage": true, "delay_ms": 500 } }));
    setup.push_act(json!({ "send": [{ "command": "a" }] }));
    assert!(setup.push_texts(socket, 0.0).is_empty());
    let texts = setup.push_texts(socket, 0.5);
    let messages = pieces(&texts[0]);
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0]["mid"], messages[1]["mid"]);
    assert!(texts[0].starts_with("#garbage"));

    setup.push_settings(json!({ "faults": {
        "repeat": false, "garbage": false, "delay_ms": 0, "silent": true,
    } }));
    setup.push_act(json!({ "send": [{ "command": "b" }] }));
    let step = setup.push_step(socket, 1.0);
    assert!(step.silent && step.frames.is_empty() && step.wake.is_none());

    setup.push_settings(json!({ "faults": { "silent": false, "drop_after": 3 } }));
    setup.push_act(json!({ "send": [{ "command": "c" }] }));
    let step = setup.push_step(socket, 1.0);
    assert!(matches!(step.end, Some(PushEnd::Drop)));
    assert_eq!(step.frames.len(), 1);
    let log = setup.control("GET", "push", Value::Null).1;
    assert_eq!(log["attempts"][0]["code"], 1006);
    assert_eq!(log["attempts"][0]["mids"].as_array().unwrap().len(), 3);
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
