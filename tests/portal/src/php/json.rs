//! `json_encode` with the flags of the REST server.

use bstr::ByteSlice;

use super::{Array, Key, Value};

/// Encodes a value as the portal does: `<`, `>`, `&`, `'` and `"` as `\u00XX`, `/` escaped, other
/// characters as UTF-8 except U+2028 and U+2029, invalid UTF-8 replaced by U+FFFD, and an array as
/// a list or an object depending on its keys (the empty one is `[]`).
///
/// The flags are `JSON_HEX_TAG`, `JSON_HEX_AMP`, `JSON_HEX_APOS`, `JSON_HEX_QUOT`,
/// `JSON_UNESCAPED_UNICODE` and `JSON_INVALID_UTF8_SUBSTITUTE`; floats follow
/// `serialize_precision=-1`.
pub fn json_encode(value: &Value) -> String {
    let mut json = String::new();
    write_value(&mut json, value);
    json
}

fn write_value(json: &mut String, value: &Value) {
    match value {
        Value::Null => json.push_str("null"),
        Value::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
        Value::Int(value) => json.push_str(&value.to_string()),
        Value::Float(value) => json.push_str(&float_text(*value)),
        Value::Text(text) => write_text(json, text),
        Value::Array(array) if array.is_list() => write_list(json, array),
        Value::Array(entries) | Value::Object(entries) => write_object(json, entries),
    }
}

fn write_list(json: &mut String, array: &Array) {
    json.push('[');
    for (index, value) in array.values().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write_value(json, value);
    }
    json.push(']');
}

fn write_object(json: &mut String, entries: &Array) {
    json.push('{');
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        match key {
            Key::Int(number) => write_text(json, number.to_string().as_bytes()),
            Key::Text(text) => write_text(json, text),
        }
        json.push(':');
        write_value(json, value);
    }
    json.push('}');
}

fn write_text(json: &mut String, text: &[u8]) {
    json.push('"');
    let mut rest = text;
    while !rest.is_empty() {
        let (character, length) = next_character(rest);
        write_character(json, character);
        rest = rest.get(length..).unwrap_or_default();
    }
    json.push('"');
}

fn write_character(json: &mut String, character: char) {
    match character {
        '\\' => json.push_str("\\\\"),
        '/' => json.push_str("\\/"),
        '\u{8}' => json.push_str("\\b"),
        '\u{c}' => json.push_str("\\f"),
        '\n' => json.push_str("\\n"),
        '\r' => json.push_str("\\r"),
        '\t' => json.push_str("\\t"),
        '<' | '>' | '&' | '\'' | '"' => json.push_str(&format!("\\u{:04X}", u32::from(character))),
        '\0'..='\x1f' | '\u{2028}' | '\u{2029}' => {
            json.push_str(&format!("\\u{:04x}", u32::from(character)));
        }
        _ => json.push(character),
    }
}

/// Returns the first character and its length in bytes. An invalid sequence counts as one U+FFFD
/// and ends, as in PHP, before the first byte that could start another character.
fn next_character(bytes: &[u8]) -> (char, usize) {
    let expected = match bytes.first() {
        Some(0x00..=0x7f) => 1,
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => return (char::REPLACEMENT_CHARACTER, 1),
    };
    let valid = bytes
        .get(..expected)
        .and_then(|bytes| bytes.to_str().ok())
        .and_then(|text| text.chars().next());
    match valid {
        Some(character) => (character, expected),
        None => {
            let length = (1..expected)
                .find(|&index| bytes.get(index).is_none_or(|&byte| starts_character(byte)))
                .unwrap_or(expected);
            (char::REPLACEMENT_CHARACTER, length)
        }
    }
}

fn starts_character(byte: u8) -> bool {
    matches!(byte, 0x00..=0x7f | 0xc2..=0xf4)
}

/// Returns the shortest digits that parse to the same float, in PHP's notation: `0.1`, `1` for 1.0,
/// `1.0e+25`, `1.5e-7`.
pub(super) fn float_text(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let scientific = shortest(value);
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if !(-4..17).contains(&exponent) {
        let point = if mantissa.contains('.') { "" } else { ".0" };
        return format!("{mantissa}{point}e{exponent:+}");
    }
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits.replace('.', "")),
        None => ("", mantissa.replace('.', "")),
    };
    let before_point = usize::try_from(exponent + 1).unwrap_or_default();
    let zeros = "0".repeat(usize::try_from(-1 - exponent).unwrap_or_default());
    match digits.split_at_checked(before_point) {
        Some(("", fraction)) => format!("{sign}0.{zeros}{fraction}"),
        Some((whole, "")) => format!("{sign}{whole}"),
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{digits:0<before_point$}"),
    }
}

/// Returns the shortest digits in scientific notation. If two texts of this length are equally
/// near, PHP takes the even one and Rust the higher one.
fn shortest(value: f64) -> String {
    let shortest = format!("{value:e}");
    let digits = shortest.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit);
    let precision = digits.count().saturating_sub(1);
    let rounded = format!("{value:.precision$e}");
    if rounded.parse() == Ok(value) { rounded } else { shortest }
}
