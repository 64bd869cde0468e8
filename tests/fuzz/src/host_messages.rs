//! Messages of the host page. Input: the name of a command, then a message.

use b24_wasm::ErrorKind;
use b24_wasm::frame::info::{InitData, access};
use b24_wasm::frame::message::{self, Session};
use b24_wasm::frame::{Info, Interface};
use b24_wasm::wire::{Value, json};

use crate::lines;

pub fn check(input: &str) {
    let (command, text) = lines::split(input);
    let Some((id, payload)) = message::split_reply(text) else {
        assert!(!text.contains(':'), "{text}");
        return;
    };
    assert_eq!(format!("{id}:{payload}"), text);
    let value = match message::payload(command, payload) {
        Ok(value) => value,
        Err(error) => {
            let expected = (ErrorKind::Frame, "INVALID_HOST_MESSAGE");
            return assert_eq!((error.kind(), error.code()), expected);
        }
    };
    let written = json::write(&value);
    assert_eq!(message::payload(command, &written).as_ref(), Ok(&value), "{written}");
    check_reply(command, &value);
    check_encoded(command, &value);
}

/// Asserts that what a reply contains is read completely or refused.
fn check_reply(command: &str, value: &Value) {
    if let Some(error) = message::refusal(value) {
        assert!(!error.to_string().is_empty(), "{error:?}");
    }
    if let Ok(access) = access(command, value, 0.0) {
        assert!(!access.token().is_empty(), "an empty token");
    }
    if let Ok(data) = InitData::read("https://example.bitrix24.com", value.clone(), 0.0) {
        let Info { portal, .. } = &data.info;
        assert_eq!(portal, "https://example.bitrix24.com", "the reply changes the portal");
        assert!(!data.access.token().is_empty(), "an empty token");
    }
    if let Ok(interface) = Interface::read(value) {
        let names = |name| value.as_map()?.get(name)?.as_list().map(<[Value]>::len);
        assert_eq!(names("command"), Some(interface.commands.len()));
        assert_eq!(names("event"), Some(interface.events.len()));
    }
}

/// Asserts that the host page reads the same parameters from a command.
fn check_encoded(command: &str, params: &Value) {
    let session = Session::new("example.bitrix24.com", "1", "c0ffee").unwrap();
    match session.encode(command, params.clone(), "7") {
        Value::Map(object) => {
            assert!(command.contains(':'), "{command}");
            assert_eq!(object.get("params"), Some(params));
        }
        message => {
            let message = message.as_text().unwrap();
            let rest = message.strip_prefix(command).and_then(|rest| rest.strip_prefix(':'));
            let params_text = rest.and_then(|rest| rest.strip_suffix(":7:c0ffee")).unwrap();
            let read = message::payload(command, params_text).unwrap();
            let is_empty = params.as_map().is_some_and(b24_wasm::Map::is_empty);
            let expected = if is_empty { &Value::Null } else { params };
            assert_eq!(&read, expected, "{message}");
        }
    }
}
