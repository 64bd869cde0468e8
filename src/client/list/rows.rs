//! The rows that a result holds.

use crate::error::{Error, Result};
use crate::wire::Value;

/// The rows of a result: a list, the values of a map by identifier, or the one list in an object, as
/// `crm.item.list` has it.
///
/// # Errors
///
/// `NOT_A_LIST`.
pub(super) fn rows(result: Value) -> Result<Vec<Value>> {
    let map = match result {
        Value::List(rows) => return Ok(rows),
        Value::Map(map) => map,
        _ => return Err(not_a_list()),
    };
    let (mut lists, mut records) = (Vec::new(), Vec::new());
    for (_, value) in map {
        match value {
            Value::List(rows) => lists.push(rows),
            other => records.push(other),
        }
    }
    match lists.pop() {
        Some(rows) if lists.is_empty() => Ok(rows),
        None if records.iter().all(|row| row.as_map().is_some()) => Ok(records),
        _ => Err(not_a_list()),
    }
}

fn not_a_list() -> Error {
    Error::input("NOT_A_LIST", "The method's answer holds no list of rows: call it.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn found(result: &str) -> Option<String> {
        let rows = rows(json::read(result).unwrap()).ok()?;
        Some(json::write(&Value::List(rows)))
    }

    #[test]
    fn rows_are_found_where_they_are() {
        for (result, rows) in [
            ("[1,2]", Some("[1,2]")),
            ("[]", Some("[]")),
            ("{}", Some("[]")),
            (r#"{"items":[{"id":1}]}"#, Some(r#"[{"id":1}]"#)),
            (r#"{"tasks":[1],"more":true}"#, Some("[1]")),
            (r#"{"9":{"id":9},"4":{"id":4}}"#, Some(r#"[{"id":9},{"id":4}]"#)),
            (r#"{"a":[1],"b":[2]}"#, None),
            (r#"{"ID":1}"#, None),
            ("true", None),
            ("null", None),
        ] {
            assert_eq!(found(result).as_deref(), rows, "{result}");
        }
    }
}
