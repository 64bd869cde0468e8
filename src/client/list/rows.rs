//! The rows of a result.

use crate::error::{Error, Result};
use crate::wire::reply_value::{ReplyShape, ReplyValue};

/// Takes the rows out of a result: a list, or a map by identifier, as PHP sends it. The rows are
/// the result itself or one of its members; if several members qualify, `chosen` names one. The
/// member of one page is chosen for the next ones, because PHP may send an empty list instead of a
/// map.
///
/// # Errors
///
/// `NOT_A_LIST`.
pub(super) fn take_rows<T: ReplyValue>(mut result: T, chosen: &mut Option<String>) -> Result<T> {
    let rows = match result.shape() {
        ReplyShape::RowsByName | ReplyShape::Map => {
            let name = member(&result.members(), chosen)?;
            let rows = result.take(&name);
            *chosen = Some(name);
            rows
        }
        _ => Some(result),
    };
    rows.and_then(ReplyValue::into_list).ok_or_else(|| not_a_list(""))
}

/// Returns whether more rows follow, if the result has a flag for it.
pub(super) fn has_more<T: ReplyValue>(result: &T) -> Option<bool> {
    result.flag("hasMore").or_else(|| result.flag("hasNextPage"))
}

/// Returns the name of the member that holds the rows.
fn member(members: &[(String, ReplyShape)], chosen: &Option<String>) -> Result<String> {
    let (mut at, mut found, mut lists, mut is_filled) = ("", 0, 0, false);
    let (mut is_record, mut choices) = (false, String::new());
    for (name, shape) in members {
        // A result with an identifier is a record, and its list is a field.
        is_record |= name == "ID" || name == "id";
        let is_chosen = chosen.as_ref() == Some(name);
        match shape {
            ReplyShape::List | ReplyShape::EmptyList => {
                (at, lists) = (name, lists + 1);
                is_filled = *shape == ReplyShape::List;
            }
            ReplyShape::RowsById if lists == 0 => at = name,
            ReplyShape::RowsById => {}
            ReplyShape::EmptyMap | ReplyShape::RowsByName if is_chosen => {}
            _ => continue,
        }
        if is_chosen {
            return Ok(name.clone());
        }
        found += 1;
        choices = choices + " { rows: '" + name + "' }";
    }
    // Maps beside the only list belong to it, but an empty list may be an empty map of PHP's.
    let is_sure = (found == 1 || lists == 1 && is_filled) && !is_record;
    match is_sure && chosen.is_none() {
        true => Ok(at.to_owned()),
        false => Err(not_a_list(&choices)),
    }
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
        match take_rows(json::read(result).unwrap(), &mut chosen.map(str::to_owned)) {
            Ok(rows) => Ok(json::write(&rows)),
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
            let taken = take_rows(json::read(result).unwrap(), &mut chosen).unwrap();
            assert_eq!(json::write(&taken), rows, "{result}");
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
