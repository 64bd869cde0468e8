//! A JSON reader and writer.
//!
//! Numbers keep their digits, so no float is parsed or printed. This and the single target type
//! keep the module at a tenth of what a general JSON library adds to the wasm.

use super::number::Number;
use super::reference::Reference;
use super::value::{Map, Value};

/// The deepest nesting that is read. PHP writes at most 512 levels.
const MAX_DEPTH: usize = 512;

/// A syntax error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Malformed {
    /// Byte offset of the error.
    pub at: usize,
    /// Whether the text is truncated JSON rather than no JSON.
    pub truncated: bool,
}

/// Parses one JSON value.
///
/// The JavaScript side writes the start of a reference as `\$`, which is not JSON.
///
/// # Errors
///
/// [`Malformed`] if the text is not JSON, has more than one value, or nests deeper than 512
/// levels. Lone surrogates become U+FFFD; raw control characters in strings are accepted.
pub fn read(text: &str) -> Result<Value, Malformed> {
    let mut reader = Reader { text, at: 0, references: 0 };
    let value = reader.value(MAX_DEPTH);
    reader.skip_space();
    match value {
        Some(value) if reader.at == text.len() => Ok(value),
        _ => Err(Malformed { at: reader.at, truncated: reader.at >= text.len() }),
    }
}

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
pub(super) fn write_with(token: Option<&str>, params: &Map) -> String {
    let mut out = String::from("{");
    if let Some(token) = token {
        out.push_str("\"auth\":");
        write_string(token, &mut out);
    }
    write_entries(params, &mut out);
    out.push('}');
    out
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The number of references in the last string.
    references: usize,
}

/// Each reader returns `None` on a syntax error; `at` is then its offset.
impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.accept(byte).then_some(())
    }

    fn value(&mut self, depth_left: usize) -> Option<Value> {
        self.skip_space();
        match self.peek()? {
            b'{' => self.map(depth_left.checked_sub(1)?),
            b'[' => self.list(depth_left.checked_sub(1)?),
            b'"' => {
                self.references = 0;
                self.string().map(|text| Reference::in_text(text, self.references))
            }
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Some(value)
    }

    /// Returns whether the list or map has another item, and skips the comma before it.
    fn has_next(&mut self, first: bool, end: u8) -> Option<bool> {
        self.skip_space();
        if self.accept(end) {
            return Some(false);
        }
        if !first {
            self.expect(b',')?;
        }
        Some(true)
    }

    fn list(&mut self, depth_left: usize) -> Option<Value> {
        let mut list = Vec::new();
        self.at += 1;
        while self.has_next(list.is_empty(), b']')? {
            list.push(self.value(depth_left)?);
        }
        Some(Value::List(list))
    }

    fn map(&mut self, depth_left: usize) -> Option<Value> {
        let mut map = Map::new();
        self.at += 1;
        while self.has_next(map.is_empty(), b'}')? {
            self.skip_space();
            let name = self.string()?;
            self.skip_space();
            self.expect(b':')?;
            map.push(name, self.value(depth_left)?);
        }
        Some(Value::Map(map))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.accept(b'-');
        if !self.accept(b'0') {
            self.digits()?;
        }
        if self.accept(b'.') {
            self.digits()?;
        }
        if self.accept(b'e') || self.accept(b'E') {
            let _signed = self.accept(b'+') || self.accept(b'-');
            self.digits()?;
        }
        Some(Value::Number(Number::from_json(self.text.get(start..self.at)?)))
    }

    fn string(&mut self) -> Option<String> {
        self.expect(b'"')?;
        let mut out = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\') {
                self.at += 1;
            }
            out.push_str(self.text.get(start..self.at)?);
            if self.accept(b'"') {
                return Some(out);
            }
            self.at += 1;
            out.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let character = match self.peek()? {
            b'u' => {
                self.at += 1;
                return self.unicode();
            }
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'$' => {
                self.references += 1;
                '$'
            }
            _ => return None,
        };
        self.at += 1;
        Some(character)
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.hexadecimal()?;
        if let 0xD800..=0xDBFF = first {
            let back = self.at;
            if self.accept(b'\\') && self.accept(b'u') {
                let second = self.hexadecimal()?;
                if let 0xDC00..=0xDFFF = second {
                    return char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
                }
            }
            self.at = back;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips_json() {
        for text in [
            r#"{"result":[{"ID":"1","ACTIVE":true,"TIMESTAMP_X":{}}],"total":2,"time":{"start":1721913235.39648}}"#,
            r#"[null,false,-0,1e21,1.50E-7,"",[],{}]"#,
            r#"{"":{"a b":"Ж😀\"\\\n\u0001\u001f"}}"#,
        ] {
            assert_eq!(write(&read(text).unwrap()), text);
        }
    }

    #[test]
    fn writes_keyed_values_as_an_object_in_their_order() {
        let rows = Value::Keyed(Map::from_iter([("9", "a"), ("-4", "b")]));
        assert_eq!(write(&rows), r#"{"9":"a","-4":"b"}"#);
    }

    #[test]
    fn reads_php_escapes() {
        let value = read(r#""\u003Ca\u0026\u0027\u0022\/ \ud83d\ude00 \ud83d!\udc00""#).unwrap();
        assert_eq!(value.as_text(), Some("<a&'\"/ 😀 \u{fffd}!\u{fffd}"));
    }

    #[test]
    fn keeps_last_value_of_repeated_name() {
        let value = read(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(value.as_map().unwrap().get("a"), Some(&Value::from(2)));
    }

    #[test]
    fn distinguishes_truncated_json_from_other_text() {
        for truncated in
            ["", "{", r#"{"a"#, r#"{"a":"#, "[1,", "tru", r#""\u00"#, "-", "1.", r#""a\"#]
        {
            assert!(read(truncated).unwrap_err().truncated, "{truncated}");
        }
        for other in
            ["<html>", "{]", "[1 2]", "nul!", "01", "+1", ".5", r#""\x""#, "{} {}", "'a'", "[1,]"]
        {
            assert!(!read(other).unwrap_err().truncated, "{other}");
        }
    }

    #[test]
    fn reads_only_marked_text_as_reference() {
        let value =
            read(r#"{"$result[a]":["\$result[a]","No \$result[a] \$5 \\\$x","$result[a]"]}"#)
                .unwrap();
        let items = value.as_map().unwrap().get("$result[a]").unwrap().as_list().unwrap();
        let a = || Value::from(Reference::to("a"));
        assert_eq!(items[0], a());
        assert_eq!(items[1].as_text(), Some(r"No $result[a] $5 \$x"));
        assert_eq!(items[2], Value::from("$result[a]"));
        // Written references are read back as text.
        assert_eq!(read(&write(&a())), Ok("$result[a]".into()));
    }

    #[test]
    fn rejects_nesting_beyond_the_limit() {
        assert!(read(&"[".repeat(100_000)).is_err());
        assert!(read(&format!("{}{}", "[".repeat(512), "]".repeat(512))).is_ok());
        assert!(read(&format!("{}{}", "[".repeat(513), "]".repeat(513))).is_err());
    }
}
