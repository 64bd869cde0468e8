//! Users by a filter, and the one that the credentials belong to.

use std::collections::BTreeMap;

use super::{Field, Order, User};
use crate::error::Result;
use crate::schema::filter::Filter;
use crate::schema::{Paging, ParamKind, Record, Type, method, string_enum};
use crate::wire::{Map, Value};

string_enum! {
    /// The size of the photo behind `PERSONAL_PHOTO`.
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
    /// `user.get`: the users that match a filter, 50 to a page, by ascending identifier.
    ///
    /// Bots, e-mail users and system users are left out; dismissed users are not, unless the
    /// filter says `ACTIVE: true`. Scope `user`, `user_basic` or `user_brief`.
    Get = "user.get" -> Vec<User>, flat_conditions: Some(&User::FIELDS), paging: Paging::Keyset(ID), normalize_params: normalize_page;
    /// The field to sort by. Ascending where no order is given.
    sort(Field) "sort": ParamKind::FieldName(&User::FIELDS),
    /// The direction of the sort.
    order(Order) "order": ParamKind::Word(Order::VALUES),
    /// Conditions that a user must meet, all of them.
    filter(Filter<Field>) "filter": ParamKind::Filter(&User::FIELDS),
    /// Only these fields. `ID` is always among them.
    select(Vec<Field>) "select": ParamKind::FieldNames(&User::FIELDS),
    /// Whether to see users as an administrator does; only for administrators.
    admin_mode(bool) "ADMIN_MODE": ParamKind::Switch,
    /// The size of the photo behind `PERSONAL_PHOTO`; the original where it is not given.
    image_resize(ImageSize) "IMAGE_RESIZE": ParamKind::Word(ImageSize::VALUES),
    /// How many users to pass over. With -1 the portal does not count them, which is quicker.
    start(i64) "start": ParamKind::Value(Type::Integer),
}

method! {
    /// `user.fields`: the names of a user's fields, custom ones left out, with their captions in the
    /// caller's language.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    FieldsGet = "user.fields" -> BTreeMap<String, Option<String>>;
}

method! {
    /// `user.current`: the user that the credentials belong to.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    Current = "user.current" -> User;
}

const ID: &str = "ID";

/// The portal sorts only where both are given, and leaves `ID` out of a selection without it. A
/// filter without conditions says nothing, and a form could not say it.
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
