//! Moments, in unix seconds, as the portal writes and reads them.
//!
//! The portal's time zone is three hours east of Greenwich. A bare date, such as
//! a birthday, is kept as midnight in Greenwich and so appears with the time
//! `T03:00:00+03:00`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

/// Seconds between the portal's clock and Greenwich.
const OFFSET: i64 = 3 * 3600;

/// `2024-07-25T16:06:54+03:00`.
pub(crate) fn date_time(moment: i64) -> String {
    format(moment, "%Y-%m-%dT%H:%M:%S+03:00")
}

/// `2024-07-25 16:06:54`, as the database holds it.
pub(crate) fn database(moment: i64) -> String {
    format(moment, "%Y-%m-%d %H:%M:%S")
}

/// `25.07.2024 16:06:54`, the format of the site.
pub(crate) fn site(moment: i64) -> String {
    format(moment, "%d.%m.%Y %H:%M:%S")
}

fn format(moment: i64, pattern: &str) -> String {
    DateTime::from_timestamp(moment + OFFSET, 0).unwrap_or_default().format(pattern).to_string()
}

/// Reads ISO 8601 (`2024-07-25T16:06:54+03:00`, without offset, or the date
/// alone) and the site's `25.07.2024[ 16:06:54]`. Without an offset the time is
/// the portal's; a date alone is what the portal itself writes for that date.
pub(crate) fn parse(text: &str) -> Option<i64> {
    if let Ok(moment) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%#z") {
        return Some(moment.timestamp());
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M:%S"]
        .iter()
        .find_map(|pattern| NaiveDateTime::parse_from_str(text, pattern).ok());
    if let Some(local) = local {
        return Some(local.and_utc().timestamp() - OFFSET);
    }
    ["%Y-%m-%d", "%d.%m.%Y"]
        .iter()
        .find_map(|pattern| NaiveDate::parse_from_str(text, pattern).ok())
        .map(|date| date.and_time(NaiveTime::MIN).and_utc().timestamp())
}
