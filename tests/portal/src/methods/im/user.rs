//! The methods `im.user.*`.

use super::person::person;
use super::{bad_request, ids};
use crate::company::{User, UserType};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// Handles `im.user.get`: returns the user `ID`, or the caller.
pub(in crate::methods) fn get(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let id = query.get("ID").map_or(i64::from(call.caller.user), Value::to_int);
    if id <= 0 {
        return Err(bad_request("ID_EMPTY", "User ID can't be empty"));
    }
    let user = u32::try_from(id).ok().and_then(|id| call.portal.company.user(id));
    let user = user.ok_or_else(|| bad_request("USER_NOT_EXISTS", "User is not exists"))?;
    if !may_see(call, user) {
        let text = "You can request only users who are part of your extranet group";
        return Err(bad_request("ACCESS_DENIED", text));
    }
    Ok(Reply::new(person(user, &call.portal.options.origin)))
}

/// Handles `im.user.list.get`: returns users by id. An unknown user is null; a user whom the caller
/// may not see is omitted. `RESULT_TYPE` = `array` returns a list.
pub(in crate::methods) fn list(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let invalid_format =
        || bad_request("INVALID_FORMAT", "A wrong format for the ID field is passed");
    let mut rows = Array::new();
    for id in ids(&query).ok_or_else(invalid_format)? {
        match call.portal.company.user(id) {
            None => rows.insert(i64::from(id), Value::Null),
            Some(user) if may_see(call, user) => {
                rows.insert(i64::from(id), person(user, &call.portal.options.origin));
            }
            Some(_) => {}
        }
    }
    let as_list =
        query.get("RESULT_TYPE").is_some_and(|value| value.to_text().eq_ignore_ascii_case("array"));
    Ok(match as_list {
        true => Reply::new(rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()),
        false => Reply::new(rows),
    })
}

/// Handles `im.user.status.get`: returns the caller's status; false if none was set.
pub(in crate::methods) fn status(call: &mut Call) -> Result<Reply, Error> {
    let status = call.portal.statuses.get(&call.caller.user);
    Ok(Reply::new(status.map_or(Value::Bool(false), |status| status.as_str().into())))
}

/// Handles `im.user.status.set`: sets the caller's status.
pub(in crate::methods) fn set_status(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let status = query.get("STATUS").map(Value::to_text).unwrap_or_default().into_owned();
    if !["online", "dnd", "away", "break"].contains(&status.as_str()) {
        return Err(bad_request("STATUS_ERROR", "Status is not available"));
    }
    call.portal.statuses.insert(call.caller.user, status);
    Ok(Reply::new(true))
}

/// Returns whether the caller may see the user. An extranet user sees only members of shared
/// workgroups.
fn may_see(call: &Call, user: &User) -> bool {
    let caller = call.portal.company.user(call.caller.user);
    let Some(caller) = caller.filter(|caller| caller.user_type == UserType::Extranet) else {
        return true;
    };
    caller.id == user.id || user.groups.iter().any(|group| caller.groups.contains(group))
}
