//! Methods that invite and change users.

use super::{Field, User};
use crate::error::{Error, Result};
use crate::schema::{Id, Ids, ParamKind, Record, Type, method};
use crate::wire::{Map, Value};

method! {
    /// `user.add`: invites a user and returns the new identifier. Accepts the writable fields of a
    /// user, too; an employee needs `UF_DEPARTMENT`.
    ///
    /// Scope `user`; for users who may invite. Refused with `ERROR_ARGUMENT` if the address is
    /// wrong or in use or the plan's limit of users is reached, `ERROR_CORE` for users who may not
    /// invite, `ERROR_GROUPID` and `ERROR_NO_GROUP` for a wrong group.
    Add = "user.add" -> u64, writes: Some(&User::FIELDS), normalize_params: normalize_add;
    required {
        /// E-mail address, unique among users.
        email(String) "EMAIL": ParamKind::Value(Type::Text),
    }
    /// Whether the user is an extranet user; requires `SONET_GROUP_ID`.
    extranet(bool) "EXTRANET": ParamKind::Value(Type::Flag),
    /// The workgroups of an extranet user.
    groups(Ids) "SONET_GROUP_ID": ParamKind::Value(Type::Ids),
}

method! {
    /// `user.update`: changes the given fields of a user. Accepts the writable fields of a user.
    ///
    /// Scope `user`; for administrators. Refused with `ERROR_CORE` for other callers and for an
    /// unknown user.
    Update = "user.update" -> bool, writes: Some(&User::FIELDS);
    required {
        /// The user.
        user(Id) "ID": ParamKind::Value(Type::Id),
    }
    /// Whether the user is employed; false dismisses the user.
    active(bool) "ACTIVE": ParamKind::Value(Type::Flag),
}

impl Add {
    /// Sets a field of the user.
    #[must_use]
    pub fn field(self, field: Field, value: impl Into<Value>) -> Self {
        self.set(&String::from(field), value)
    }
}

impl Update {
    /// Sets a field of the user.
    #[must_use]
    pub fn field(self, field: Field, value: impl Into<Value>) -> Self {
        self.set(&String::from(field), value)
    }
}

/// Refuses a user without a department or group, for whom the portal would send only a code.
fn normalize_add(params: &mut Map) -> Result<()> {
    let is_extranet = params.get("EXTRANET") == Some(&Value::from("Y"));
    let required = if is_extranet { "SONET_GROUP_ID" } else { "UF_DEPARTMENT" };
    if params.get(required).is_some() {
        return Ok(());
    }
    let problem = "an employee needs \"UF_DEPARTMENT\", an extranet user \"SONET_GROUP_ID\"";
    Err(Error::input("MISSING_PARAMETER", problem))
}
