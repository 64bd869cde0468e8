//! The scopes of methods.

use super::error::{Failure, INSUFFICIENT_SCOPE};
use super::registry::Entry;
use crate::rest::Caller;

/// Checks that the caller has the scope of the method: `tasks`, `tasks.task` or `tasks.task.list`.
///
/// Returns the fields that the scope is limited to, as in `tasks[id:title]`.
pub(super) fn check(caller: &Caller, entry: &Entry) -> Result<Option<Vec<String>>, Failure> {
    if !entry.method.scoped {
        return Ok(None);
    }
    let name = entry.method.name;
    let covers = |scope: &str| {
        let rest = name.strip_prefix(scope);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let mut limited = None;
    for granted in &caller.scopes {
        match granted.strip_suffix(']').and_then(|granted| granted.split_once('[')) {
            Some((scope, fields)) if covers(scope) => {
                limited = Some(fields.split(':').map(str::to_owned).collect());
            }
            None if covers(granted) => return Ok(None),
            _ => {}
        }
    }
    let text = format!("The method {name} needs the scope {}", module(name));
    limited.map(Some).ok_or_else(|| Failure::new(INSUFFICIENT_SCOPE, text))
}

/// Returns the module of a method, which is its widest scope.
pub(super) fn module(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}
