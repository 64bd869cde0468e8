//! The answers of the portal page, cleaned of PHP's shapes.

use crate::error::Result;
use crate::frame::info::to_map;
use crate::frame::message::malformed;
use crate::wire::{Map, Value, php};

/// Cleans what the page answered to a command with these parameters: lists are lists, whatever their
/// keys were, and the identifiers of users are numbers.
///
/// # Errors
///
/// `INVALID_HOST_MESSAGE` where a user has no identifier.
///
/// ```
/// use b24_wasm::frame::answer;
/// use b24_wasm::wire::{Map, json};
///
/// let said = json::read(r#"{"lead":{"0":{"id":"L_7"}}}"#).unwrap();
/// let normalize = answer::normalize("selectCRM", &Map::new(), said).unwrap();
/// assert_eq!(json::write(&normalized), r#"{"lead":[{"id":"L_7"}]}"#);
/// ```
pub fn normalize(command: &str, params: &Map, answer: Value) -> Result<Value> {
    Ok(match command {
        "selectUser" => match params.get("mult") {
            Some(Value::Bool(true)) => {
                let mut users = to_list(answer);
                for user in &mut users {
                    identify(user)?;
                }
                Value::List(users)
            }
            _ => {
                let mut user = answer;
                identify(&mut user)?;
                user
            }
        },
        "selectAccess" => Value::List(to_list(answer)),
        "selectCRM" => {
            let mut found = to_map(answer);
            for (_, rows) in found.entries_mut() {
                *rows = Value::List(to_list(std::mem::take(rows)));
            }
            Value::Map(found)
        }
        _ => answer,
    })
}

/// Makes a number of a user's identifier.
fn identify(user: &mut Value) -> Result<()> {
    if let Value::Map(user) = user {
        for (name, value) in user.entries_mut() {
            if name == "id" && php::to_integer(value) {
                return Ok(());
            }
        }
    }
    Err(malformed("selectUser", "has a user without an identifier"))
}

fn to_list(mut value: Value) -> Vec<Value> {
    match php::to_list(&mut value) {
        Some(items) => items.iter_mut().map(std::mem::take).collect(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json;

    fn normalized_text(command: &str, params: &str, answer: &str) -> Result<String> {
        let params = to_map(json::read(params).unwrap());
        normalize(command, &params, json::read(answer).unwrap()).map(|answer| json::write(&answer))
    }

    #[test]
    fn answers_come_in_one_shape() {
        let many = r#"{"mult":true}"#;
        for (command, params, answer, normalized) in [
            ("selectUser", "{}", r#"{"id":"7","name":"A"}"#, r#"{"id":7,"name":"A"}"#),
            ("selectUser", many, r#"{"7":{"id":"7"}}"#, r#"[{"id":7}]"#),
            ("selectUser", many, r#"[{"id":7},{"id":"8"}]"#, r#"[{"id":7},{"id":8}]"#),
            ("selectUser", many, "[]", "[]"),
            ("selectAccess", "{}", r#"{"1":{"id":"AU"}}"#, r#"[{"id":"AU"}]"#),
            ("selectCRM", "{}", r#"{"deal":[],"lead":{"3":1}}"#, r#"{"deal":[],"lead":[1]}"#),
            ("selectCRM", "{}", "[]", "{}"),
            ("setTitle", "{}", r#"{"title":"t"}"#, r#"{"title":"t"}"#),
        ] {
            assert_eq!(
                normalized_text(command, params, answer).as_deref(),
                Ok(normalized),
                "{answer}"
            );
        }
        for nobody in ["null", "[]", r#"{"name":"A"}"#, r#"{"id":"U7"}"#] {
            assert_eq!(
                normalized_text("selectUser", "{}", nobody).unwrap_err().code(),
                "INVALID_HOST_MESSAGE"
            );
        }
    }
}
