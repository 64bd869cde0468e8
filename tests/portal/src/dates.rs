//! Moments, in unix seconds, in the portal's formats.
//!
//! The portal's time zone is UTC+3. A bare date, such as a birthday, is stored as midnight UTC and
//! therefore has the time `T03:00:00+03:00`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

/// The offset of the portal's time zone from UTC, in seconds.
const OFFSET: i64 = 3 * 3600;

/// Formats a moment as `2024-07-25T16:06:54+03:00`.
pub(crate) fn date_time(moment: i64) -> String {
    format(moment, "%Y-%m-%dT%H:%M:%S+03:00")
}

/// Formats a moment as the database does: `2024-07-25 16:06:54`.
pub(crate) fn database(moment: i64) -> String {
    format(moment, "%Y-%m-%d %H:%M:%S")
}

/// Formats a moment as the site does: `25.07.2024 16:06:54`.
pub(crate) fn site(moment: i64) -> String {
    format(moment, "%d.%m.%Y %H:%M:%S")
}

fn format(moment: i64, pattern: &str) -> String {
    DateTime::from_timestamp(moment + OFFSET, 0).unwrap_or_default().format(pattern).to_string()
}

/// Parses ISO 8601 (`2024-07-25T16:06:54+03:00`, without offset, or the date alone) and the site's
/// `25.07.2024[ 16:06:54]`. A time without offset is in the portal's zone; a date alone is midnight
/// UTC, as the portal stores it.
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

/// Parses as [`parse`] does, except that a date alone is midnight in the portal's zone.
pub(crate) fn parse_moment(text: &str) -> Option<i64> {
    let is_date = text.len() == 10;
    parse(text).map(|moment| if is_date { moment - OFFSET } else { moment })
}

/// Parses a date, or the date of a moment in the portal's zone, and returns its midnight UTC.
pub(crate) fn parse_date(text: &str) -> Option<i64> {
    const DAY: i64 = 24 * 3600;
    parse(text).map(|moment| (moment + OFFSET).div_euclid(DAY) * DAY)
}

/// Formats a moment in UTC: `2024-07-25T13:06:54Z`.
pub(crate) fn utc(moment: i64) -> String {
    format(moment - OFFSET, "%Y-%m-%dT%H:%M:%SZ")
}

/// Formats a date that is stored as midnight UTC: `2024-07-25`.
pub(crate) fn date(moment: i64) -> String {
    format(moment - OFFSET, "%Y-%m-%d")
}

/// The format of HTTP: `Fri, 31 Dec 2021 21:00:00 GMT`.
const HTTP: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Formats a moment as the headers of HTTP do.
pub(crate) fn http(moment: i64) -> String {
    format(moment - OFFSET, HTTP)
}

/// Parses a moment of a header of HTTP.
pub(crate) fn parse_http(text: &str) -> Option<i64> {
    let moment = NaiveDateTime::parse_from_str(text, HTTP).ok()?;
    Some(moment.and_utc().timestamp())
}
