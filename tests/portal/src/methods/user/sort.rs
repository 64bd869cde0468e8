//! The sort order of `user.get`.

use std::cmp::Reverse;

use super::filter::comparable;
use crate::company::{FIELDS, Field, User};
use crate::php::{Array, Value};
use crate::rest::Error;

/// A field to sort by and the direction.
pub(super) struct Sorting {
    field: &'static Field,
    descending: bool,
}

impl Sorting {
    /// Parses `SORT`, the name of one field, and `ORDER`, `ASC` or `DESC` in any case. If one of
    /// them is missing, the rows are ordered by id.
    ///
    /// Errors: `ERROR_ARGUMENT` for an invalid order, `100` for an unknown field.
    pub(super) fn read(query: &Array) -> Result<Option<Self>, Error> {
        let text = |name| match query.get(name) {
            Some(Value::Text(text)) if !text.is_empty() => Some(text.to_string()),
            _ => None,
        };
        let (Some(sort), Some(order)) = (text("SORT"), text("ORDER")) else {
            return Ok(None);
        };
        let descending = match order.to_ascii_uppercase().as_str() {
            "ASC" => false,
            "DESC" => true,
            _ => return Err(Error::argument("ORDER", format!("Invalid order \"{order}\""))),
        };
        let field = FIELDS.iter().find(|field| field.name == sort).ok_or_else(|| {
            let text = format!("Unknown field definition `{sort}` ({sort}) for User Entity.");
            Error::new("100", text, 400)
        })?;
        Ok(Some(Self { field, descending }))
    }

    /// Sorts the users; equal users stay ordered by id.
    pub(super) fn apply(&self, users: &mut [&User]) {
        let key = |user: &&User| comparable(self.field.value(user));
        if self.descending {
            users.sort_by_cached_key(|user| Reverse(key(user)));
        } else {
            users.sort_by_cached_key(key);
        }
    }
}
