//! Users invited and changed.

use super::{Field, User};
use crate::error::{Error, Result};
use crate::schema::{Id, Ids, ParamKind, Record, Type, method};
use crate::wire::{Map, Value};

method! {
    /// `user.add`: invites a user, and hands out the new identifier. ParamKind the writable fields of a
    /// user beside its own parameters; an employee needs `UF_DEPARTMENT`.
    ///
    /// Scope `user`; for those who may invite. Refused with `ERROR_ARGUMENT` for a wrong or known
    /// address and where the plan's users are used up, `ERROR_CORE` for others, `ERROR_GROUPID` and
    /// `ERROR_NO_GROUP` for a wrong group.
    Add = "user.add" -> u64, writes: Some(&User::FIELDS), normalize_params: normalize_add;
    required {
        /// E-mail address, which nobody else may have.
        email(String) "EMAIL": ParamKind::Value(Type::Text),
    }
    /// Whether the user is an extranet user, who needs `SONET_GROUP_ID`.
    extranet(bool) "EXTRANET": ParamKind::Value(Type::Flag),
    /// The workgroups of an extranet user.
    groups(Ids) "SONET_GROUP_ID": ParamKind::Value(Type::Ids),
}

method! {
    /// `user.update`: changes a user. ParamKind the writable fields of a user beside its own parameters;
    /// what is not given stays.
    ///
    /// Scope `user`; for administrators. Refused with `ERROR_CORE` for others, and for an unknown
    /// user.
    Update = "user.update" -> bool, writes: Some(&User::FIELDS);
    required {
        /// The user.
        user(Id) "ID": ParamKind::Value(Type::Id),
    }
    /// Whether the user works here; false dismisses.
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

/// The portal would answer with a code alone.
fn normalize_add(params: &mut Map) -> Result<()> {
    let is_extranet = params.get("EXTRANET") == Some(&Value::from("Y"));
    let needed = if is_extranet { "SONET_GROUP_ID" } else { "UF_DEPARTMENT" };
    if params.get(needed).is_some() {
        return Ok(());
    }
    let problem = "an employee needs \"UF_DEPARTMENT\", an extranet user \"SONET_GROUP_ID\"";
    Err(Error::input("MISSING_PARAMETER", problem))
}
