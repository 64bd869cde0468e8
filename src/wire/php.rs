//! Lenient readers of the shapes in which PHP hands out one and the same thing.

use super::value::{Map, Value};

/// An integer: `1`, `"1"`.
#[must_use]
pub fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.to_i64(),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A flag: `true`, `"Y"`, `"1"`, `1`, `"true"` and their opposites; `""` is false.
#[must_use]
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Text(text) => match text.as_str() {
            "Y" | "y" | "1" | "true" => Some(true),
            "N" | "n" | "0" | "false" | "" => Some(false),
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

/// Text: text, or the digits of a number. `false` stands for none, as does null.
#[must_use]
pub fn text(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Text(text) => Some(Some(text.clone())),
        Value::Number(number) => Some(Some(number.as_str().to_owned())),
        Value::Null | Value::Bool(false) => Some(None),
        _ => None,
    }
}

/// A date or date-time as ISO 8601; `""`, `false`, null, `{}` and `[]` all stand for none.
///
/// `2024-07-23 08:08:50` and `24.08.2023 13:19:39`, which carry no zone, become
/// `2024-07-23T08:08:50` and `2023-08-24T13:19:39`. Another portal format (`08/24/2023`), where day
/// and month cannot be told apart for sure, is handed on as it came.
#[must_use]
pub fn date_time(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Text(text) if text.is_empty() => Some(None),
        Value::Text(text) => Some(Some(iso(text).unwrap_or_else(|| text.clone()))),
        Value::Null | Value::Bool(false) => Some(None),
        Value::Map(map) if map.is_empty() => Some(None),
        Value::List(list) if list.is_empty() => Some(None),
        _ => None,
    }
}

/// A map; PHP writes an empty one as `[]`, and one with the keys 0, 1, 2 … as a list.
#[must_use]
pub fn map(value: Value) -> Option<Map> {
    match value {
        Value::Map(map) => Some(map),
        Value::List(list) => {
            let mut map = Map::new();
            for (at, item) in list.into_iter().enumerate() {
                map.push(at.to_string(), item);
            }
            Some(map)
        }
        _ => None,
    }
}

/// A list; PHP writes one with gaps as a map.
#[must_use]
pub fn list(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::List(list) => Some(list),
        Value::Map(map) => {
            let mut list = Vec::new();
            for (_, item) in map {
                list.push(item);
            }
            Some(list)
        }
        _ => None,
    }
}

fn iso(text: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (date, time) = text.split_once(' ').unwrap_or((text, ""));
    if !time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let mut iso = match date.split_once('.') {
        None if date.contains('-') => date.to_owned(),
        None => return None,
        Some((day, rest)) => {
            let (month, year) = rest.split_once('.')?;
            if year.len() != 4 || !digits(year) || !digits(month) || !digits(day) {
                return None;
            }
            let zero = |part: &str| if part.len() < 2 { "0" } else { "" };
            [year, "-", zero(month), month, "-", zero(day), day].concat()
        }
    };
    if !time.is_empty() {
        iso.push('T');
        iso.push_str(time);
    }
    Some(iso)
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn read(text: &str) -> Value {
        json::read(text).unwrap()
    }

    #[test]
    fn dates_in_every_dress() {
        for (came, date) in [
            (r#""2024-07-25T13:06:54+00:00""#, Some("2024-07-25T13:06:54+00:00")),
            (r#""2024-07-23 08:08:50""#, Some("2024-07-23T08:08:50")),
            (r#""24.08.2023 13:19:39""#, Some("2023-08-24T13:19:39")),
            (r#""4.8.2023""#, Some("2023-08-04")),
            (r#""08/24/2023 13:19:39""#, Some("08/24/2023 13:19:39")),
            (r#""08/24/2023 01:19:39 pm""#, Some("08/24/2023 01:19:39 pm")),
            (r#""""#, None),
            ("{}", None),
            ("[]", None),
            ("false", None),
            ("null", None),
        ] {
            assert_eq!(date_time(&read(came)), Some(date.map(str::to_owned)), "{came}");
        }
        assert_eq!(date_time(&read("true")), None);
        assert_eq!(date_time(&read(r#"{"date":1}"#)), None);
    }

    #[test]
    fn flags_in_every_dress() {
        for came in ["true", r#""Y""#, r#""1""#, "1", r#""true""#] {
            assert_eq!(flag(&read(came)), Some(true), "{came}");
        }
        for came in ["false", r#""N""#, r#""0""#, "0", r#""""#, r#""false""#] {
            assert_eq!(flag(&read(came)), Some(false), "{came}");
        }
        for came in ["2", r#""maybe""#, "null", "[]"] {
            assert_eq!(flag(&read(came)), None, "{came}");
        }
    }

    #[test]
    fn lists_and_maps_stand_for_each_other() {
        assert_eq!(map(read("[]")), Some(Map::new()));
        assert_eq!(map(read(r#"["a"]"#)), Some(Map::from_iter([("0", "a")])));
        assert_eq!(list(read(r#"{"1":"a","4":"b"}"#)), Some(vec!["a".into(), "b".into()]));
        assert_eq!(list(read("null")), None);
    }
}
