//! Normalizes the shapes in which PHP encodes the host page's replies.

use crate::error::Result;
use crate::frame::info::to_map;
use crate::frame::message::malformed;
use crate::wire::{Map, Value, php};

/// Normalizes the selected user, or the list of users if `mult` is true.
pub(super) fn users(params: &Map, reply: &mut Value) -> Result<()> {
    if !matches!(params.get("mult"), Some(Value::Bool(true))) {
        return normalize_user(reply);
    }
    list(params, reply)?;
    for user in php::to_list(reply).unwrap_or_default() {
        normalize_user(user)?;
    }
    Ok(())
}

/// Normalizes a list.
pub(super) fn list(_: &Map, reply: &mut Value) -> Result<()> {
    *reply = Value::List(to_list(std::mem::take(reply)));
    Ok(())
}

/// Normalizes a map with a list for each type.
pub(super) fn lists_by_type(params: &Map, reply: &mut Value) -> Result<()> {
    let mut lists = to_map(std::mem::take(reply));
    for (_, rows) in lists.entries_mut() {
        list(params, rows)?;
    }
    *reply = Value::Map(lists);
    Ok(())
}

/// Converts a user's id to a number.
fn normalize_user(user: &mut Value) -> Result<()> {
    if let Value::Map(user) = user {
        for (name, value) in user.entries_mut() {
            if name == "id" && php::to_integer(value) {
                return Ok(());
            }
        }
    }
    Err(malformed("selectUser", "has a user without an id"))
}

/// Returns the items of a list in any of PHP's shapes; none if it is not a list.
pub(crate) fn to_list(mut value: Value) -> Vec<Value> {
    php::to_list(&mut value);
    match value {
        Value::List(items) => items,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::command;
    use crate::wire::json;

    fn normalized_text(command: &str, params: &str, reply: &str) -> Result<String> {
        let params = to_map(json::read(params).unwrap());
        let mut reply = json::read(reply).unwrap();
        command::find(command)?.normalize_reply(&params, &mut reply)?;
        Ok(json::write(&reply))
    }

    #[test]
    fn normalizes_replies_to_one_shape() {
        let multiple = r#"{"mult":true}"#;
        for (command, params, reply, normalized) in [
            ("selectUser", "{}", r#"{"id":"7","name":"A"}"#, r#"{"id":7,"name":"A"}"#),
            ("selectUser", multiple, r#"{"7":{"id":"7"}}"#, r#"[{"id":7}]"#),
            ("selectUser", multiple, r#"[{"id":7},{"id":"8"}]"#, r#"[{"id":7},{"id":8}]"#),
            ("selectUser", multiple, "[]", "[]"),
            ("selectAccess", "{}", r#"{"1":{"id":"AU"}}"#, r#"[{"id":"AU"}]"#),
            ("selectCRM", "{}", r#"{"deal":[],"lead":{"3":1}}"#, r#"{"deal":[],"lead":[1]}"#),
            ("selectCRM", "{}", "[]", "{}"),
            ("setTitle", "{}", r#"{"title":"t"}"#, r#"{"title":"t"}"#),
        ] {
            assert_eq!(
                normalized_text(command, params, reply).as_deref(),
                Ok(normalized),
                "{reply}"
            );
        }
        for invalid in ["null", "[]", r#"{"name":"A"}"#, r#"{"id":"U7"}"#] {
            assert_eq!(
                normalized_text("selectUser", "{}", invalid).unwrap_err().code(),
                "INVALID_HOST_MESSAGE"
            );
        }
    }
}
