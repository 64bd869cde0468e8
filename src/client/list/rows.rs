//! The rows of a result.

use std::mem;

use crate::error::{Error, Result};
use crate::text;
use crate::wire::{Map, Value, php};

/// Takes the rows out of a result: a list, or a map by identifier, as PHP sends it. The rows are
/// the result itself or one of its members; if several members qualify, `chosen` names one. The
/// member of one page is chosen for the next ones, because PHP may send an empty list instead of a
/// map.
///
/// # Errors
///
/// `NOT_A_LIST`.
pub(super) fn take_rows(result: &mut Value, chosen: &mut Option<String>) -> Result<Vec<Value>> {
    let rows = match result {
        Value::Map(members) if !are_rows(members, false) => member(members, chosen)?,
        rows => rows,
    };
    php::to_list(rows);
    match rows {
        Value::List(rows) => Ok(mem::take(rows)),
        _ => Err(not_a_list("")),
    }
}

/// Returns whether more rows follow, if the result has a flag for it.
pub(super) fn has_more(result: &Value) -> Option<bool> {
    let members = result.as_map()?;
    match members.get("hasMore").or_else(|| members.get("hasNextPage")) {
        Some(Value::Bool(more)) => Some(*more),
        _ => None,
    }
}

/// Returns the member that holds the rows.
fn member<'a>(members: &'a mut Map, chosen: &mut Option<String>) -> Result<&'a mut Value> {
    let (mut at, mut found, mut lists, mut is_filled) = (0, 0, 0, false);
    let mut choices = String::new();
    for (index, (name, value)) in members.iter().enumerate() {
        let is_chosen = chosen.as_deref() == Some(name);
        match value {
            Value::List(rows) => {
                (at, lists) = (index, lists + 1);
                is_filled = !rows.is_empty();
            }
            Value::Map(rows) if (is_chosen || !rows.is_empty()) && are_rows(rows, is_chosen) => {
                if lists == 0 {
                    at = index;
                }
            }
            _ => continue,
        }
        if is_chosen {
            (at, found) = (index, 1);
            break;
        }
        found += 1;
        choices = choices + " { rows: '" + name + "' }";
    }
    // Maps beside the only list belong to it, but an empty list may be an empty map of PHP's. A
    // result with an identifier is a record, and its list is a field.
    let is_record = members.get("ID").or_else(|| members.get("id")).is_some();
    let is_sure = (found == 1 || lists == 1 && is_filled) && !is_record;
    match members.entries_mut().get_mut(at) {
        Some((name, value)) if chosen.as_ref().map_or(is_sure, |chosen| chosen == name) => {
            *chosen = Some(name.clone());
            Ok(value)
        }
        _ => Err(not_a_list(&choices)),
    }
}

/// Returns whether all values are records and, unless `any_name`, all names are identifiers.
fn are_rows(map: &Map, any_name: bool) -> bool {
    for (name, row) in map.iter() {
        if row.as_map().is_none() || !any_name && text::integer(name).is_none() {
            return false;
        }
    }
    true
}

fn not_a_list(choices: &str) -> Error {
    let problem = match choices {
        "" => "the method's result has no list of rows; call it",
        _ => "choose one of the lists in the result:",
    };
    Error::input("NOT_A_LIST", problem.to_owned() + choices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn found(result: &str, chosen: Option<&str>) -> std::result::Result<String, String> {
        match take_rows(&mut json::read(result).unwrap(), &mut chosen.map(str::to_owned)) {
            Ok(rows) => Ok(json::write(&Value::List(rows))),
            Err(error) => Err(error.description().to_owned()),
        }
    }

    #[test]
    fn finds_rows_in_result_or_member() {
        for (result, rows) in [
            ("[1,2]", Some("[1,2]")),
            ("[]", Some("[]")),
            ("{}", Some("[]")),
            (r#"{"items":[{"id":1}]}"#, Some(r#"[{"id":1}]"#)),
            (r#"{"tasks":[1],"more":true}"#, Some("[1]")),
            (r#"{"9":{"id":9},"4":{"id":4}}"#, Some(r#"[{"id":9},{"id":4}]"#)),
            (r#"{"templates":{"39":{"id":39},"37":{}}}"#, Some(r#"[{"id":39},{}]"#)),
            (r#"{"templates":{"39":{"id":39}},"more":true,"x":{}}"#, Some(r#"[{"id":39}]"#)),
            (r#"{"templates":[]}"#, Some("[]")),
            (r#"{"comments":[1],"files":{"5":{"id":5}}}"#, Some("[1]")),
            (r#"{"items":[1],"copilot":null,"meta":{"a":1}}"#, Some("[1]")),
            (r#"{"a":[1],"b":[2]}"#, None),
            (r#"{"items":[],"users":{"5":{"id":5}}}"#, None),
            (r#"{"a":{"1":{}},"b":{"2":{}}}"#, None),
            (r#"{"ID":{"type":"integer"},"TITLE":{"type":"string"}}"#, None),
            (r#"{"fields":{"id":{"type":"integer"}}}"#, None),
            (r#"{"item":{"id":5}}"#, None),
            (r#"{"ID":1}"#, None),
            (r#"{"ID":"7","TITLE":"x","PHONE":[{"VALUE":"1"}]}"#, None),
            (r#"{"id":7,"phone":[]}"#, None),
            (r#"{"id":7,"files":{"5":{"id":5}}}"#, None),
            (r#"{"1":"a"}"#, None),
            ("true", None),
            ("null", None),
        ] {
            assert_eq!(found(result, None).ok().as_deref(), rows, "{result}");
        }
    }

    #[test]
    fn takes_rows_of_chosen_member() {
        for (result, rows) in [
            (r#"{"items":[1],"users":[2]}"#, "[1]"),
            (r#"{"items":{"a":{"id":1}},"users":[2]}"#, r#"[{"id":1}]"#),
            (r#"{"items":{"4":{"id":4}},"users":[]}"#, r#"[{"id":4}]"#),
            (r#"{"users":[2],"items":[1]}"#, "[1]"),
            (r#"{"id":7,"items":[1]}"#, "[1]"),
            (r#"{"items":{},"users":[2]}"#, "[]"),
            ("[]", "[]"),
            ("[1]", "[1]"),
        ] {
            assert_eq!(found(result, Some("items")).as_deref(), Ok(rows), "{result}");
        }
    }

    #[test]
    fn keeps_the_member_for_later_pages() {
        let mut chosen = None;
        for (result, rows) in [
            (r#"{"comments":[1],"files":{"5":{}}}"#, "[1]"),
            (r#"{"comments":[2],"files":[]}"#, "[2]"),
            (r#"{"comments":[],"files":{"6":{}}}"#, "[]"),
            (r#"{"comments":[],"files":[]}"#, "[]"),
        ] {
            let taken = take_rows(&mut json::read(result).unwrap(), &mut chosen).unwrap();
            assert_eq!(json::write(&Value::List(taken)), rows, "{result}");
        }
    }

    #[test]
    fn errors_name_the_lists_to_choose_from() {
        let lists = r#"choose one of the lists in the result: { rows: 'items' } { rows: 'users' }"#;
        let one = r#"choose one of the lists in the result: { rows: 'users' }"#;
        let none = "the method's result has no list of rows; call it";
        for (result, chosen, problem) in [
            (r#"{"items":[1],"users":[2],"x":1}"#, None, lists),
            (r#"{"items":[],"users":{"1":{}}}"#, None, lists),
            (r#"{"items":[1],"users":[2]}"#, Some("itms"), lists),
            (r#"{"items":{"id":1},"users":[2]}"#, Some("items"), one),
            (r#"{"items":"x"}"#, Some("items"), none),
            (r#"{"id":{"type":"integer"}}"#, None, none),
            ("null", Some("items"), none),
        ] {
            assert_eq!(found(result, chosen), Err(problem.to_owned()), "{result}");
        }
    }

    #[test]
    fn reads_flag_for_more_rows() {
        for (result, more) in [
            (r#"{"items":[],"hasMore":true}"#, Some(true)),
            (r#"{"items":[],"hasMorePages":false,"hasMore":true}"#, Some(true)),
            (r#"{"items":[],"hasNextPage":false}"#, Some(false)),
            (r#"{"items":[],"hasMore":"x","hasPrevPage":true}"#, None),
            ("[]", None),
        ] {
            assert_eq!(has_more(&json::read(result).unwrap()), more, "{result}");
        }
    }
}
