//! Methods that invite and change users.

use super::User;
use crate::error::{Error, Result};
use crate::schema::{FieldValues, Id, Ids, Method};
use crate::wire::{Map, Value};

/// `user.add`: invites a user and returns the new identifier. Accepts the writable fields of a
/// user, too; an employee needs `UF_DEPARTMENT`.
///
/// Scope `user`; for users who may invite. Refused with `ERROR_ARGUMENT` if the address is
/// wrong or in use or the plan's limit of users is reached, `ERROR_CORE` for users who may not
/// invite, `ERROR_GROUPID` and `ERROR_NO_GROUP` for a wrong group.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("user.add", result = u64, normalize_params = normalize_add)]
pub struct Add {
    /// E-mail address, unique among users.
    #[param("EMAIL")]
    email: String,
    /// Whether the user is an extranet user; requires `SONET_GROUP_ID`.
    #[param("EXTRANET")]
    extranet: Option<bool>,
    /// The workgroups of an extranet user.
    #[param("SONET_GROUP_ID")]
    groups: Option<Ids>,
    /// A field of the user.
    #[param(fields)]
    field: FieldValues<User>,
}

/// `user.update`: changes the given fields of a user. Accepts the writable fields of a user.
///
/// Scope `user`; for administrators. Refused with `ERROR_CORE` for other callers and for an
/// unknown user.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("user.update", result = bool)]
pub struct Update {
    /// The user.
    #[param("ID")]
    user: Id,
    /// Whether the user is employed; false dismisses the user.
    #[param("ACTIVE")]
    active: Option<bool>,
    /// A field of the user.
    #[param(fields)]
    field: FieldValues<User>,
}

/// Rejects a user without a department or group, for whom the portal would send only a code.
fn normalize_add(params: &mut Map) -> Result<()> {
    let is_extranet = params.get("EXTRANET") == Some(&Value::from("Y"));
    let required = if is_extranet { "SONET_GROUP_ID" } else { "UF_DEPARTMENT" };
    if params.get(required).is_some() {
        return Ok(());
    }
    let problem = "an employee needs \"UF_DEPARTMENT\", an extranet user \"SONET_GROUP_ID\"";
    Err(Error::input("MISSING_PARAMETER", problem))
}
