//! Users by words of their names.

use super::get::normalize_page;
use super::{Field, Order, SearchField, User};
use crate::error::{Error, Result};
use crate::schema::filter::Filter;
use crate::schema::record::fields;
use crate::schema::{self, Fields, Paging, ParamKind, Record, Type, method};
use crate::wire::{Map, Value};

method! {
    /// `user.search`: the users whose names, position or department begin with the words of a
    /// filter, 50 to a page. Words of fewer than three characters are refused: the portal would pass
    /// over them, and answer with everybody.
    ///
    /// Scope `user`, `user_basic` or `user_brief`.
    Search = "user.search" -> Vec<User>, flat_conditions: Some(&SEARCHED), paging: Paging::Start, normalize_params: normalize;
    /// The words: `FIND` alone, or any of the other fields.
    filter(Filter<SearchField>) "filter": ParamKind::Filter(&SEARCHED),
    /// The field to sort by. Ascending where no order is given.
    sort(Field) "sort": ParamKind::FieldName(&User::FIELDS),
    /// The direction of the sort.
    order(Order) "order": ParamKind::Word(Order::VALUES),
    /// Only these fields. `ID` is always among them.
    select(Vec<Field>) "select": ParamKind::FieldNames(&User::FIELDS),
    /// Whether to see users as an administrator does; only for administrators.
    admin_mode(bool) "ADMIN_MODE": ParamKind::Switch,
    /// How many users to pass over. With -1 the portal does not count them, which is quicker.
    start(i64) "start": ParamKind::Value(Type::Integer),
}

/// What `user.search` filters by: all of `user.get`, with words where that has text.
static SEARCHED: Fields = Fields { record: "UserSearch", filter_only: VALUES, ..User::FIELDS };

/// What the portal searches for words in.
const VALUES: &[schema::Field] = fields! {
    /// Words in the name, position or department. The portal would pass over string_enum for other fields beside it.
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

/// The portal takes `FIND` alone, and passes over the other words.
fn normalize(params: &mut Map) -> Result<()> {
    if let Some(Value::Map(filter)) = params.get("filter")
        && filter.get("FIND").is_some()
    {
        for other in VALUES.iter().skip(1) {
            if filter.get(other.name).is_some() {
                let problem = format!("the portal would pass over {} beside FIND", other.name);
                return Err(Error::input("INVALID_CONDITION", problem));
            }
        }
    }
    normalize_page(params)
}
