//! Known secrets, in any encoding.

use super::view::View;

/// The most levels of JSON: the text of a response in a member of another one.
const MAX_LEVELS: u32 = 2;

/// Marks a character that an escape stands for; other values are bytes.
const CHARACTER: u32 = 1 << 31;

/// Returns the place of the longest secret that starts here.
pub(super) fn find(view: &View<'_>, secrets: &[String], at: usize) -> Option<(usize, usize)> {
    let mut longest = at;
    for secret in secrets {
        for in_url in [false, true] {
            for levels in 0..=MAX_LEVELS {
                let end = Reader { view, in_url, at }.skip(secret.as_bytes(), levels);
                longest = longest.max(end.unwrap_or(at));
            }
        }
    }
    (longest > at).then_some((at, longest))
}

/// A reader of text that may be URL-encoded and JSON-escaped.
struct Reader<'a> {
    view: &'a View<'a>,
    in_url: bool,
    at: usize,
}

impl Reader<'_> {
    /// Returns the place after a secret, if it is here with this number of levels of escapes.
    fn skip(mut self, secret: &[u8], levels: u32) -> Option<usize> {
        let mut rest = secret;
        while let Some(expected) = rest.first() {
            let code = self.code(levels);
            if code >= CHARACTER {
                let mut bytes = [0; 4];
                let character = char::from_u32(code - CHARACTER)?;
                rest = rest.strip_prefix(character.encode_utf8(&mut bytes).as_bytes())?;
                continue;
            }
            let is_space = self.in_url && code == u32::from(b'+') && *expected == b' ';
            if code != u32::from(*expected) && !is_space {
                return None;
            }
            rest = rest.get(1..)?;
        }
        Some(self.at)
    }

    /// Reads a byte, or a character that is escaped.
    fn code(&mut self, levels: u32) -> u32 {
        let Some(outer) = levels.checked_sub(1) else {
            let (byte, length) =
                if self.in_url { self.view.decoded(self.at) } else { (self.view.raw(self.at), 1) };
            self.at += length;
            return byte.into();
        };
        let code = self.code(outer);
        if Self::letter(code) != b'\\' {
            return code;
        }
        let code = self.code(outer);
        match Self::letter(code) {
            b'b' => 8,
            b'f' => 12,
            b'n' => 10,
            b'r' => 13,
            b't' => 9,
            b'u' => self.hexadecimal(outer) | CHARACTER,
            _ => code,
        }
    }

    /// Returns a code as a byte of ASCII; 0 for others.
    fn letter(code: u32) -> u8 {
        u8::try_from(code & !CHARACTER).unwrap_or_default()
    }

    /// Reads four hexadecimal digits.
    fn hexadecimal(&mut self, outer: u32) -> u32 {
        let mut number = 0;
        for _ in 0..4 {
            let code = self.code(outer);
            let digit = char::from(Self::letter(code)).to_digit(16);
            number = number * 16 + digit.unwrap_or_default();
        }
        number
    }
}
