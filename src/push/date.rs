//! Dates of the configuration.

use crate::text;

/// Returns the milliseconds since 1970 of a date such as `2026-01-30T15:50:24+03:00`.
pub(super) fn milliseconds(date: &str) -> Option<u64> {
    let (time, zone) = date.split_at_checked("0000-00-00T00:00:00".len())?;
    if !text::has_format(time, "0000-00-00T00:00:00") {
        return None;
    }
    let number = |from: usize, to: usize| text::integer(date.get(from..to)?);
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let minutes =
        |zone: &str| Some(text::integer(zone.get(..2)?)? * 60 + text::integer(zone.get(3..)?)?);
    let offset = match zone {
        "Z" => 0,
        _ if text::has_format(zone, "+00:00") => minutes(zone.get(1..)?)?,
        _ if text::has_format(zone, "-00:00") => -minutes(zone.get(1..)?)?,
        _ => return None,
    };
    let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
    Some(seconds.max(0) as u64 * 1_000)
}

/// Returns the days from 1 January 1970 to a day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // The year begins in March, so that the leap day is its last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    let before_month = (153 * month + 2) / 5;
    const BEFORE_1970: i64 = 719_469;
    365 * year + leap_days + before_month + day - BEFORE_1970
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_with_their_zone() {
        for (date, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-01T03:00:00+03:00", Some(0)),
            ("1969-12-31T19:00:00-05:00", Some(0)),
            ("2026-01-30T15:50:24+03:00", Some(1_769_777_424_000)),
            ("2024-02-29T00:00:00Z", Some(1_709_164_800_000)),
            ("2024-03-01T00:00:00Z", Some(1_709_251_200_000)),
            ("2026-01-30T15:50:24", None),
            ("2026-01-30 15:50:24Z", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(milliseconds(date), expected, "{date}");
        }
    }
}
