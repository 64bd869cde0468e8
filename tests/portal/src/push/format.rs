//! The formats in which messages are sent.

use serde_json::{Map, Value, json};

use super::frame::PushFrame;
use super::message::Message;
use super::protobuf;
use crate::dates;

/// The format of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// JSON between marks, without separators.
    Text,
    /// A JSON array.
    Json,
    /// Protobuf.
    Binary,
    /// JSON-RPC 2.0.
    Rpc,
}

/// A part of a frame.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Message(Box<Message>),
    /// Text that is sent as it is.
    Raw(String),
}

const START: &str = "#!NGINXNMS!#";
const END: &str = "#!NGINXNME!#";

/// Writes pieces as frames: as one, except that raw text is a frame of its own where a frame can
/// have no foreign text.
pub(crate) fn write(format: Format, version: u8, pieces: &[Piece]) -> Vec<PushFrame> {
    match format {
        Format::Text => {
            let texts = pieces.iter().map(|piece| match piece {
                Piece::Message(message) => format!("{START}{}{END}", envelope(message, version)),
                Piece::Raw(text) => text.clone(),
            });
            vec![PushFrame::Text(texts.collect())]
        }
        Format::Json => {
            let texts = pieces.iter().map(|piece| match piece {
                Piece::Message(message) => envelope(message, version).to_string(),
                Piece::Raw(text) => text.clone(),
            });
            vec![PushFrame::Text(format!("[{}]", texts.collect::<Vec<_>>().join(",")))]
        }
        Format::Binary => apart(pieces, |messages| PushFrame::Binary(protobuf::batch(messages))),
        Format::Rpc => apart(pieces, |messages| {
            let mut requests: Vec<Value> =
                messages.iter().map(|message| request(message)).collect();
            let text = match requests.len() {
                1 => requests.remove(0).to_string(),
                _ => Value::Array(requests).to_string(),
            };
            PushFrame::Text(text)
        }),
    }
}

/// Writes successive messages as one frame, and each raw text as a frame.
fn apart(pieces: &[Piece], batch: impl Fn(&[&Message]) -> PushFrame) -> Vec<PushFrame> {
    let mut frames = Vec::new();
    let mut messages: Vec<&Message> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Message(message) => messages.push(message),
            Piece::Raw(text) => {
                if !messages.is_empty() {
                    frames.push(batch(&messages));
                    messages.clear();
                }
                frames.push(PushFrame::Text(text.clone()));
            }
        }
    }
    if !messages.is_empty() {
        frames.push(batch(&messages));
    }
    frames
}

/// Returns the envelope of versions up to 4. Version 4 has no channel; versions up to 2 have
/// `extra` beside the text.
fn envelope(message: &Message, version: u8) -> Value {
    let Message { number, mid, .. } = message;
    let mut text = message.text_body();
    if version >= 4 {
        return json!({
            "id": number, "mid": mid, "channel": "-", "tag": "", "time": "", "text": text,
        });
    }
    let (tag, time) = (message.tag.to_string(), dates::http(message.time as i64));
    let channel = &message.channel;
    if version == 3 {
        return json!({
            "id": number, "mid": mid, "channel": channel, "tag": tag, "time": time, "text": text,
        });
    }
    let extra = text.as_object_mut().and_then(|text| text.shift_remove("extra"));
    json!({
        "id": number, "mid": mid, "channel": channel, "tag": tag, "time": time, "text": text,
        "extra": extra,
    })
}

/// Returns the request `incoming.message` of version 5.
fn request(message: &Message) -> Value {
    let Message { number, mid, body, sender, user_params, dictionary, .. } = message;
    let sender = json!({ "type": if sender.client { 1 } else { 2 }, "id": sender.id });
    let mut params = Map::new();
    params.insert("mid".to_owned(), json!(mid));
    params.insert("body".to_owned(), body.to_json(&[]));
    params.insert("sender".to_owned(), sender);
    for (name, more) in [("user_params", user_params), ("dictionary", dictionary)] {
        if let Some(more) = more {
            params.insert(name.to_owned(), Value::Object(more.clone()));
        }
    }
    json!({ "jsonrpc": "2.0", "method": "incoming.message", "params": params, "id": number })
}
