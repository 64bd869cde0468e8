//! The credentials' user and the user's rights.

use crate::schema::{Method, Record};
use crate::wire::Map;

/// The credentials' user with the fields that every app may see.
#[derive(Clone, Debug, PartialEq, Record)]
#[record(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub struct Profile {
    /// Identifier.
    pub id: u64,
    /// Whether the user is an administrator of the portal.
    pub admin: Option<bool>,
    /// First name.
    pub name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// `M`, `F` or empty.
    pub personal_gender: Option<String>,
    /// Time zone, `Europe/Berlin`; empty if it is the portal's.
    pub time_zone: Option<String>,
    /// Address of the photo; null if there is none.
    #[field(NonEmptyText)]
    pub personal_photo: Option<String>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `profile`: returns the credentials' user; null if that user was dismissed.
///
/// For every app.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("profile", result = Option<Profile>)]
pub struct ProfileGet;

/// `user.admin`: returns whether the user is an administrator of the portal.
///
/// For every app.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method("user.admin", result = bool)]
pub struct Admin;

/// `user.access`: returns whether the user has one of these rights; administrators have all.
///
/// For every app.
#[derive(Clone, Debug, PartialEq, Method)]
#[method("user.access", result = bool)]
pub struct Access {
    /// Codes of rights: `U1` the user 1, `G2` the group 2, `AU` every logged-in user, `DR3` the
    /// department 3 and its child departments.
    #[param("ACCESS")]
    codes: Vec<String>,
}
