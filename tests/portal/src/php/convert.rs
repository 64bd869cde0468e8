//! PHP's loose conversions between types.

use std::borrow::Cow;

use bstr::ByteSlice;

use super::{Value, json::float_text};

impl Value {
    /// Returns PHP's truthiness: `null`, `false`, `0`, `0.0`, `""`, `"0"` and the empty array are
    /// false. The string `"false"` is true.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Int(value) => *value != 0,
            Self::Float(value) => *value != 0.0,
            Self::Text(text) => !matches!(text.as_slice(), b"" | b"0"),
            Self::Array(array) => !array.is_empty(),
            Self::Object(_) => true,
        }
    }

    /// Returns PHP's `intval`: the number at the start of a string, 0 if there is none, 1 for a
    /// non-empty array.
    pub fn to_int(&self) -> i64 {
        match self {
            Self::Int(value) => *value,
            Self::Float(value) => *value as i64,
            Self::Text(text) => text_to_int(text),
            Self::Null | Self::Bool(_) | Self::Array(_) | Self::Object(_) => {
                self.is_truthy().into()
            }
        }
    }

    /// Returns PHP's string conversion, with invalid UTF-8 replaced; `"Array"` for an array.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Null | Self::Bool(false) => "".into(),
            Self::Bool(true) => "1".into(),
            Self::Int(value) => value.to_string().into(),
            Self::Float(value) => float_text(*value).into(),
            Self::Text(text) => text.to_str_lossy(),
            Self::Array(_) | Self::Object(_) => "Array".into(),
        }
    }
}

fn text_to_int(text: &[u8]) -> i64 {
    let text = text.trim_start_with(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c'));
    let (integer, rest) = split_integer(text);
    let fraction = rest.strip_prefix(b".").map_or(0, |rest| 1 + digits(rest));
    let exponent = match rest.get(fraction..) {
        Some([b'e' | b'E', exponent @ ..]) => {
            let (number, _) = split_integer(exponent);
            if number.last().is_some_and(u8::is_ascii_digit) { 1 + number.len() } else { 0 }
        }
        _ => 0,
    };
    let whole = fraction == 0 && exponent == 0;
    let length = if whole { integer.len() } else { integer.len() + fraction + exponent };
    let Some(number) = text.get(..length).and_then(|number| number.to_str().ok()) else {
        return 0;
    };
    if whole {
        return number.parse().unwrap_or_else(|_| saturate(number));
    }
    match number.parse::<f64>() {
        Ok(number) if number.is_finite() => number as i64,
        _ => 0,
    }
}

/// Splits a text after its sign and leading digits.
fn split_integer(text: &[u8]) -> (&[u8], &[u8]) {
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let length = sign + digits(text.get(sign..).unwrap_or_default());
    text.split_at(length)
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Converts an integer that does not fit: too many digits give the nearest integer, no digits give
/// zero.
fn saturate(number: &str) -> i64 {
    match number.as_bytes() {
        [] | [b'+' | b'-'] => 0,
        [b'-', ..] => i64::MIN,
        _ => i64::MAX,
    }
}
