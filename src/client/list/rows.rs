//! The rows that a result holds.

use crate::error::{Error, Result};
use crate::text;
use crate::wire::envelope::number;
use crate::wire::{Map, Value};

/// The rows of one page, and what the result says beside them.
#[derive(Debug, Default)]
pub(super) struct PageRows {
    pub(super) rows: Vec<Value>,
    /// Whether more rows follow.
    pub(super) more: Option<bool>,
    /// Where the next page begins.
    pub(super) next: Option<u32>,
}

/// Finds the rows of a result: a list, or a map by identifier, as PHP sends it. The result is one
/// itself, or one of its members is; if several are, `chosen` names the member.
///
/// # Errors
///
/// `NOT_A_LIST`.
pub(super) fn page_rows(mut result: Value, chosen: Option<&str>) -> Result<PageRows> {
    let mut page = PageRows::default();
    if let Value::Map(members) = &mut result
        && (chosen.is_some() || !are_rows(members, false))
    {
        page.next = number(members, "nextOffset");
        for name in ["hasMore", "hasMorePages", "hasNextPage"] {
            if let Some(Value::Bool(more)) = members.get(name) {
                page.more = page.more.max(Some(*more));
            }
        }
        let name = member(members, chosen)?.to_owned();
        result = members.remove(&name).unwrap_or(Value::Null);
    } else if chosen.is_some() && result != Value::List(Vec::new()) {
        return Err(not_a_list(&[]));
    }
    match result {
        Value::List(rows) => page.rows = rows,
        Value::Map(rows) => {
            for (_, row) in rows {
                page.rows.push(row);
            }
        }
        _ => return Err(not_a_list(&[])),
    }
    Ok(page)
}

/// The member that holds the rows.
fn member<'a>(members: &'a Map, chosen: Option<&str>) -> Result<&'a str> {
    let (mut names, mut maps, mut is_filled) = (Vec::new(), Vec::new(), false);
    for (name, value) in members.iter() {
        let is_chosen = chosen == Some(name);
        let is_list = match value {
            Value::List(rows) => {
                is_filled = !rows.is_empty();
                true
            }
            Value::Map(rows) => {
                if are_rows(rows, is_chosen) && (is_chosen || !rows.is_empty()) {
                    maps.push(name);
                }
                is_chosen && are_rows(rows, true)
            }
            _ => false,
        };
        if is_list && is_chosen {
            return Ok(name);
        }
        if is_list {
            names.push(name);
        }
    }
    // Maps beside the only list belong to it; an empty list may be an empty map of PHP's.
    if names.len() != 1 || !is_filled || chosen.is_some() {
        names.append(&mut maps);
    }
    match names.as_slice() {
        [name] if chosen.is_none() => Ok(name),
        names => Err(not_a_list(names)),
    }
}

/// Whether all values are records, and all names identifiers, if not any name will do.
fn are_rows(map: &Map, any_name: bool) -> bool {
    for (name, row) in map.iter() {
        if row.as_map().is_none() || !any_name && text::integer(name).is_none() {
            return false;
        }
    }
    true
}

fn not_a_list(names: &[&str]) -> Error {
    let mut problem = String::new();
    for name in names {
        problem = problem + " \"" + name + "\",";
    }
    match names {
        [] => Error::input("NOT_A_LIST", "The method's answer holds no list of rows: call it."),
        [first, ..] => Error::input(
            "NOT_A_LIST",
            format!("the result holds lists under{problem} choose one: {{ rows: '{first}' }}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn found(result: &str, chosen: Option<&str>) -> std::result::Result<String, String> {
        match page_rows(json::read(result).unwrap(), chosen) {
            Ok(page) => Ok(json::write(&Value::List(page.rows))),
            Err(error) => Err(error.description().to_owned()),
        }
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
            (r#"{"1":"a"}"#, None),
            ("true", None),
            ("null", None),
        ] {
            assert_eq!(found(result, None).ok().as_deref(), rows, "{result}");
        }
    }

    #[test]
    fn chosen_member_holds_the_rows() {
        for (result, rows) in [
            (r#"{"items":[1],"users":[2]}"#, "[1]"),
            (r#"{"items":{"a":{"id":1}},"users":[2]}"#, r#"[{"id":1}]"#),
            (r#"{"items":{"4":{"id":4}},"users":[]}"#, r#"[{"id":4}]"#),
            (r#"{"items":{},"users":[2]}"#, "[]"),
            ("[]", "[]"),
        ] {
            assert_eq!(found(result, Some("items")).as_deref(), Ok(rows), "{result}");
        }
    }

    #[test]
    fn errors_name_the_lists_to_choose_from() {
        let lists =
            r#"the result holds lists under "items", "users", choose one: { rows: 'items' }"#;
        let one = r#"the result holds lists under "users", choose one: { rows: 'users' }"#;
        let none = "The method's answer holds no list of rows: call it.";
        for (result, chosen, problem) in [
            (r#"{"items":[1],"users":[2],"x":1}"#, None, lists),
            (r#"{"items":[],"users":{"1":{}}}"#, None, lists),
            (r#"{"items":[1],"users":[2]}"#, Some("itms"), lists),
            (r#"{"items":{"id":1},"users":[2]}"#, Some("items"), one),
            (r#"{"items":"x"}"#, Some("items"), none),
            (r#"{"id":{"type":"integer"}}"#, None, none),
            ("[1]", Some("items"), none),
            ("null", Some("items"), none),
        ] {
            assert_eq!(found(result, chosen), Err(problem.to_owned()), "{result}");
        }
    }

    #[test]
    fn says_whether_and_where_more_rows_follow() {
        for (result, more, next) in [
            (r#"{"items":[],"hasMore":true}"#, Some(true), None),
            (r#"{"items":[],"hasMorePages":true,"hasMore":false}"#, Some(true), None),
            (r#"{"items":[],"hasNextPage":false,"nextOffset":7}"#, Some(false), Some(7)),
            (r#"{"items":[],"hasMore":"x","hasPrevPage":true}"#, None, None),
            ("[]", None, None),
        ] {
            let page = page_rows(json::read(result).unwrap(), None).unwrap();
            assert_eq!((page.more, page.next), (more, next), "{result}");
        }
    }
}
