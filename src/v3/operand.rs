//! The values of conditions.

use crate::wire::reference::Reference;
use crate::wire::{Number, Value};

/// A value that a field is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Operand(pub(super) Value);

macro_rules! from {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Operand {
            fn from(value: $ty) -> Self {
                Self(value.into())
            }
        }
    )*};
}

from!(i32 i64 u32 u64 usize bool &str String Number Reference Value);

impl From<f64> for Operand {
    /// A float has a fraction: fields with fractions refuse `10`. NaN and the infinities are refused when
    /// the call is sent.
    fn from(number: f64) -> Self {
        let mut digits = number.to_string();
        if !number.is_finite() {
            return Self(Value::Null);
        }
        if !digits.contains('.') {
            digits.push_str(".0");
        }
        Self(Number::from_json(&digits).into())
    }
}

impl<V: Into<Operand>> From<Vec<V>> for Operand {
    fn from(list: Vec<V>) -> Self {
        list.into_iter().collect()
    }
}

impl<V: Into<Operand>, const N: usize> From<[V; N]> for Operand {
    fn from(list: [V; N]) -> Self {
        list.into_iter().collect()
    }
}

impl<V: Into<Operand>> FromIterator<V> for Operand {
    fn from_iter<I: IntoIterator<Item = V>>(list: I) -> Self {
        let mut items = Vec::new();
        for item in list {
            items.push(item.into().0);
        }
        Self(Value::List(items))
    }
}

/// Removes the fraction of a second from the text of a date and time, which REST 3.0 refuses.
pub(super) fn remove_milliseconds(value: &mut Value) {
    if let Value::Text(text) = value
        && let Some(whole) = without_fraction(text)
    {
        *text = whole;
    }
}

/// Returns `2026-01-30T15:50:24.000Z` without the fraction; `None` for any other text.
fn without_fraction(text: &str) -> Option<String> {
    const PATTERN: &str = "0000-00-00T00:00:00.";
    let (time, rest) = text.split_at_checked(PATTERN.len())?;
    let fits = |(byte, pattern): (u8, u8)| match pattern {
        b'0' => byte.is_ascii_digit(),
        _ => byte == pattern,
    };
    let zone = rest.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_zone = zone == "Z" || matches!(zone.as_bytes(), [b'+' | b'-', _, _, b':', _, _]);
    let is_time = time.bytes().zip(PATTERN.bytes()).all(fits);
    let has_fraction = zone.len() < rest.len();
    (is_time && is_zone && has_fraction).then(|| text!("{}{}", time.trim_end_matches('.'), zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    #[test]
    fn floats_have_a_fraction() {
        for (number, digits) in [(10.0, "10.0"), (0.5, "0.5"), (-3.0, "-3.0"), (f64::NAN, "null")] {
            assert_eq!(json::write(&Operand::from(number).0), digits);
        }
    }

    #[test]
    fn removes_milliseconds_from_dates_alone() {
        for (text, sent) in [
            ("2026-01-30T15:50:24.000Z", "2026-01-30T15:50:24Z"),
            ("2026-01-30T15:50:24.123456+03:00", "2026-01-30T15:50:24+03:00"),
            ("2026-01-30T15:50:24+03:00", "2026-01-30T15:50:24+03:00"),
            ("2026-01-30T15:50:24.Z", "2026-01-30T15:50:24.Z"),
            ("2026-01-30T15:50:24.000", "2026-01-30T15:50:24.000"),
            ("at 2026-01-30T15:50:24.000Z", "at 2026-01-30T15:50:24.000Z"),
        ] {
            let mut value = Value::from(text);
            remove_milliseconds(&mut value);
            assert_eq!(value.as_text(), Some(sent));
        }
    }
}
