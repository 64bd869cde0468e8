//! The methods `im.department.*`.

use super::person::person;
use super::{Slice, bad_request, ids, is_yes};
use crate::company::{Department, User, UserType};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// The maximum number of departments that `im.department.get` returns.
const MAX_DEPARTMENTS: usize = 50;

/// Handles `im.department.get`: returns departments by id; unknown ids are skipped.
pub(in crate::methods) fn departments(call: &mut Call) -> Result<Reply, Error> {
    require_employee(call)?;
    let query = call.parameters.with_upper_case_keys();
    let invalid_format =
        || bad_request("INVALID_FORMAT", "A wrong format for the ID field is passed");
    let ids = ids(&query).ok_or_else(invalid_format)?;
    let found =
        ids.iter().filter_map(|id| call.portal.company.department(*id)).take(MAX_DEPARTMENTS);
    let rows: Vec<Array> =
        found.map(|department| to_row(call, department, is_yes(&query, "USER_DATA"))).collect();
    Ok(Reply::new(rows))
}

/// Handles `im.department.employees.get`: returns the employees of departments, by department.
pub(in crate::methods) fn employees(call: &mut Call) -> Result<Reply, Error> {
    by_department(call, |user, department| user.departments.contains(&department.id))
}

/// Handles `im.department.managers.get`: returns the heads of departments, by department.
pub(in crate::methods) fn managers(call: &mut Call) -> Result<Reply, Error> {
    by_department(call, |user, department| department.head == Some(user.id))
}

/// Handles `im.department.colleagues.list`: returns the employees of the caller's departments; if
/// the caller is a head, also all other heads.
pub(in crate::methods) fn colleagues(call: &mut Call) -> Result<Reply, Error> {
    require_employee(call)?;
    let query = call.parameters.with_upper_case_keys();
    let company = &call.portal.company;
    let own = company.user(call.caller.user).map(|user| user.departments.clone());
    let own = own.unwrap_or_default();
    let heads: Vec<u32> = company.departments().iter().filter_map(|one| one.head).collect();
    let leads = heads.contains(&call.caller.user);
    let found: Vec<&User> = company
        .users()
        .iter()
        .filter(|user| user.active && user.id != call.caller.user)
        .filter(|user| {
            user.departments.iter().any(|id| own.contains(id))
                || (leads && heads.contains(&user.id))
        })
        .collect();
    let slice = Slice::read(call, &query, 10, 50);
    let page = slice.rows(&found);
    let rows = people(call, &page, is_yes(&query, "USER_DATA"));
    Ok(slice.reply(rows, page.len(), found.len()))
}

/// Returns the department's row. If it has no head, `manager_user_data` is the caller's.
pub(super) fn to_row(call: &Call, department: &Department, with_user: bool) -> Array {
    let company = &call.portal.company;
    let head = department.head.unwrap_or(0);
    let mut row = Array::new();
    row.insert("id", department.id);
    row.insert("name", department.name.as_str());
    row.insert("full_name", company.full_name(department));
    row.insert("manager_user_id", head);
    if with_user {
        let user = company.user(if head == 0 { call.caller.user } else { head });
        let user = user.map(|user| person(user, &call.portal.options.origin));
        row.insert("manager_user_data", user);
    }
    row
}

fn by_department(call: &mut Call, belongs: fn(&User, &Department) -> bool) -> Result<Reply, Error> {
    require_employee(call)?;
    let query = call.parameters.with_upper_case_keys();
    let ids = ids(&query).ok_or_else(|| bad_request("ID_EMPTY", "Department ID can't be empty"))?;
    let company = &call.portal.company;
    let mut result = Array::new();
    for department in ids.iter().filter_map(|id| company.department(*id)) {
        let users = company.users().iter().filter(|user| user.active && belongs(user, department));
        let users: Vec<&User> = users.collect();
        if !users.is_empty() {
            let rows = people(call, &users, is_yes(&query, "USER_DATA"));
            result.insert(i64::from(department.id), rows);
        }
    }
    Ok(Reply::new(result))
}

fn people(call: &Call, users: &[&User], with_user: bool) -> Vec<Value> {
    let origin = &call.portal.options.origin;
    let to_row =
        |user: &&User| if with_user { person(user, origin).into() } else { user.id.into() };
    users.iter().map(to_row).collect()
}

fn require_employee(call: &Call) -> Result<(), Error> {
    let caller = call.portal.company.user(call.caller.user);
    if caller.is_some_and(|caller| caller.user_type == UserType::Employee) {
        return Ok(());
    }
    Err(Error::new("ACCESS_ERROR", "Only intranet users have access to this method", 403))
}
