//! The messenger's people by identifier, and the caller's status.

use std::collections::BTreeMap;

use super::ImUser;
use crate::schema::{Id, Ids, ParamKind, Type, method, string_enum};

string_enum! {
    /// The caller's status.
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
    /// The shape of the result of `im.user.list.get`.
    ResultType {
        /// As a list.
        Array "array",
        /// By identifier.
        Object "object",
    }
}

method! {
    /// `im.user.get`: returns one person, who may be dismissed; by default the caller.
    ///
    /// Scope `im`. Refused with `USER_NOT_EXISTS` for an unknown person, `ACCESS_DENIED` for an
    /// extranet user and a person of another workgroup, `ID_EMPTY` for an invalid identifier.
    Get = "im.user.get" -> ImUser;
    /// The person; by default the caller.
    user(Id) "ID": ParamKind::Value(Type::Id),
    /// Whether to add the photo in a high resolution; newer portals always add it.
    avatar_hr(bool) "AVATAR_HR": ParamKind::Value(Type::Flag),
}

method! {
    /// `im.user.list.get`: returns people by identifier, all at once. An unknown person is null;
    /// for an extranet user, people of other workgroups are omitted.
    ///
    /// Scope `im`. Refused with `INVALID_FORMAT` for invalid identifiers.
    ListGet = "im.user.list.get" -> BTreeMap<u64, Option<ImUser>>;
    required {
        /// The people: a list of identifiers, or one.
        users(Ids) "ID": ParamKind::Ids,
    }
    switch {
        /// `array` for a list instead of a map by identifier.
        as_list "RESULT_TYPE" = "array": ParamKind::Word(ResultType::VALUES) => Vec<Option<ImUser>>,
    }
    /// Whether to add the photo in a high resolution; newer portals always add it.
    avatar_hr(bool) "AVATAR_HR": ParamKind::Value(Type::Flag),
}

method! {
    /// `im.user.status.get`: returns the status that the caller has set; null if there is none.
    ///
    /// Scope `im`.
    StatusGet = "im.user.status.get" -> Option<String>;
}

method! {
    /// `im.user.status.set`: sets the caller's status.
    ///
    /// Scope `im`. Refused with `STATUS_ERROR` for an unknown status.
    StatusSet = "im.user.status.set" -> bool;
    required {
        /// The status.
        status(Status) "STATUS": ParamKind::Word(Status::VALUES),
    }
}
