//! Texts from templates, text search and whole numbers,
//! smaller than in the standard library.

/// Fills the places `{}` of a template with texts. The npm package cannot use `format!`.
macro_rules! text {
    ($template:literal $(, $part:expr)* $(,)?) => {{
        if false {
            // The compiler counts the places.
            let _ = format_args!($template, $($part),*);
        }
        $crate::text::fill($template, &[$(&*$part),*])
    }};
}

/// Fills the places `{}` of a template.
pub(crate) fn fill(template: &str, parts: &[&str]) -> String {
    let (mut out, mut rest) = (String::new(), template);
    for part in parts {
        let (before, after) = split(rest, "{}").unwrap_or((rest, ""));
        out.push_str(before);
        out.push_str(part);
        rest = after;
    }
    out + rest
}

/// Returns the offset of the first `word` in `text`.
pub(crate) fn find(text: &str, word: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(word.len().max(1));
    windows.position(|window| window == word.as_bytes())
}

/// Splits the text at the first `word`.
pub(crate) fn split<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, word)?;
    Some((text.get(..at)?, text.get(at + word.len()..)?))
}

/// Replaces every `word` with `other`.
pub(crate) fn replace(text: &str, word: &str, other: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = split(rest, word) {
        out.push_str(before);
        out.push_str(other);
        rest = after;
    }
    out + rest
}

/// Returns whether each byte is of a kind.
pub(crate) fn all(text: &str, is_of_kind: fn(u8) -> bool) -> bool {
    for byte in text.bytes() {
        if !is_of_kind(byte) {
            return false;
        }
    }
    true
}

/// Returns whether a text has a digit for each `0` of the format, and its other characters.
pub(crate) fn has_format(text: &str, format: &str) -> bool {
    text.len() == format.len()
        && text.bytes().zip(format.bytes()).all(|(byte, expected)| match expected {
            b'0' => byte.is_ascii_digit(),
            _ => byte == expected,
        })
}

/// Parses a whole number of at most 18 digits with an optional minus.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut number = 0;
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(byte - b'0');
    }
    Some(if digits.len() < text.len() { -number } else { number })
}

/// Writes a whole number.
pub(crate) fn digits(number: u64) -> String {
    let mut digits = if number < 10 { String::new() } else { digits(number / 10) };
    digits.push(char::from_digit((number % 10) as u32, 10).unwrap_or('0'));
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_splits_and_replaces() {
        assert_eq!(find("aab", "ab"), Some(1));
        assert_eq!(find("a", "ab"), None);
        assert_eq!(split("https://a://b", "://"), Some(("https", "a://b")));
        assert_eq!(replace("Ж1Ж2", "Ж", "*"), "*1*2");
        assert_eq!(replace("abc", "x", "*"), "abc");
    }

    #[test]
    fn writes_whole_numbers() {
        for number in [0, 9, 10, 99, 100, 1_234_567_890, u64::MAX] {
            assert_eq!(digits(number), number.to_string());
        }
    }

    #[test]
    fn parses_whole_numbers() {
        assert_eq!(integer("200040300010"), Some(200_040_300_010));
        assert_eq!(integer("-1"), Some(-1));
        for other in ["", "-", "--1", "1.5", "1e3", "x", "9999999999999999999"] {
            assert_eq!(integer(other), None, "{other}");
        }
    }
}
