//! Users by a filter, and the credentials' user.

use std::collections::BTreeMap;

use super::{Field, Order, User};
use crate::error::Result;
use crate::schema::filter::Filter;
use crate::schema::{Paging, ParamKind, Record, Type, method, string_enum};
use crate::wire::{Map, Value};

string_enum! {
    /// The size of the photo at `PERSONAL_PHOTO`.
    ImageSize {
        /// At most 150 x 150 pixels.
        Small "small",
        /// At most 300 x 300 pixels.
        Medium "medium",
        /// At most 1000 x 1000 pixels.
        Large "large",
    }
}

method! {
    /// `user.get`: returns the users that match a filter, 50 per page, by default by ascending
    /// identifier.
    ///
    /// Without bots, e-mail users and system users; with dismissed users, unless the filter has
    /// `ACTIVE: true`. Scope `user`, `user_basic` or `user_brief`.
    Get = "user.get" -> Vec<User>, flat_conditions: Some(&User::FIELDS), paging: Paging::Keyset(ID), normalize_params: normalize_page;
    /// The field to sort by. Ascending by default.
    sort(Field) "sort": ParamKind::FieldName(&User::FIELDS),
    /// The direction of the sort.
    order(Order) "order": ParamKind::Word(Order::VALUES),
    /// Conditions on the users, combined with AND.
    filter(Filter<Field>) "filter": ParamKind::Filter(&User::FIELDS),
    /// The fields to return. `ID` is always among them.
    select(Vec<Field>) "select": ParamKind::FieldNames(&User::FIELDS),
    /// Whether to return users as an administrator sees them; only for administrators.
    admin_mode(bool) "ADMIN_MODE": ParamKind::Switch,
    /// The size of the photo at `PERSONAL_PHOTO`; the original by default.
    image_resize(ImageSize) "IMAGE_RESIZE": ParamKind::Word(ImageSize::VALUES),
    /// The number of users to skip. With -1 the portal does not count the total, which is faster.
    start(i64) "start": ParamKind::Value(Type::Integer),
}

method! {
    /// `user.fields`: returns the fields of a user, without custom ones, with their labels in the
    /// caller's language.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    FieldsGet = "user.fields" -> BTreeMap<String, Option<String>>;
}

method! {
    /// `user.current`: returns the credentials' user.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    Current = "user.current" -> User;
}

const ID: &str = "ID";

/// Completes `sort` and `order`, since the portal sorts only by both; adds `ID` to a selection;
/// removes an empty filter, which is unencodable in a form.
pub(super) fn normalize_page(params: &mut Map) -> Result<()> {
    if params.get("sort").is_some() && params.get("order").is_none() {
        params.insert("order", "ASC");
    }
    if params.get("order").is_some() && params.get("sort").is_none() {
        params.insert("sort", ID);
    }
    if params.get("filter") == Some(&Value::Map(Map::new())) {
        params.remove("filter");
    }
    if let Some(Value::List(names)) = params.get("select")
        && !names.iter().any(|name| matches!(name.as_text(), Some("ID" | "*")))
    {
        let mut names = names.clone();
        names.push(ID.into());
        params.insert("select", Value::List(names));
    }
    Ok(())
}
