//! The methods `im.*` of the messenger.

mod chat;
mod counters;
mod department;
mod person;
mod search;
mod user;

pub(super) use chat::{chat_users, dialog_users};
pub(super) use counters::{counters, revision};
pub(super) use department::{colleagues, departments, employees, managers};
pub(super) use search::{search_chats, search_departments, search_users};
pub(super) use user::{get, list, set_status, status};

use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// Parses ids as most methods of the messenger do: an array, or a text with a JSON array. Returns
/// `None` for any other value and for an empty array.
fn ids(query: &Array) -> Option<Vec<u32>> {
    let values: Vec<Value> = match query.get("ID")? {
        Value::Array(ids) => ids.values().cloned().collect(),
        Value::Text(text) => {
            let list: Vec<serde_json::Value> = serde_json::from_slice(text).ok()?;
            list.into_iter().map(Value::from).collect()
        }
        _ => return None,
    };
    let mut ids = Vec::new();
    for id in values.iter().filter_map(|id| u32::try_from(id.to_int()).ok()) {
        if id > 0 && !ids.contains(&id) {
            ids.push(id);
        }
    }
    (!values.is_empty()).then_some(ids)
}

/// A part of a list: `OFFSET`, or `start` if it is above 0, and `LIMIT`.
struct Slice {
    offset: usize,
    limit: usize,
}

impl Slice {
    fn read(call: &Call, query: &Array, default: usize, max: usize) -> Self {
        let number =
            |name| query.get(name).map(|value| usize::try_from(value.to_int()).unwrap_or(0));
        let start = usize::try_from(call.start).unwrap_or(0);
        let offset = if start > 0 { start } else { number("OFFSET").unwrap_or(0) };
        let limit = number("LIMIT").filter(|limit| *limit > 0).unwrap_or(default).min(max);
        Self { offset, limit }
    }

    fn rows<T: Clone>(&self, rows: &[T]) -> Vec<T> {
        rows.iter().skip(self.offset).take(self.limit).cloned().collect()
    }

    /// Returns the reply with `returned` of `total` rows.
    fn reply(&self, result: impl Into<Value>, returned: usize, total: usize) -> Reply {
        let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let next = self.offset + returned;
        Reply {
            result: result.into(),
            next: (next < total).then(|| signed(next)),
            total: Some(signed(total)),
        }
    }
}

fn is_yes(query: &Array, name: &str) -> bool {
    query.get(name).is_some_and(|value| value.to_text() == "Y")
}

fn bad_request(code: &str, description: &str) -> Error {
    Error::new(code, description, 400)
}
