//! Inputs: a name, the number of a connection if it concerns one, and its content.

use crate::error::{Error, ErrorKind};
use crate::push::{Input, PageEvent, PollResponse, unavailable};
use crate::wire::{Map, Value, json, php};

/// Reads an input. `None` if it is none.
pub(super) fn read(text: &str) -> Option<Input> {
    let Ok(Value::List(parts)) = json::read(text) else { return None };
    let mut parts = parts.into_iter();
    let name = parts.next()?;
    let id = parts.next().as_ref().and_then(php::integer).unwrap_or_default() as u32;
    let content = parts.next().unwrap_or_default();
    Some(match name.as_text()? {
        "start" => Input::Start,
        "stop" => Input::Stop,
        "configured" => Input::Configured(id, Ok(content)),
        "unconfigured" => Input::Configured(id, Err(failure(content == Value::Bool(true)))),
        "unavailable" => Input::Configured(id, Err(unavailable())),
        "opened" => Input::Opened(id),
        "frame" => Input::Frame(id, text_of(content)),
        "closed" => Input::SocketClosed(id, php::integer(&content).unwrap_or_default() as u16),
        "polled" => Input::Polled(id, Ok(polled(content))),
        "unpolled" => Input::Polled(id, Err(failure(true))),
        "wake" => Input::Wake,
        "blocked" => Input::Page(PageEvent::Blocked(text_of(content))),
        "online" => Input::Page(PageEvent::Online),
        "visible" => Input::Page(PageEvent::Visible),
        "pagehide" => Input::Page(PageEvent::Hidden),
        "pageshow" => Input::Page(PageEvent::Shown),
        _ => return None,
    })
}

/// Creates an error without a code: the wrapper keeps the error itself.
fn failure(is_retryable: bool) -> Error {
    let kind = if is_retryable { ErrorKind::Network } else { ErrorKind::Portal };
    Error::new(kind, "", "")
}

fn polled(content: Value) -> PollResponse {
    let mut content = match content {
        Value::Map(content) => content,
        _ => Map::new(),
    };
    let status = content.get("status").and_then(php::integer).unwrap_or_default() as u16;
    let mut text = |name| content.remove(name).map(text_of).unwrap_or_default();
    PollResponse {
        status,
        body: text("body"),
        mid: text("mid"),
        tag: text("tag"),
        time: text("time"),
    }
}

fn text_of(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        _ => String::new(),
    }
}
