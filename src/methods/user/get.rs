//! Users by a filter, and the credentials' user.

use std::collections::BTreeMap;

use super::{Order, User};
use crate::error::Result;
use crate::schema::filter::Filter;
use crate::schema::{FieldName, Method, Paging, StringEnum, Switch};
use crate::wire::{Map, Value};

/// The size of the photo at `PERSONAL_PHOTO`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StringEnum)]
pub enum ImageSize {
    /// At most 150 x 150 pixels.
    #[value("small")]
    Small,
    /// At most 300 x 300 pixels.
    #[value("medium")]
    Medium,
    /// At most 1000 x 1000 pixels.
    #[value("large")]
    Large,
}

/// `user.get`: returns the users that match a filter, 50 per page, by default by ascending
/// identifier.
///
/// Without bots, e-mail users and system users; with dismissed users, unless the filter has
/// `ACTIVE: true`. Scope `user`, `user_basic` or `user_brief`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method(
    "user.get",
    result = Vec<User>,
    paging = Paging::Keyset(ID),
    normalize_params = normalize_page,
)]
pub struct Get {
    /// The field to sort by. Ascending by default.
    #[param("sort")]
    sort: Option<FieldName<User>>,
    /// The direction of the sort.
    #[param("order")]
    order: Option<Order>,
    /// Conditions on the users, combined with AND.
    #[param("filter", flat)]
    filter: Option<Filter<User>>,
    /// The fields to return. `ID` is always among them.
    #[param("select")]
    select: Option<Vec<FieldName<User>>>,
    /// Whether to return users as an administrator sees them; only for administrators.
    #[param("ADMIN_MODE")]
    admin_mode: Option<Switch>,
    /// The size of the photo at `PERSONAL_PHOTO`; the original by default.
    #[param("IMAGE_RESIZE")]
    image_resize: Option<ImageSize>,
    /// The number of users to skip. With -1 the portal does not count the total, which is faster.
    #[param("start")]
    start: Option<i64>,
}

/// `user.fields`: returns the fields of a user, without custom ones, with their labels in the
/// caller's language.
///
/// Scope `user`, `user_basic` or `user_brief`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("user.fields", result = BTreeMap<String, Option<String>>)]
pub struct FieldsGet;

/// `user.current`: returns the credentials' user.
///
/// Scope `user`, `user_basic` or `user_brief`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("user.current", result = User)]
pub struct Current;

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
