//! The reader.

use std::borrow::Cow;

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
    /// Whether a list or a map is nested too deeply.
    pub too_deep: bool,
}

/// Parses one JSON value.
///
/// # Errors
///
/// [`Malformed`] if the text is not JSON, has more than one value, or nests deeper than 512
/// levels. Lone surrogates become U+FFFD; raw control characters in strings are accepted.
pub fn read(text: &str) -> Result<Value, Malformed> {
    Reader::new(text).whole()
}

/// Parses parameters from JavaScript, which writes the start of a reference as `\$`. That is not
/// JSON, so nothing else can contain a reference.
///
/// # Errors
///
/// As `read`.
#[cfg(any(test, all(target_arch = "wasm32", any(feature = "js", feature = "js-v3"))))]
pub(crate) fn read_params(text: &str) -> Result<Value, Malformed> {
    let mut reader = Reader::new(text);
    reader.reads_references = true;
    reader.whole()
}

/// Checks JSON text as `read` does, without the memory of its values.
///
/// # Errors
///
/// As `read`.
pub(crate) fn check(text: &str) -> Result<(), Malformed> {
    Reader { keeps: false, ..Reader::new(text) }.whole().map(drop)
}

/// A reader of JSON text. Each method returns `None` on a syntax error; `at` is then its offset.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many more lists and maps may be nested.
    depth_left: usize,
    /// Whether the last byte opened a list or a map.
    is_first: bool,
    /// Whether `\$` starts a reference.
    pub(super) reads_references: bool,
    /// The number of references in the last string.
    pub(super) references: usize,
    /// The items of the lists that are not yet complete. A complete list takes its own from the end,
    /// so that it is allocated once.
    items: Vec<Value>,
    /// The entries of the maps that are not yet complete.
    entries: Vec<(String, Value)>,
    /// Whether items and entries are kept.
    keeps: bool,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth_left: MAX_DEPTH,
            is_first: false,
            reads_references: false,
            references: 0,
            items: Vec::new(),
            entries: Vec::new(),
            keeps: true,
        }
    }

    /// Reads the only value of the text.
    fn whole(mut self) -> Result<Value, Malformed> {
        match self.value() {
            Some(value) if self.is_at_end() => Ok(value),
            _ => Err(self.malformed()),
        }
    }

    /// Returns the text after what has been read.
    #[cfg(feature = "push")]
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Returns whether only white space follows.
    pub(crate) fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.at == self.text.len()
    }

    /// Enters the list or map that opens here.
    pub(crate) fn open(&mut self, start: u8) -> Option<()> {
        self.skip_space();
        let depth_left = self.depth_left.checked_sub(1)?;
        self.expect(start)?;
        (self.depth_left, self.is_first) = (depth_left, true);
        Some(())
    }

    /// Returns whether the list or map has another item, and skips the comma before it; leaves the
    /// list or map after the last one.
    pub(crate) fn has_next(&mut self, end: u8) -> Option<bool> {
        self.skip_space();
        let is_first = std::mem::take(&mut self.is_first);
        if self.accept(end) {
            self.depth_left += 1;
            return Some(false);
        }
        if !is_first {
            self.expect(b',')?;
        }
        Some(true)
    }

    /// Reads the name of a map's entry.
    #[inline]
    pub(crate) fn name(&mut self) -> Option<Cow<'a, str>> {
        self.skip_space();
        let name = self.string()?;
        self.skip_space();
        self.expect(b':')?;
        Some(name)
    }

    /// Reads a value.
    pub(crate) fn value(&mut self) -> Option<Value> {
        self.skip_space();
        match self.peek()? {
            b'"' => {
                self.references = 0;
                match self.string()? {
                    Cow::Borrowed(text) => Some(Value::Text(text.to_owned())),
                    Cow::Owned(text) => Some(Reference::in_text(text, self.references)),
                }
            }
            b'{' => self.map(),
            b'[' => self.list(),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    /// Returns the error at the current place.
    fn malformed(&self) -> Malformed {
        let (at, opens) = (self.at, matches!(self.peek(), Some(b'{' | b'[')));
        Malformed { at, truncated: at >= self.text.len(), too_deep: self.depth_left == 0 && opens }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    pub(super) fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        self.accept(byte).then_some(())
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Some(value)
    }

    fn list(&mut self) -> Option<Value> {
        let start = self.items.len();
        self.open(b'[')?;
        while self.has_next(b']')? {
            let item = self.value()?;
            if self.keeps {
                self.items.push(item);
            }
        }
        Some(Value::List(self.items.split_off(start)))
    }

    fn map(&mut self) -> Option<Value> {
        let start = self.entries.len();
        self.open(b'{')?;
        while self.has_next(b'}')? {
            let name = self.name()?.into_owned();
            let value = self.value()?;
            if self.keeps {
                self.entries.push((name, value));
            }
        }
        Some(Value::Map(Map::from_entries(self.entries.split_off(start))))
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
        let end = if self.keeps { self.at } else { start };
        Some(Value::Number(Number::from_json(self.text.get(start..end)?)))
    }
}
