//! Normalizes the shapes in which PHP encodes the host page's replies.

use crate::error::Result;
use crate::frame::info::to_map;
use crate::frame::message::malformed;
use crate::wire::{Map, Value, php};

/// Normalizes the reply to a command with these parameters: lists with keys become lists, and the
/// ids of users become numbers.
///
/// # Errors
///
/// `INVALID_HOST_MESSAGE` if a user has no id.
///
/// ```
/// use b24_wasm::frame::reply;
/// use b24_wasm::wire::{Map, json};
///
/// let reply = json::read(r#"{"lead":{"0":{"id":"L_7"}}}"#).unwrap();
/// let normalized = reply::normalize("selectCRM", &Map::new(), reply).unwrap();
/// assert_eq!(json::write(&normalized), r#"{"lead":[{"id":"L_7"}]}"#);
/// ```
pub fn normalize(command: &str, params: &Map, reply: Value) -> Result<Value> {
    Ok(match command {
        "selectUser" => match params.get("mult") {
            Some(Value::Bool(true)) => {
                let mut users = to_list(reply);
                for user in &mut users {
                    normalize_user(user)?;
                }
                Value::List(users)
            }
            _ => {
                let mut user = reply;
                normalize_user(&mut user)?;
                user
            }
        },
        "selectAccess" => Value::List(to_list(reply)),
        "selectCRM" => {
            let mut elements = to_map(reply);
            for (_, rows) in elements.entries_mut() {
                *rows = Value::List(to_list(std::mem::take(rows)));
            }
            Value::Map(elements)
        }
        _ => reply,
    })
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
    use crate::wire::json;

    fn normalized_text(command: &str, params: &str, reply: &str) -> Result<String> {
        let params = to_map(json::read(params).unwrap());
        normalize(command, &params, json::read(reply).unwrap()).map(|reply| json::write(&reply))
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
