//! Lenient readers of the various shapes in which PHP returns the same value. The functions `to_*`
//! convert a value in place.

use super::number::Number;
use super::value::{Map, Value};
use crate::text;

/// Reads an integer: `1`, `"1"`.
#[must_use]
pub fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.to_i64(),
        Value::Text(text) => text::integer(text.trim_ascii()),
        _ => None,
    }
}

/// Reads a flag: `true`, `"Y"`, `"1"`, `1`, `"true"` and their opposites; `""` is false.
#[must_use]
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Text(text) => match text.as_str() {
            "Y" | "y" | "1" | "true" | "True" => Some(true),
            "N" | "n" | "0" | "false" | "False" | "" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_str() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Returns whether the value means "none": null, `false`, `""`, `[]` or `{}`.
pub(crate) fn is_none(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

/// Converts a number to text and `false` to null; returns whether the result is text or null.
#[must_use]
pub fn to_text(value: &mut Value) -> bool {
    match value {
        Value::Text(_) | Value::Null => true,
        Value::Number(number) => {
            *value = Value::from(number.as_str());
            true
        }
        Value::Bool(false) => {
            *value = Value::Null;
            true
        }
        _ => false,
    }
}

/// Converts an object to a list, because PHP sends a list with gaps in its indices as an object;
/// returns `None` if the value is neither.
pub(crate) fn to_list(value: &mut Value) -> Option<&mut [Value]> {
    if let Value::Map(map) | Value::Keyed(map) = value {
        let mut items = Vec::new();
        for (_, item) in std::mem::take(map) {
            items.push(item);
        }
        *value = Value::List(items);
    }
    match value {
        Value::List(items) => Some(items),
        _ => None,
    }
}

/// Converts a list to a map, because PHP sends an object that is empty or has the keys 0, 1 and so
/// on as a list; returns `None` if the value is neither.
pub(crate) fn to_map(value: &mut Value) -> Option<&mut Map> {
    if let Value::List(items) = value {
        let mut map = Map::new();
        for (at, item) in std::mem::take(items).into_iter().enumerate() {
            map.push(text::digits(at as u64), item);
        }
        *value = Value::Map(map);
    }
    match value {
        Value::Map(map) | Value::Keyed(map) => Some(map),
        _ => None,
    }
}

/// Converts an object whose names are whole numbers, or the empty list that PHP sends for an empty
/// object, to values by identifier.
///
/// # Errors
///
/// A description of a value with another shape.
pub(crate) fn to_keyed(value: &mut Value) -> Result<&mut [(String, Value)], String> {
    let rows = match value {
        Value::List(items) if items.is_empty() => Map::new(),
        Value::Map(map) | Value::Keyed(map) => {
            for (name, _) in map.iter() {
                if Number::whole(name).is_none() {
                    return Err(text!("\"{}\" is not a number", name));
                }
            }
            std::mem::take(map)
        }
        _ => return Err(text!("expected rows by identifier, got {}", value.describe())),
    };
    *value = Value::Keyed(rows);
    match value {
        Value::Keyed(rows) => Ok(rows.entries_mut()),
        _ => Ok(&mut []),
    }
}

/// Converts a date or date-time to ISO 8601, and `""`, `false`, `{}` and `[]` to null; returns
/// whether the value was one of these.
///
/// `2024-07-23 08:08:50` and `24.08.2023 13:19:39`, which have no zone, become
/// `2024-07-23T08:08:50` and `2023-08-24T13:19:39`. Other formats stay unchanged, because day and
/// month are ambiguous there (`08/24/2023`).
#[must_use]
pub fn to_date_time(value: &mut Value) -> bool {
    let none = match value {
        Value::Text(text) => {
            if let Some(iso) = iso(text) {
                *text = iso;
            }
            text.is_empty()
        }
        Value::Null | Value::Bool(false) => true,
        Value::Map(map) if map.is_empty() => true,
        Value::List(list) if list.is_empty() => true,
        _ => return false,
    };
    if none {
        *value = Value::Null;
    }
    true
}

/// Converts to a list of whole numbers: `false`, null and `""` to an empty list, a single number to
/// a list of one; returns whether every item is a whole number.
#[must_use]
pub fn to_integers(value: &mut Value) -> bool {
    if is_none(value) {
        *value = Value::List(Vec::new());
    } else if to_list(value).is_none() {
        *value = Value::List(vec![std::mem::take(value)]);
    }
    to_list(value).is_some_and(|items| items.iter_mut().all(to_integer))
}

/// Converts text of digits to a number; returns whether the value is a whole number.
#[must_use]
pub fn to_integer(value: &mut Value) -> bool {
    if let Value::Text(text) = value
        && let Some(number) = Number::whole(text.trim_ascii())
    {
        *value = Value::Number(number);
    }
    matches!(value, Value::Number(number) if number.to_i64().is_some())
}

/// Converts the two unambiguous formats other than ISO 8601.
fn iso(text: &str) -> Option<String> {
    let (date, time) = (text.get(..10)?, text.get(10..)?);
    let time = match time.strip_prefix(' ') {
        Some(time) if time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') => time,
        None if time.is_empty() => "",
        _ => return None,
    };
    let separator = if time.is_empty() { "" } else { "T" };
    if text::has_format(date, "0000-00-00") {
        return Some(text!("{}{}{}", date, separator, time));
    }
    if !text::has_format(date, "00.00.0000") {
        return None;
    }
    let (day, month, year) = (date.get(..2)?, date.get(3..5)?, date.get(6..)?);
    Some(text!("{}-{}-{}{}{}", year, month, day, separator, time))
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn read(text: &str) -> Value {
        json::read(text).unwrap()
    }

    #[test]
    fn reads_every_date_format() {
        for (sent, date) in [
            (r#""2024-07-25T13:06:54+00:00""#, Some("2024-07-25T13:06:54+00:00")),
            (r#""2024-07-23 08:08:50""#, Some("2024-07-23T08:08:50")),
            (r#""24.08.2023 13:19:39""#, Some("2023-08-24T13:19:39")),
            (r#""04.08.2023""#, Some("2023-08-04")),
            (r#""2024-07-23""#, Some("2024-07-23")),
            (r#""2024-07-23 ""#, Some("2024-07-23")),
            (r#""soon""#, Some("soon")),
            (r#""жж-12345 10:00""#, Some("жж-12345 10:00")),
            (r#""xx.08.2023 13:19""#, Some("xx.08.2023 13:19")),
            (r#""24-08.2023""#, Some("24-08.2023")),
            (r#""08/24/2023 13:19:39""#, Some("08/24/2023 13:19:39")),
            (r#""08/24/2023 01:19:39 pm""#, Some("08/24/2023 01:19:39 pm")),
            (r#""""#, None),
            ("{}", None),
            ("[]", None),
            ("false", None),
            ("null", None),
        ] {
            let mut value = read(sent);
            assert!(to_date_time(&mut value), "{sent}");
            assert_eq!(value, Value::from(date), "{sent}");
        }
        assert!(!to_date_time(&mut read("true")));
        assert!(!to_date_time(&mut read(r#"{"date":1}"#)));
    }

    #[test]
    fn reads_every_shape_of_number_lists() {
        for (sent, numbers) in [
            (r#"[1,"2"]"#, vec![1_i64, 2]),
            (r#"{"1":3}"#, vec![3]),
            (r#""7""#, vec![7]),
            ("[]", vec![]),
            ("false", vec![]),
            (r#""""#, vec![]),
        ] {
            let mut value = read(sent);
            assert!(to_integers(&mut value), "{sent}");
            assert_eq!(value, Value::from(numbers), "{sent}");
        }
        assert!(!to_integers(&mut read(r#"["x"]"#)));
        assert!(!to_integers(&mut read("true")));
    }

    #[test]
    fn reads_every_shape_of_flags() {
        for sent in ["true", r#""Y""#, r#""1""#, "1", r#""true""#] {
            assert_eq!(flag(&read(sent)), Some(true), "{sent}");
        }
        for sent in ["false", r#""N""#, r#""0""#, "0", r#""""#, r#""false""#] {
            assert_eq!(flag(&read(sent)), Some(false), "{sent}");
        }
        for sent in ["2", r#""maybe""#, "null", "[]"] {
            assert_eq!(flag(&read(sent)), None, "{sent}");
        }
    }
}
