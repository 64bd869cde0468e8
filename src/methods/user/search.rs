//! Users by words in their names.

use super::get::normalize_page;
use super::{Order, User};
use crate::error::{Error, Result};
use crate::schema::filter::Filter;
use crate::schema::{Column, FieldName, FilterFields, Method, Paging, Switch, kind, operand};
use crate::wire::{Map, Value};

/// `user.search`: returns the users with words in the name, position or department that begin
/// with the words of a filter, 50 per page. Words of fewer than three characters are rejected:
/// the portal would ignore them and return everybody.
///
/// Scope `user`, `user_basic` or `user_brief`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("user.search", result = Vec<User>, paging = Paging::Start, normalize_params = normalize)]
pub struct Search {
    /// The words: `FIND` alone, or any other fields.
    #[param("filter", flat)]
    filter: Option<Filter<UserSearch>>,
    /// The field to sort by. Ascending by default.
    #[param("sort")]
    sort: Option<FieldName<User>>,
    /// The direction of the sort.
    #[param("order")]
    order: Option<Order>,
    /// The fields to return. `ID` is always among them.
    #[param("select")]
    select: Option<Vec<FieldName<User>>>,
    /// Whether to return users as an administrator sees them; only for administrators.
    #[param("ADMIN_MODE")]
    admin_mode: Option<Switch>,
    /// The number of users to skip. With -1 the portal does not count the total, which is faster.
    #[param("start")]
    start: Option<i64>,
}

/// The fields of a filter of `user.search`: those of `user.get`, but some with words instead of
/// text.
#[derive(Clone, Debug, PartialEq, FilterFields)]
#[filter_fields(base = User)]
pub struct UserSearch {
    /// Words in the name, position or department. Cannot be combined with the words of other
    /// fields.
    find: kind::Search,
    /// Words of the first name.
    name: kind::Search,
    /// Words of the last name.
    last_name: kind::Search,
    /// Words of the patronymic or middle name.
    second_name: kind::Search,
    /// Words of the position.
    work_position: kind::Search,
    /// Words of the department's name.
    uf_department_name: kind::Search,
}

impl UserSearch {
    /// Identifier.
    pub const ID: Column<Self, operand::Id> = Column::new("ID");
    /// Whether the user is employed; false after dismissal.
    pub const ACTIVE: Column<Self, operand::Flag> = Column::new("ACTIVE");
    /// Departments.
    pub const UF_DEPARTMENT: Column<Self, operand::Number> = Column::new("UF_DEPARTMENT");
    /// `employee`, `extranet` or another type.
    pub const USER_TYPE: Column<Self, operand::Text> = Column::new("USER_TYPE");
}

/// Rejects `FIND` with words for other fields, which the portal would ignore.
fn normalize(params: &mut Map) -> Result<()> {
    if let Some(Value::Map(filter)) = params.get("filter")
        && filter.get("FIND").is_some()
    {
        for other in UserSearch::FIELDS.iter().skip(1) {
            if filter.get(other.name).is_some() {
                let problem = text!("the portal ignores \"{}\" with \"FIND\"", other.name);
                return Err(Error::input("INVALID_CONDITION", problem));
            }
        }
    }
    normalize_page(params)
}
