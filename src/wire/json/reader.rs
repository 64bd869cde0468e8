//! The reader.

use crate::wire::number::Number;
use crate::wire::reference::Reference;
use crate::wire::value::{Map, Value};

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
