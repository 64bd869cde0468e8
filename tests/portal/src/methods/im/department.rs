//! `im.department.*`.

use super::person::person;
use super::{Slice, ids, is_yes, refusal};
use crate::company::{Department, User, UserType};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Answer, Error};

/// What `im.department.get` hands out at most.
const MOST: usize = 50;

/// `im.department.get`: departments by identifier; unknown ones are left out.
pub(in crate::methods) fn departments(call: &mut Call) -> Result<Answer, Error> {
    refuse_outsiders(call)?;
    let query = call.parameters.with_upper_case_keys();
    let wrong = || refusal("INVALID_FORMAT", "A wrong format for the ID field is passed");
    let ids = ids(&query).ok_or_else(wrong)?;
    let found = ids.iter().filter_map(|id| call.portal.company.department(*id)).take(MOST);
    let rows: Vec<Array> =
        found.map(|department| write(call, department, is_yes(&query, "USER_DATA"))).collect();
    Ok(Answer::new(rows))
}

/// `im.department.employees.get`: who works in departments, by department.
pub(in crate::methods) fn employees(call: &mut Call) -> Result<Answer, Error> {
    by_department(call, |user, department| user.departments.contains(&department.id))
}

/// `im.department.managers.get`: who leads departments, by department.
pub(in crate::methods) fn managers(call: &mut Call) -> Result<Answer, Error> {
    by_department(call, |user, department| department.head == Some(user.id))
}

/// `im.department.colleagues.list`: who works in the caller's departments; with all who lead one, where
/// the caller does.
pub(in crate::methods) fn colleagues(call: &mut Call) -> Result<Answer, Error> {
    refuse_outsiders(call)?;
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
    let page = slice.of(&found);
    let rows = people(call, &page, is_yes(&query, "USER_DATA"));
    Ok(slice.answer(rows, page.len(), found.len()))
}

/// The department's object. Where nobody leads it, the user behind the number 0 is the caller.
pub(super) fn write(call: &Call, department: &Department, with_user: bool) -> Array {
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

fn by_department(
    call: &mut Call,
    belongs: fn(&User, &Department) -> bool,
) -> Result<Answer, Error> {
    refuse_outsiders(call)?;
    let query = call.parameters.with_upper_case_keys();
    let ids = ids(&query).ok_or_else(|| refusal("ID_EMPTY", "Department ID can't be empty"))?;
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
    Ok(Answer::new(result))
}

fn people(call: &Call, users: &[&User], whole: bool) -> Vec<Value> {
    let origin = &call.portal.options.origin;
    let write = |user: &&User| if whole { person(user, origin).into() } else { user.id.into() };
    users.iter().map(write).collect()
}

fn refuse_outsiders(call: &Call) -> Result<(), Error> {
    let caller = call.portal.company.user(call.caller.user);
    if caller.is_some_and(|caller| caller.user_type == UserType::Employee) {
        return Ok(());
    }
    Err(Error::new("ACCESS_ERROR", "Only intranet users have access to this method", 403))
}
