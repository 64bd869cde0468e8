//! The messenger's people by identifier, and the caller's status.

use std::collections::BTreeMap;

use super::ImUser;
use crate::schema::{Alternate, Id, JsonIds, Method, StringEnum};

/// The caller's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StringEnum)]
pub enum Status {
    /// Online.
    #[value("online")]
    Online,
    /// Do not disturb.
    #[value("dnd")]
    DoNotDisturb,
    /// Away.
    #[value("away")]
    Away,
    /// On a break.
    #[value("break")]
    Break,
}

/// The shape of the result of `im.user.list.get`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StringEnum)]
pub enum ResultType {
    /// As a list.
    #[value("array")]
    Array,
    /// By identifier.
    #[value("object")]
    Object,
}

/// `im.user.get`: returns one person, who may be dismissed; by default the caller.
///
/// Scope `im`. Refused with `USER_NOT_EXISTS` for an unknown person, `ACCESS_DENIED` for an
/// extranet user and a person of another workgroup, `ID_EMPTY` for an invalid identifier.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("im.user.get", result = ImUser)]
pub struct Get {
    /// The person; by default the caller.
    #[param("ID")]
    user: Option<Id>,
    /// Whether to add the photo in a high resolution; newer portals always add it.
    #[param("AVATAR_HR")]
    avatar_hr: Option<bool>,
}

/// `im.user.list.get`: returns people by identifier, all at once. An unknown person is null;
/// for an extranet user, people of other workgroups are omitted.
///
/// Scope `im`. Refused with `INVALID_FORMAT` for invalid identifiers.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("im.user.list.get", result = BTreeMap<u64, Option<ImUser>>)]
pub struct ListGet {
    /// The people: a list of identifiers, or one.
    #[param("ID")]
    users: JsonIds,
    /// `array` for a list instead of a map by identifier.
    #[param("RESULT_TYPE" = "array")]
    as_list: Alternate<ResultType, Vec<Option<ImUser>>>,
    /// Whether to add the photo in a high resolution; newer portals always add it.
    #[param("AVATAR_HR")]
    avatar_hr: Option<bool>,
}

/// `im.user.status.get`: returns the status that the caller has set; null if there is none.
///
/// Scope `im`.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("im.user.status.get", result = Option<String>)]
pub struct StatusGet;

/// `im.user.status.set`: sets the caller's status.
///
/// Scope `im`. Refused with `STATUS_ERROR` for an unknown status.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("im.user.status.set", result = bool)]
pub struct StatusSet {
    /// The status.
    #[param("STATUS")]
    status: Status,
}
