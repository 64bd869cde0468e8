//! The messenger's dialogs: chats, and talks between two.

use super::ImUser;
use crate::error::Result;
use crate::schema::{Paging, ParamKind, Type, method};
use crate::wire::{Map, Value};

method! {
    /// `im.dialog.users.list`: who is in a dialog.
    ///
    /// Scope `im`. Refused with `DIALOG_ID_EMPTY` for an identifier that is none, `ACCESS_ERROR` where
    /// the caller may not see the dialog.
    UsersList = "im.dialog.users.list" -> Vec<ImUser>, paging: Paging::Limit { usual: 50, most: 200 }, normalize_params: normalize;
    required {
        /// The dialog: `chat` with a chat's number, `sg` with a workgroup's, or a user's number.
        dialog(String) "DIALOG_ID": ParamKind::Value(Type::Text),
    }
    /// Whether to leave out people from outside, except those of the types below.
    skip_external(bool) "SKIP_EXTERNAL": ParamKind::Value(Type::Flag),
    /// Types of people from outside to keep, `bot` and `email`.
    except(Vec<String>) "SKIP_EXTERNAL_EXCEPT_TYPES": ParamKind::Value(Type::Texts),
    /// How many people to pass over.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// How many people to hand out, 200 at most; 50 where it is not given.
    limit(i64) "LIMIT": ParamKind::UpTo(200),
    /// Only people with identifiers above this one.
    last_id(i64) "LAST_ID": ParamKind::Value(Type::Integer),
}

/// The portal wants the types in one text.
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
