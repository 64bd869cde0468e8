//! Lenient readers of the shapes in which PHP hands out one and the same thing. Those that begin
//! with `to_` fold the shapes into one, in place.

use super::value::{Map, Number, Value};
use crate::text;

/// An integer: `1`, `"1"`.
#[must_use]
pub fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.to_i64(),
        Value::Text(text) => text::integer(text.trim_ascii()),
        _ => None,
    }
}

/// A flag: `true`, `"Y"`, `"1"`, `1`, `"true"` and their opposites; `""` is false.
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

/// Returns whether the value stands for no value: null, `false`, `""`, `[]` or `{}`.
pub(crate) fn is_none(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.is_empty(),
        Value::List(list) => list.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

/// Makes text of it: text stays, a number becomes its digits, `false` null. Says whether it could.
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

/// Makes a list of it: PHP sends a list whose indices have gaps as an object. `None` if it is neither.
pub(crate) fn to_list(value: &mut Value) -> Option<&mut [Value]> {
    if let Value::Map(map) = value {
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

/// Makes a map of it: PHP sends an object whose keys are 0, 1 and so on as a list, an empty one too.
/// `None` if it is neither.
pub(crate) fn to_map(value: &mut Value) -> Option<&mut Map> {
    if let Value::List(items) = value {
        let mut map = Map::new();
        for (at, item) in std::mem::take(items).into_iter().enumerate() {
            map.push(at.to_string(), item);
        }
        *value = Value::Map(map);
    }
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// Makes an ISO 8601 date or date-time of it, or null: `""`, `false`, null, `{}` and `[]` all stand
/// for none. Says whether it could.
///
/// `2024-07-23 08:08:50` and `24.08.2023 13:19:39`, which carry no zone, become
/// `2024-07-23T08:08:50` and `2023-08-24T13:19:39`. Another portal format (`08/24/2023`), where day
/// and month cannot be told apart for sure, is handed on as it came.
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

/// Makes a list of whole numbers of it; `false`, null and `""` stand for an empty one, a single
/// number for a list of one. Says whether it could.
#[must_use]
pub fn to_integers(value: &mut Value) -> bool {
    if is_none(value) {
        *value = Value::List(Vec::new());
    } else if to_list(value).is_none() {
        *value = Value::List(vec![std::mem::take(value)]);
    }
    to_list(value).is_some_and(|items| items.iter_mut().all(to_integer))
}

/// Makes a whole number of it: `1` stays, `"1"` becomes one. Says whether it could.
#[must_use]
pub fn to_integer(value: &mut Value) -> bool {
    if let Value::Text(text) = value
        && let Some(number) = Number::whole(text.trim_ascii())
    {
        *value = Value::Number(number);
    }
    matches!(value, Value::Number(number) if number.to_i64().is_some())
}

/// The text as ISO 8601 where it is one of the two formats that can be told for sure and differ.
fn iso(text: &str) -> Option<String> {
    let byte_at = |at| text.as_bytes().get(at).copied();
    let time = match text.get(10..)?.strip_prefix(' ') {
        Some(time) if time.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') => time,
        None if text.len() == 10 => "",
        _ => return None,
    };
    let separator = if time.is_empty() { "" } else { "T" };
    if byte_at(4) == Some(b'-') {
        return Some(format!("{}{separator}{time}", text.get(..10)?));
    }
    if byte_at(2) != Some(b'.') {
        return None;
    }
    let (day, month, year) = (text.get(..2)?, text.get(3..5)?, text.get(6..10)?);
    Some(format!("{year}-{month}-{day}{separator}{time}"))
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
            (r#""04.08.2023""#, Some("2023-08-04")),
            (r#""2024-07-23""#, Some("2024-07-23")),
            (r#""soon""#, Some("soon")),
            (r#""08/24/2023 13:19:39""#, Some("08/24/2023 13:19:39")),
            (r#""08/24/2023 01:19:39 pm""#, Some("08/24/2023 01:19:39 pm")),
            (r#""""#, None),
            ("{}", None),
            ("[]", None),
            ("false", None),
            ("null", None),
        ] {
            let mut value = read(came);
            assert!(to_date_time(&mut value), "{came}");
            assert_eq!(value, Value::from(date), "{came}");
        }
        assert!(!to_date_time(&mut read("true")));
        assert!(!to_date_time(&mut read(r#"{"date":1}"#)));
    }

    #[test]
    fn lists_of_numbers_in_every_dress() {
        for (came, numbers) in [
            (r#"[1,"2"]"#, vec![1_i64, 2]),
            (r#"{"1":3}"#, vec![3]),
            (r#""7""#, vec![7]),
            ("[]", vec![]),
            ("false", vec![]),
            (r#""""#, vec![]),
        ] {
            let mut value = read(came);
            assert!(to_integers(&mut value), "{came}");
            assert_eq!(value, Value::from(numbers), "{came}");
        }
        assert!(!to_integers(&mut read(r#"["x"]"#)));
        assert!(!to_integers(&mut read("true")));
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
}
