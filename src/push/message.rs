//! Messages of the push server.

use crate::wire::{Map, Value};

/// An event that a portal has pushed. Any user of the app may have sent it: read the changed data again
/// instead of using its parameters, and never put them into HTML.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PushEvent {
    /// The module in lower case: `application` unless the sender has chosen another.
    pub module: String,
    /// The command: `order.changed`.
    pub command: String,
    /// The parameters; an empty map if there are none.
    pub params: Value,
    /// When the portal accepted the event, in milliseconds since 1970; none if the portal does not send it.
    pub sent_at: Option<u64>,
}

/// A message with its place in the order of its channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The identifier of the message; empty if the server has none.
    pub mid: String,
    /// The place in the order of old servers.
    pub tag: String,
    /// The time of the place.
    pub time: String,
    /// The content.
    pub event: PushEvent,
    /// The identifier of the call that the client confirms.
    pub call: Option<Value>,
}

impl Message {
    /// Reads a message of a text frame: `{ mid, tag, time, text: { module_id, command, params, extra } }`.
    pub(super) fn read(mut value: Map) -> Option<Self> {
        let Some(Value::Map(mut body)) = value.remove("text") else { return None };
        // Old servers have it beside the body.
        if let Some(extra) = value.remove("extra") {
            body.insert("extra", extra);
        }
        let [mid, tag, time] = ["mid", "tag", "time"].map(|name| text(&mut value, name));
        Some(Self { mid, tag, time, event: PushEvent::read(body)?, call: None })
    }

    /// Reads a message of JSON-RPC: `{ mid, body, user_params, dictionary }`.
    pub(super) fn read_call(mut params: Map, call: Option<Value>) -> Option<Self> {
        let Some(Value::Map(mut body)) = params.remove("body") else { return None };
        for name in ["user_params", "dictionary"] {
            let Some(Value::Map(more)) = params.remove(name) else { continue };
            let mut merged = match body.remove("params") {
                Some(Value::Map(merged)) => merged,
                _ => Map::new(),
            };
            for (name, value) in more {
                merged.insert(name, value);
            }
            body.insert("params", merged);
        }
        let mid = text(&mut params, "mid");
        let event = PushEvent::read(body)?;
        Some(Self { mid, tag: String::new(), time: String::new(), event, call })
    }
}

impl PushEvent {
    fn read(mut body: Map) -> Option<Self> {
        let module = text(&mut body, "module_id").to_ascii_lowercase();
        let command = text(&mut body, "command");
        if module.is_empty() || command.is_empty() {
            return None;
        }
        let params = match body.remove("params") {
            None => Value::Map(Map::new()),
            // PHP writes an empty map as a list.
            Some(Value::List(list)) if list.is_empty() => Value::Map(Map::new()),
            Some(params) => params,
        };
        let extra = body.get("extra").and_then(Value::as_map);
        let sent_at = extra.map(|extra| extra.thousandths("server_time_unix"));
        let sent_at = sent_at.filter(|time| *time > 0);
        Some(Self { module, command, params, sent_at })
    }
}

/// Removes a text or a number.
fn text(map: &mut Map, name: &str) -> String {
    match map.remove(name) {
        Some(Value::Text(text)) => text,
        Some(Value::Number(number)) => number.as_str().to_owned(),
        _ => String::new(),
    }
}
