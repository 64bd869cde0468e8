//! The row of a user.

use crate::company::{FIELDS, Field, FieldScope, FieldValue, User};
use crate::dates::{database, date_time, site};
use crate::php::{Array, Value};
use crate::rest::Caller;

/// Returns the fields that the caller may read. The widest granted scope applies.
pub(super) fn readable(caller: &Caller) -> Vec<&'static Field> {
    let full = caller.has_scope("user");
    let basic = full || caller.has_scope("user_basic");
    let is_readable = |field: &&Field| match field.scope {
        FieldScope::Brief => true,
        FieldScope::Basic => basic,
        FieldScope::Full => full,
        FieldScope::Custom => full || caller.has_scope("user.userfield"),
    };
    FIELDS.iter().filter(is_readable).collect()
}

/// The format of a row.
pub(super) struct RowFormat<'a> {
    /// The portal's origin, for links to files.
    pub(super) origin: &'a str,
    /// The width of the photo in pixels; `None` for the original.
    pub(super) image_size: Option<u32>,
    /// Whether the times of changes are texts, as in `user.current`, or `{}`, as in lists.
    pub(super) stamps_as_text: bool,
}

impl RowFormat<'_> {
    /// Returns the row of a user. A field that was never set is omitted.
    pub(super) fn row(&self, user: &User, fields: &[&Field]) -> Array {
        let mut row = Array::new();
        for field in fields {
            if let Some(value) = self.value(field.name, field.value(user)) {
                row.insert(field.name, value);
            }
        }
        row
    }

    fn value(&self, name: &str, value: FieldValue) -> Option<Value> {
        Some(match value {
            FieldValue::Null | FieldValue::Stamp(None) => return None,
            FieldValue::Text(path) if name == "PERSONAL_PHOTO" => self.link(&path).into(),
            FieldValue::Text(text) => text.as_ref().into(),
            FieldValue::Id(id) => id.to_string().into(),
            FieldValue::Flag(flag) => flag.into(),
            FieldValue::YesNo(flag) => (if flag { "Y" } else { "N" }).into(),
            FieldValue::Moment(moment) => moment.map(date_time).unwrap_or_default().into(),
            FieldValue::Stamp(Some(_)) if !self.stamps_as_text => Value::Object(Array::new()),
            FieldValue::Stamp(Some(moment)) if name == "LAST_ACTIVITY_DATE" => {
                database(moment).into()
            }
            FieldValue::Stamp(Some(moment)) => site(moment).into(),
            FieldValue::Ids(ids) => ids.to_vec().into(),
        })
    }

    fn link(&self, path: &str) -> String {
        let size = self.image_size.map(|size| format!("?size={size}")).unwrap_or_default();
        format!("{}{path}{size}", self.origin)
    }
}
