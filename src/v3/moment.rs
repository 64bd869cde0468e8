//! Texts of a date and time: `2026-01-30T15:50:24+03:00`.

use crate::text;
use crate::wire::Value;

const TIME: &str = "0000-00-00T00:00:00";

/// Returns whether a text is a date and time as REST 3.0 reads it.
pub(super) fn is_moment(text: &str) -> bool {
    split(text).is_some_and(|(_, zone)| is_zone(zone))
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
    let (time, rest) = split(text)?;
    let fraction = rest.strip_prefix('.')?;
    let zone = fraction.trim_start_matches(|character: char| character.is_ascii_digit());
    let has_fraction = zone.len() < fraction.len();
    (has_fraction && is_zone(zone)).then(|| text!("{}{}", time, zone))
}

/// Returns the time, and what follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(TIME.len()).filter(|(time, _)| text::has_format(time, TIME))
}

fn is_zone(zone: &str) -> bool {
    zone == "Z" || text::has_format(zone, "+00:00") || text::has_format(zone, "-00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

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
