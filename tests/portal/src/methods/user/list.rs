//! The methods `user.get` and `user.search`.

use super::filter::UserFilter;
use super::row::{RowFormat, readable};
use super::sort::Sorting;
use crate::company::{Field, User};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::navigation::Page;
use crate::rest::{Error, Reply};

/// Handles `user.get`: returns users by filter, 50 per page.
///
/// Parameters, in any case: `FILTER` (without it every parameter that is a field is a condition),
/// `SORT` with `ORDER`, `SELECT`, `ADMIN_MODE`, `IMAGE_RESIZE`.
pub(in crate::methods) fn get(call: &mut Call) -> Result<Reply, Error> {
    list(call, false)
}

/// Handles `user.search`: like `user.get`, with `FIND`, and with names searched by the beginnings
/// of their words.
pub(in crate::methods) fn search(call: &mut Call) -> Result<Reply, Error> {
    list(call, true)
}

fn list(call: &mut Call, search: bool) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let fields = readable(call.caller);
    let sorting = Sorting::read(&query)?;
    let filter = UserFilter::read(call, &query, &fields, search);
    let mut users: Vec<&User> =
        call.portal.company.users().iter().filter(|user| filter.matches(user)).collect();
    if let Some(sorting) = sorting {
        sorting.apply(&mut users);
    }
    let page = Page::at(call.start, users.len());
    let fields = select(&query, fields);
    let format = RowFormat {
        origin: &call.portal.options.origin,
        image_size: image_size(&query),
        stamps_as_text: false,
    };
    let rows = users.get(page.rows.clone()).unwrap_or_default();
    let rows: Vec<Array> = rows.iter().map(|user| format.row(user, &fields)).collect();
    Ok(page.reply(rows))
}

/// Returns the fields that `SELECT` contains; unknown names are ignored. `*` selects all fields,
/// `UF_*` all fields with that prefix. A value that is not a list selects all.
fn select(query: &Array, fields: Vec<&'static Field>) -> Vec<&'static Field> {
    let Some(Value::Array(names)) = query.get("SELECT") else {
        return fields;
    };
    let names: Vec<_> = names.values().map(Value::to_text).collect();
    let is_selected = |field: &&Field| {
        names.iter().any(|name| match name.as_ref() {
            "*" => true,
            "UF_*" => field.name.starts_with("UF_"),
            name => name == field.name,
        })
    };
    fields.into_iter().filter(is_selected).collect()
}

fn image_size(query: &Array) -> Option<u32> {
    match query.get("IMAGE_RESIZE")?.to_text().as_ref() {
        "small" => Some(150),
        "medium" => Some(300),
        "large" => Some(1000),
        _ => None,
    }
}
