//! The messenger's searches.

use std::collections::BTreeMap;

use super::Phones;
use super::chat::Chat;
use super::department::{ImDepartment, MANAGER};
use crate::error::{Error, Result};
use crate::schema::{Method, MinLength, Paging, Record, UpTo};
use crate::wire::Map;

/// A person in `im.search.user.list`, with fewer fields than in other methods.
#[derive(Clone, Debug, PartialEq, Record)]
#[non_exhaustive]
pub struct FoundUser {
    /// Identifier.
    pub id: u64,
    /// First and last name.
    pub name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Position.
    pub work_position: Option<String>,
    /// The person's colour, `#rrggbb`.
    pub color: Option<String>,
    /// Address of the photo; null if there is none.
    #[field(Picture)]
    pub avatar: Option<String>,
    /// `M` or `F`.
    pub gender: Option<String>,
    /// Birthday as `DD-MM`; null if it is unknown.
    #[field(NonEmptyText)]
    pub birthday: Option<String>,
    /// Whether the person is an extranet user.
    pub extranet: Option<bool>,
    /// Whether the person belongs to Bitrix24.Network.
    pub network: Option<bool>,
    /// Whether the person is a bot.
    pub bot: Option<bool>,
    /// Whether the person writes through an Open Channel.
    pub connector: Option<bool>,
    /// The system by which the person logs in; `default` if it is the portal.
    pub external_auth_id: Option<String>,
    /// `online`, `dnd`, `away` or `break`; null if the portal does not send it.
    #[field(NonEmptyText)]
    pub status: Option<String>,
    /// Start of the person's idle time.
    #[field(DateTime)]
    pub idle: Option<String>,
    /// Last activity. Portals of 2026 send that in the mobile app here.
    #[field(DateTime)]
    pub last_activity_date: Option<String>,
    /// Last activity in the mobile app. Portals of 2026 send the last activity overall here.
    #[field(DateTime)]
    pub mobile_last_date: Option<String>,
    /// End of the person's absence.
    #[field(DateTime)]
    pub absent: Option<String>,
    /// Departments.
    pub departments: Vec<u64>,
    /// Telephone numbers; null if none is known.
    pub phones: Option<Phones>,
    /// Every other field, unchanged: custom fields (`UF_*`) and additions of a portal.
    #[field(other)]
    pub other: Map,
}

/// `im.search.user.list`: returns people with a word in the name, position or department that
/// begins with the phrase, by identifier. Extranet users are counted but omitted, so a page may
/// be incomplete.
///
/// Scope `im`. Refused with `FIND_SHORT` for a phrase under two or, on most portals, three
/// characters.
#[derive(Clone, Debug, PartialEq, Method)]
#[method(
    "im.search.user.list",
    result = BTreeMap<u64, FoundUser>,
    paging = Paging::Limit { default: 10, max: 50 },
)]
pub struct UserList {
    /// The phrase.
    #[param("FIND")]
    find: MinLength<1>,
    /// Whether to search only among users of the business tools.
    #[param("BUSINESS")]
    business: Option<bool>,
    /// Whether to add the photo in a high resolution; portals of 2026 send null.
    #[param("AVATAR_HR")]
    avatar_hr: Option<bool>,
    /// The number of people to skip.
    #[param("OFFSET")]
    offset: Option<i64>,
    /// The number of people to return, at most 50; by default 10.
    #[param("LIMIT")]
    limit: Option<UpTo<50>>,
}

/// `im.search.department.list`: returns departments with a word in the full name that begins
/// with the phrase.
///
/// Scope `im`. A phrase of one character is rejected: the portal would return every department.
#[derive(Clone, Debug, PartialEq, Method)]
#[method(
    "im.search.department.list",
    result = Vec<ImDepartment>,
    paging = Paging::Limit { default: 10, max: 50 },
    dependent = MANAGER,
)]
pub struct DepartmentList {
    /// The phrase.
    #[param("FIND")]
    find: MinLength<2>,
    /// Whether to add the users who lead the departments.
    #[param("USER_DATA")]
    user_data: Option<bool>,
    /// The number of departments to skip.
    #[param("OFFSET")]
    offset: Option<i64>,
    /// The number of departments to return, at most 50; by default 10.
    #[param("LIMIT")]
    limit: Option<UpTo<50>>,
}

/// `im.search.chat.list`: returns chats visible to the caller with a word in the title or in a
/// member's name that begins with the phrase, newest first.
///
/// Scope `im`. Refused with `FIND_SHORT` for a phrase under two or, on most portals, three
/// characters.
#[derive(Clone, Debug, Default, PartialEq, Method)]
#[method(
    "im.search.chat.list",
    result = Vec<Chat>,
    paging = Paging::Limit { default: 10, max: 50 },
    normalize_params = normalize_chats,
)]
pub struct ChatList {
    /// The phrase.
    #[param("FIND")]
    find: Option<MinLength<1>>,
    /// The phrase for chats of Open Channels. `FIND` takes precedence.
    #[param("FIND_LINES")]
    find_lines: Option<MinLength<1>>,
    /// The number of chats to skip.
    #[param("OFFSET")]
    offset: Option<i64>,
    /// The number of chats to return, at most 50; by default 10.
    #[param("LIMIT")]
    limit: Option<UpTo<50>>,
}

fn normalize_chats(params: &mut Map) -> Result<()> {
    if params.get("FIND").is_some() || params.get("FIND_LINES").is_some() {
        return Ok(());
    }
    let problem = "parameter \"FIND\" or \"FIND_LINES\" is required";
    Err(Error::input("MISSING_PARAMETER", problem))
}
