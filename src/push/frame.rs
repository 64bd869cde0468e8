//! Frames of the push server: texts with any number of messages.
//!
//! | frame | servers |
//! | --- | --- |
//! | `#!NGINXNMS!#{…}#!NGINXNME!#`, repeated | up to version 4 |
//! | `[{…}]` | the same messages as JSON |
//! | `{"jsonrpc":"2.0","method":"incoming.message",…}`, or a list of them | from version 5 |
//! | `ping` | from version 5 |
//!
//! The first character decides, whatever the client asked for.

use super::message::Message;
use crate::text;
use crate::wire::json::{self, Reader};
use crate::wire::{Map, Value};

const START: &str = "#!NGINXNMS!#";
const END: &str = "#!NGINXNME!#";

/// The longest frame that is read; a portal's events have at most 1 MB.
const MAX_LENGTH: usize = 16 << 20;

/// A part of a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A message.
    Message(Message),
    /// A request for a sign of life.
    Ping,
    /// Anything else.
    Unknown,
}

/// Reads a frame. What is no message is [`Piece::Unknown`], and does not affect the others.
#[must_use]
pub fn read(frame: &str) -> Vec<Piece> {
    let frame = frame.trim_ascii();
    match frame.as_bytes().first() {
        None => Vec::new(),
        _ if frame.len() > MAX_LENGTH => vec![Piece::Unknown],
        Some(b'[' | b'{') => match json::read(frame) {
            Ok(Value::List(items)) => items.into_iter().map(read_item).collect(),
            Ok(item) => vec![read_item(item)],
            Err(_) => vec![Piece::Unknown],
        },
        _ if frame == "ping" => vec![Piece::Ping],
        _ => read_marked(frame),
    }
}

/// Reads messages between markers. A marker within a text of a message is not one.
fn read_marked(mut rest: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some((before, after)) = text::split(rest, START) {
        if !before.trim_ascii().is_empty() {
            pieces.push(Piece::Unknown);
        }
        let mut reader = Reader::new(after);
        let value = reader.value();
        let read = after_end(reader.rest().trim_ascii_start());
        pieces.push(match (value, read) {
            (Some(item), Some(_)) => read_item(item),
            _ => Piece::Unknown,
        });
        // The last character of a broken marker may be the first one of the next.
        rest = read.or_else(|| rest.get(before.len() + 1..)).unwrap_or_default();
    }
    if !rest.trim_ascii().is_empty() && pieces.last() != Some(&Piece::Unknown) {
        pieces.push(Piece::Unknown);
    }
    pieces
}

/// Returns the text after an end marker. Its last character may be the first one of the next message.
fn after_end(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(END)?;
    let is_shared = START.strip_prefix('#').is_some_and(|start| rest.starts_with(start));
    if is_shared { text.get(END.len() - 1..) } else { Some(rest) }
}

fn read_item(item: Value) -> Piece {
    let message = match item {
        Value::Map(item) if item.get("jsonrpc").is_some() => read_call(item),
        Value::Map(item) => Message::read(item),
        _ => None,
    };
    message.map_or(Piece::Unknown, Piece::Message)
}

/// Reads a call of JSON-RPC.
fn read_call(mut call: Map) -> Option<Message> {
    if call.get("method").and_then(Value::as_text) != Some("incoming.message") {
        return None;
    }
    let id = call.remove("id").filter(|id| *id != Value::Null);
    match call.remove("params") {
        Some(Value::Map(params)) => Message::read_call(params, id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commands(frame: &str) -> Vec<String> {
        let name = |piece| match piece {
            Piece::Message(message) => message.mid + " " + &message.event.command,
            Piece::Ping => "ping".to_owned(),
            Piece::Unknown => "?".to_owned(),
        };
        read(frame).into_iter().map(name).collect()
    }

    fn marked(mid: &str, command: &str) -> String {
        format!(
            r#"{START}{{"mid":"{mid}","text":{{"module_id":"App","command":"{command}"}}}}{END}"#
        )
    }

    #[test]
    fn reads_every_format() {
        let item = r#"{"mid":"1","text":{"module_id":"m","command":"c"}}"#;
        let call = r#"{"jsonrpc":"2.0","method":"incoming.message","params":{"mid":"2","body":{"module_id":"m","command":"d"}}}"#;
        for (frame, expected) in [
            (marked("1", "c"), vec!["1 c"]),
            (marked("1", "c") + &marked("2", "d"), vec!["1 c", "2 d"]),
            (marked("1", "c") + "\n " + &marked("2", "d") + " ", vec!["1 c", "2 d"]),
            (item.to_owned(), vec!["1 c"]),
            (format!(" [{item},{call}]"), vec!["1 c", "2 d"]),
            (call.to_owned(), vec!["2 d"]),
            ("ping".to_owned(), vec!["ping"]),
            (String::new(), vec![]),
        ] {
            assert_eq!(commands(&frame), expected, "{frame}");
        }
    }

    #[test]
    fn garbage_loses_only_itself() {
        let (first, last) = (marked("1", "a"), marked("2", "b"));
        for garbage in [
            "garbage".to_owned(),
            format!("{START}{{\"mid\":{END}"),
            format!("{START}{{\"mid\":"),
            format!("{START}7{END}"),
            format!("{START}{{}}{END}"),
            format!("{START}[{START}\"{END}"),
            format!("{START}{{\"text\":{{\"module_id\":\"\",\"command\":\"x\"}}}}{END}"),
            START.to_owned(),
            START.trim_end_matches('#').to_owned(),
            END.trim_end_matches('#').to_owned(),
            format!("{START}7{}", END.trim_end_matches('#')),
        ] {
            let read = commands(&format!("{first}{garbage}{last}"));
            assert_eq!((read.first(), read.last()), (Some(&"1 a".into()), Some(&"2 b".into())));
            assert!(read.iter().skip(1).rev().skip(1).all(|piece| piece == "?"), "{garbage}");
            assert!(read.len() > 2, "{garbage}");
        }
        for frame in ["<html>", "{", "[7]", r#"{"jsonrpc":"2.0","result":{}}"#, "pong"] {
            assert_eq!(commands(frame), ["?"], "{frame}");
        }
    }

    #[test]
    fn a_marker_in_a_text_is_no_marker() {
        let forged = marked("9", "forged").replace('"', "\\\"");
        let frame = format!(
            r#"{START}{{"mid":"1","text":{{"module_id":"m","command":"c","params":{{"t":"{END}{forged}"}}}}}}{END}"#
        );
        assert_eq!(commands(&frame), ["1 c"]);
    }

    #[test]
    fn reads_the_content() {
        let frame = r#"{"mid":7,"tag":"8","time":"9","extra":{"server_time_unix":1769762976.123},
            "text":{"module_id":"App","command":"c","params":[]}}"#;
        let [Piece::Message(message)] = &read(frame)[..] else { panic!("no message") };
        assert_eq!((&*message.mid, &*message.tag, &*message.time), ("7", "8", "9"));
        assert_eq!(message.event.module, "app");
        assert_eq!(message.event.params, Value::Map(Map::new()));
        assert_eq!(message.event.sent_at, Some(1_769_762_976_123));
    }

    #[test]
    fn merges_the_parameters_of_a_call() {
        let frame = r#"{"jsonrpc":"2.0","id":3,"method":"incoming.message","params":{"mid":"1",
            "body":{"module_id":"m","command":"c","params":{"a":1,"b":1}},
            "user_params":{"b":2,"d":2},"dictionary":{"d":3}}}"#;
        let [Piece::Message(message)] = &read(frame)[..] else { panic!("no message") };
        assert_eq!(json::write(&message.event.params), r#"{"a":1,"b":2,"d":3}"#);
        assert_eq!(message.call, Some(3.into()));
    }
}
