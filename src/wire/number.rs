//! Numbers with the portal's own digits.

use std::fmt;

use crate::text;

/// A JSON number.
///
/// The digits are stored as text, so `200040300010` or `0.10` reaches the caller exactly as the
/// portal sent it.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Wraps text that is already known to be a JSON number.
    pub(crate) fn from_json(digits: &str) -> Self {
        Self(digits.to_owned())
    }

    /// Parses a whole number in JSON syntax: without a plus and without leading zeros.
    pub(crate) fn whole(digits: &str) -> Option<Self> {
        let written = digits.strip_prefix('-').unwrap_or(digits);
        let padded = written.len() > 1 && written.starts_with('0');
        (text::integer(digits).is_some() && !padded).then(|| Self(digits.to_owned()))
    }

    /// Converts a float; returns `None` for NaN and the infinities, which JSON does not have.
    #[must_use]
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self(number.to_string()))
    }

    /// Returns the digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number as an integer if it has no fraction or exponent and at most 18 digits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        text::integer(&self.0)
    }

    /// Returns the number of whole thousandths (seconds as milliseconds), or 0 if the number is
    /// negative or has an exponent.
    pub(crate) fn thousandths(&self) -> u64 {
        let mut digits = String::new();
        let mut fraction = None;
        for byte in self.0.bytes() {
            match (byte, fraction) {
                (b'.', None) => fraction = Some(3),
                (b'0'..=b'9', None) => digits.push(char::from(byte)),
                (b'0'..=b'9', Some(left)) if left > 0 => {
                    digits.push(char::from(byte));
                    fraction = Some(left - 1);
                }
                (b'0'..=b'9', _) => {}
                _ => return 0,
            }
        }
        for _ in 0..fraction.unwrap_or(3) {
            digits.push('0');
        }
        text::integer(&digits).and_then(|number| number.try_into().ok()).unwrap_or(0)
    }

    /// Returns the nearest float.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

macro_rules! from_unsigned {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                Self(text::digits(number.into()))
            }
        }
    )*};
}

macro_rules! from_signed {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                let sign = if number < 0 { "-" } else { "" };
                Self(sign.to_owned() + &text::digits(number.unsigned_abs().into()))
            }
        }
    )*};
}

/// Integers whose digits only the standard library writes.
macro_rules! from_other {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_unsigned!(u8 u16 u32 u64);
from_signed!(i8 i16 i32 i64);
from_other!(i128 isize u128 usize);
