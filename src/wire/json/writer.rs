//! The writer.

use crate::wire::value::{Map, Value};

/// Writes a value as JSON text.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

/// Writes a map as a JSON object.
#[must_use]
pub fn write_map(map: &Map) -> String {
    write_with(None, map)
}

/// Writes an optional token and parameters as one object.
pub(crate) fn write_with(token: Option<&str>, params: &Map) -> String {
    let mut out = String::from("{");
    if let Some(token) = token {
        out.push_str("\"auth\":");
        write_string(token, &mut out);
    }
    write_entries(params, &mut out);
    out.push('}');
    out
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::Text(_) | Value::Reference(_) => {
            write_string(value.as_text().unwrap_or_default(), out);
        }
        Value::List(list) => {
            out.push('[');
            for (at, item) in list.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Map(map) | Value::Keyed(map) => {
            out.push('{');
            write_entries(map, out);
            out.push('}');
        }
    }
}

fn write_entries(map: &Map, out: &mut String) {
    for (name, item) in map.iter() {
        if !out.ends_with('{') {
            out.push(',');
        }
        write_string(name, out);
        out.push(':');
        write_value(item, out);
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' => {
                out.push_str(if character < '\u{10}' { "\\u000" } else { "\\u001" });
                out.push(char::from_digit(u32::from(character) % 16, 16).unwrap_or('0'));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
