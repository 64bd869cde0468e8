//! The reader of strings.

use std::borrow::Cow;

use super::reader::Reader;

/// Each method returns `None` on a syntax error; `at` is then its offset.
impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        self.expect(b'"')?;
        let part = self.unescaped()?;
        if self.accept(b'"') {
            return Some(Cow::Borrowed(part));
        }
        self.escaped_string(part).map(Cow::Owned)
    }

    #[cold]
    fn escaped_string(&mut self, part: &str) -> Option<String> {
        let mut out = part.to_owned();
        while !self.accept(b'"') {
            self.at += 1;
            out.push(self.escaped()?);
            out.push_str(self.unescaped()?);
        }
        Some(out)
    }

    /// Reads up to the next quotation mark or backslash.
    #[inline]
    fn unescaped(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let is_mark = |byte: &u8| matches!(byte, b'"' | b'\\');
        let length = rest.as_bytes().iter().position(is_mark);
        self.at += length.unwrap_or(rest.len());
        rest.get(..length?)
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
            b'$' if self.reads_references => {
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
