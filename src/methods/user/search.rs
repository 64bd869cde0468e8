//! Users by words in their names.

use super::get::normalize_page;
use super::{Field, Order, SearchField, User};
use crate::error::{Error, Result};
use crate::schema::filter::Filter;
use crate::schema::record::fields;
use crate::schema::{self, Fields, Paging, ParamKind, Record, Type, method};
use crate::wire::{Map, Value};

method! {
    /// `user.search`: returns the users with words in the name, position or department that begin
    /// with the words of a filter, 50 per page. Words of fewer than three characters are refused:
    /// the portal would ignore them and return everybody.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    Search = "user.search" -> Vec<User>, flat_conditions: Some(&SEARCHED), paging: Paging::Start, normalize_params: normalize;
    /// The words: `FIND` alone, or any other fields.
    filter(Filter<SearchField>) "filter": ParamKind::Filter(&SEARCHED),
    /// The field to sort by. Ascending by default.
    sort(Field) "sort": ParamKind::FieldName(&User::FIELDS),
    /// The direction of the sort.
    order(Order) "order": ParamKind::Word(Order::VALUES),
    /// The fields to return. `ID` is always among them.
    select(Vec<Field>) "select": ParamKind::FieldNames(&User::FIELDS),
    /// Whether to return users as an administrator sees them; only for administrators.
    admin_mode(bool) "ADMIN_MODE": ParamKind::Switch,
    /// The number of users to skip. With -1 the portal does not count the total, which is faster.
    start(i64) "start": ParamKind::Value(Type::Integer),
}

/// The filter fields of `user.search`: those of `user.get`, but some with words instead of text.
static SEARCHED: Fields = Fields { record: "UserSearch", filter_only: WORD_FIELDS, ..User::FIELDS };

/// The fields in which the portal searches for words.
const WORD_FIELDS: &[schema::Field] = fields! {
    /// Words in the name, position or department. Cannot be combined with the words of other
    /// fields.
    "FIND": Search,
    /// Words of the first name.
    "NAME": Search,
    /// Words of the last name.
    "LAST_NAME": Search,
    /// Words of the patronymic or middle name.
    "SECOND_NAME": Search,
    /// Words of the position.
    "WORK_POSITION": Search,
    /// Words of the department's name.
    "UF_DEPARTMENT_NAME": Search,
};

/// Refuses `FIND` with words for other fields, which the portal would ignore.
fn normalize(params: &mut Map) -> Result<()> {
    if let Some(Value::Map(filter)) = params.get("filter")
        && filter.get("FIND").is_some()
    {
        for other in WORD_FIELDS.iter().skip(1) {
            if filter.get(other.name).is_some() {
                let problem = format!("the portal ignores \"{}\" with \"FIND\"", other.name);
                return Err(Error::input("INVALID_CONDITION", problem));
            }
        }
    }
    normalize_page(params)
}
