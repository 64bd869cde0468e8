//! The messenger's dialogs: chats and private conversations.

use super::ImUser;
use crate::error::Result;
use crate::schema::{Paging, ParamKind, Type, method};
use crate::wire::{Map, Value};

method! {
    /// `im.dialog.users.list`: returns the participants of a dialog.
    ///
    /// Scope `im`. Refused with `DIALOG_ID_EMPTY` for an invalid identifier, `ACCESS_ERROR` if the
    /// caller may not see the dialog.
    UsersList = "im.dialog.users.list" -> Vec<ImUser>, paging: Paging::Limit { usual: 50, most: 200 }, normalize_params: normalize;
    required {
        /// The dialog: `chat` and a chat's number, `sg` and a workgroup's, or a user's number.
        dialog(String) "DIALOG_ID": ParamKind::Value(Type::Text),
    }
    /// Whether to omit external users, except those of `SKIP_EXTERNAL_EXCEPT_TYPES`.
    skip_external(bool) "SKIP_EXTERNAL": ParamKind::Value(Type::Flag),
    /// Types of external users to keep: `bot`, `email`.
    except(Vec<String>) "SKIP_EXTERNAL_EXCEPT_TYPES": ParamKind::Value(Type::Texts),
    /// The number of people to skip.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// The number of people to return, at most 200; by default 50.
    limit(i64) "LIMIT": ParamKind::UpTo(200),
    /// Only people with identifiers above this one.
    last_id(i64) "LAST_ID": ParamKind::Value(Type::Integer),
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
