//! The methods `user.add` and `user.update`.

use crate::company::{FIELDS, User, UserType};
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// Handles `user.add`: invites a user with `EMAIL`, and with `UF_DEPARTMENT` for an employee or
/// `EXTRANET` = `Y` and `SONET_GROUP_ID`. Returns the new id.
///
/// Errors: `ERROR_ARGUMENT` for an invalid or existing address and if neither a department nor a
/// workgroup is given, `ERROR_CORE` if the caller is not an administrator, `ERROR_NO_GROUP` if no
/// workgroup is given.
pub(in crate::methods) fn add(call: &mut Call) -> Result<Reply, Error> {
    require_admin(call)?;
    let query = call.parameters.with_upper_case_keys();
    let email = query.get("EMAIL").map(Value::to_text).unwrap_or_default().into_owned();
    if !email.contains('@') {
        return Err(Error::argument("", "wrong_email"));
    }
    let company = &mut call.portal.company;
    if company.users().iter().any(|user| user.email.eq_ignore_ascii_case(&email)) {
        return Err(Error::argument("", "A user with this email already exists"));
    }
    let extranet = query.get("EXTRANET").is_some_and(|flag| flag.to_text() == "Y");
    let groups = ids(&query, "SONET_GROUP_ID");
    if extranet && groups.is_empty() {
        return Err(Error::new("ERROR_NO_GROUP", "No group", 400));
    }
    if !extranet && ids(&query, "UF_DEPARTMENT").is_empty() {
        return Err(Error::argument("", "no_extranet_field"));
    }
    let id = company.hire(&mut call.portal.churn.random);
    if let Some(user) = company.user_mut(id) {
        user.email = email;
        if extranet {
            user.user_type = UserType::Extranet;
            user.departments.clear();
            user.groups = groups;
        }
        write(user, &query);
    }
    Ok(Reply::new(id))
}

/// Handles `user.update`: changes the user `ID`; `ACTIVE` is `Y` or `N`. Returns true.
///
/// Errors: `ERROR_CORE` if the caller is not an administrator, and for an unknown user.
pub(in crate::methods) fn update(call: &mut Call) -> Result<Reply, Error> {
    require_admin(call)?;
    let query = call.parameters.with_upper_case_keys();
    let id = query.get("ID").map_or(0, Value::to_int);
    let id = u32::try_from(id).unwrap_or_default();
    let user = call.portal.company.user_mut(id).ok_or_else(access_denied)?;
    if let Some(active) = query.get("ACTIVE") {
        user.active = active.is_truthy() && active.to_text() != "N";
    }
    if let Some(email) = query.get("EMAIL") {
        user.email = email.to_text().into_owned();
    }
    write(user, &query);
    Ok(Reply::new(true))
}

fn require_admin(call: &Call) -> Result<(), Error> {
    if call.caller.is_admin() { Ok(()) } else { Err(access_denied()) }
}

fn access_denied() -> Error {
    Error::new("ERROR_CORE", "access_denied", 400)
}

/// Fields that are handled separately or are read-only.
const SPECIAL_FIELDS: [&str; 10] = [
    "ID",
    "XML_ID",
    "ACTIVE",
    "EMAIL",
    "LAST_LOGIN",
    "DATE_REGISTER",
    "IS_ONLINE",
    "TIMESTAMP_X",
    "LAST_ACTIVITY_DATE",
    "USER_TYPE",
];

fn write(user: &mut User, query: &Array) {
    for field in FIELDS.iter().filter(|field| !SPECIAL_FIELDS.contains(&field.name)) {
        match query.get(field.name) {
            None => {}
            Some(_) if field.name == "UF_DEPARTMENT" => user.departments = ids(query, field.name),
            // A file is a list of its name and its base64 content.
            Some(Value::Array(_)) => {
                user.photo |= field.name == "PERSONAL_PHOTO";
            }
            Some(text) => {
                user.written.insert(field.name, text.to_text().into_owned());
            }
        }
    }
}

fn ids(query: &Array, name: &str) -> Vec<u32> {
    let id = |value: &Value| u32::try_from(value.to_int()).ok().filter(|id| *id > 0);
    match query.get(name) {
        Some(Value::Array(ids)) => ids.values().filter_map(id).collect(),
        Some(one) => id(one).into_iter().collect(),
        None => Vec::new(),
    }
}
