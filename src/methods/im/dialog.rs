//! The messenger's dialogs: chats and private conversations.

use super::ImUser;
use crate::error::Result;
use crate::schema::{Method, Paging, UpTo};
use crate::wire::{Map, Value};

/// `im.dialog.users.list`: returns the participants of a dialog.
///
/// Scope `im`. Refused with `DIALOG_ID_EMPTY` for an invalid identifier, `ACCESS_ERROR` if the
/// caller may not see the dialog.
#[derive(Clone, Debug, PartialEq, Method)]
#[method(
    "im.dialog.users.list",
    result = Vec<ImUser>,
    paging = Paging::Limit { default: 50, max: 200 },
    normalize_params = normalize,
)]
pub struct UsersList {
    /// The dialog: `chat` and a chat's number, `sg` and a workgroup's, or a user's number.
    #[param("DIALOG_ID")]
    dialog: String,
    /// Whether to omit external users, except those of `SKIP_EXTERNAL_EXCEPT_TYPES`.
    #[param("SKIP_EXTERNAL")]
    skip_external: Option<bool>,
    /// Types of external users to keep: `bot`, `email`.
    #[param("SKIP_EXTERNAL_EXCEPT_TYPES")]
    except: Option<Vec<String>>,
    /// The number of people to skip.
    #[param("OFFSET")]
    offset: Option<i64>,
    /// The number of people to return, at most 200; by default 50.
    #[param("LIMIT")]
    limit: Option<UpTo<200>>,
    /// Only people with identifiers above this one.
    #[param("LAST_ID")]
    last_id: Option<i64>,
}

/// Joins the types into one text, as the portal expects.
fn normalize(params: &mut Map) -> Result<()> {
    if let Some(Value::List(types)) = params.get("SKIP_EXTERNAL_EXCEPT_TYPES") {
        let mut text = String::new();
        for kind in types {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(kind.as_text().unwrap_or_default());
        }
        params.insert("SKIP_EXTERNAL_EXCEPT_TYPES", text);
    }
    Ok(())
}
