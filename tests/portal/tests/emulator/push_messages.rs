//! The messages of the push server: delivery, formats and history.

use crate::common::Setup;
use crate::common::push::pieces;
use portal::{PushEnd, PushFrame};
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
fn message_to_a_dropped_connection_is_missed() {
    let mut setup = Setup::new();
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "send": [{ "command": "a" }] }));
    setup.push_act(json!({ "drop": true, "send": [{ "command": "b" }] }));
    let step = setup.push_step(socket, 0.0);
    assert!(matches!(step.end, Some(PushEnd::Drop)));
    let [PushFrame::Text(text)] = &step.frames[..] else { panic!("{:?}", step.frames) };
    let messages = pieces(text);
    assert_eq!((messages.len(), messages[0]["text"]["command"].as_str()), (1, Some("a")));
    let mid = messages[0]["mid"].as_str().unwrap();
    let again = setup.push_socket(&format!("{query}&mid={mid}"));
    assert_eq!(setup.push_commands(again, 0.0), ["b"]);
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
fn version_3_has_the_channel_and_extra_in_the_text() {
    let mut setup = Setup::new();
    setup.push_settings(json!({ "version": 3 }));
    let query = setup.push_query();
    let socket = setup.push_socket(&query);
    setup.push_act(json!({ "send": [{ "command": "a", "dictionary": { "x": 1 } }] }));
    let message = pieces(&setup.push_texts(socket, 0.0)[0]).remove(0);
    assert_ne!(message["channel"], "-");
    assert_eq!(message["tag"], "1");
    assert_eq!(message["text"]["params"], json!({ "x": 1 }));
    assert_eq!(message["text"]["extra"]["server_name"], "localhost:8000");
    let mid = message["mid"].as_str().unwrap();
    let again = setup.push_socket(&format!("{query}&mid={mid}"));
    assert!(setup.push_texts(again, 0.0).is_empty());
}
