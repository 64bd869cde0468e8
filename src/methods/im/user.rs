//! The messenger's people by identifier, and the caller's own status.

use std::collections::BTreeMap;

use super::ImUser;
use crate::schema::{Id, Ids, ParamKind, Type, method, string_enum};

string_enum! {
    /// How people see the caller.
    Status {
        /// Online.
        Online "online",
        /// Do not disturb.
        DoNotDisturb "dnd",
        /// Away.
        Away "away",
        /// On a break.
        Break "break",
    }
}

string_enum! {
    /// How `im.user.list.get` lays its result out.
    ResultType {
        /// As a list.
        Array "array",
        /// By identifier.
        Object "object",
    }
}

method! {
    /// `im.user.get`: one person, dismissed ones included; the caller where no other is asked for.
    ///
    /// Scope `im`. Refused with `USER_NOT_EXISTS` for an unknown person, `ACCESS_DENIED` where an
    /// extranet user asks for somebody of another workgroup, `ID_EMPTY` for an identifier that is
    /// none.
    Get = "im.user.get" -> ImUser;
    /// The person; the caller where it is not given.
    user(Id) "ID": ParamKind::Value(Type::Id),
    /// Whether to add the photo in a high resolution; newer portals add it always.
    avatar_hr(bool) "AVATAR_HR": ParamKind::Value(Type::Flag),
}

method! {
    /// `im.user.list.get`: people by identifier, as many as are asked for at once. An unknown person
    /// is null; an extranet user does not see people of other workgroups at all.
    ///
    /// Scope `im`. Refused with `INVALID_FORMAT` for identifiers that are none.
    ListGet = "im.user.list.get" -> BTreeMap<u64, Option<ImUser>>;
    required {
        /// The people: identifiers in a list, or one.
        users(Ids) "ID": ParamKind::Ids,
    }
    switch {
        /// `array` for a list in the place of a map by identifier.
        as_list "RESULT_TYPE" = "array": ParamKind::Word(ResultType::VALUES) => Vec<Option<ImUser>>,
    }
    /// Whether to add the photo in a high resolution; newer portals add it always.
    avatar_hr(bool) "AVATAR_HR": ParamKind::Value(Type::Flag),
}

method! {
    /// `im.user.status.get`: the status that the caller has set; null where there is none.
    ///
    /// Scope `im`.
    StatusGet = "im.user.status.get" -> Option<String>;
}

method! {
    /// `im.user.status.set`: sets the caller's own status.
    ///
    /// Scope `im`. Refused with `STATUS_ERROR` for a status that there is not.
    StatusSet = "im.user.status.set" -> bool;
    required {
        /// The status.
        status(Status) "STATUS": ParamKind::Word(Status::VALUES),
    }
}
