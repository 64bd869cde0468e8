//! The messenger's searches.

use std::collections::BTreeMap;

use super::Phones;
use super::chat::Chat;
use super::department::{ImDepartment, drop_default_manager};
use crate::error::{Error, Result};
use crate::schema::record::record;
use crate::schema::{Paging, ParamKind, Rules, Type, method};
use crate::wire::Map;

record! {
    /// A person in `im.search.user.list`, with fewer fields than in other methods.
    FoundUser, Rules::COMPLETE;
    /// Identifier.
    id "id": Id,
    /// First and last name.
    name "name": Text,
    /// First name.
    first_name "first_name": Text,
    /// Last name.
    last_name "last_name": Text,
    /// Position.
    work_position "work_position": Text,
    /// The person's colour, `#rrggbb`.
    color "color": Text,
    /// Address of the photo; null if there is none.
    avatar "avatar": Picture,
    /// `M` or `F`.
    gender "gender": Text,
    /// Birthday as `DD-MM`; null if it is unknown.
    birthday "birthday": NonEmptyText,
    /// Whether the person is an extranet user.
    extranet "extranet": Flag,
    /// Whether the person belongs to Bitrix24.Network.
    network "network": Flag,
    /// Whether the person is a bot.
    bot "bot": Flag,
    /// Whether the person writes through an Open Channel.
    connector "connector": Flag,
    /// The system by which the person logs in; `default` if it is the portal.
    external_auth_id "external_auth_id": Text,
    /// `online`, `dnd`, `away` or `break`; null if the portal does not send it.
    status "status": NonEmptyText,
    /// Start of the person's idle time.
    idle "idle": DateTime,
    /// Last activity. Portals of 2026 send that in the mobile app here.
    last_activity_date "last_activity_date": DateTime,
    /// Last activity in the mobile app. Portals of 2026 send the last activity overall here.
    mobile_last_date "mobile_last_date": DateTime,
    /// End of the person's absence.
    absent "absent": DateTime,
    /// Departments.
    departments "departments": Ids,
    /// Telephone numbers; null if none is known.
    phones "phones": OptionalRecord Phones,
}

method! {
    /// `im.search.user.list`: returns people with a word in the name, position or department that
    /// begins with the phrase, by identifier. Extranet users are counted but omitted, so a page may
    /// be incomplete.
    ///
    /// Scope `im`. Refused with `FIND_SHORT` for a phrase under two or, on most portals, three
    /// characters.
    UserList = "im.search.user.list" -> BTreeMap<u64, FoundUser>, paging: Paging::Limit { usual: 10, most: 50 };
    required {
        /// The phrase.
        find(String) "FIND": ParamKind::Phrase(1),
    }
    /// Whether to search only among users of the business tools.
    business(bool) "BUSINESS": ParamKind::Value(Type::Flag),
    /// Whether to add the photo in a high resolution; portals of 2026 send null.
    avatar_hr(bool) "AVATAR_HR": ParamKind::Value(Type::Flag),
    /// The number of people to skip.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// The number of people to return, at most 50; by default 10.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

method! {
    /// `im.search.department.list`: returns departments with a word in the full name that begins
    /// with the phrase.
    ///
    /// Scope `im`. A phrase of one character is refused: the portal would return every department.
    DepartmentList = "im.search.department.list" -> Vec<ImDepartment>,
        paging: Paging::Limit { usual: 10, most: 50 }, normalize_result: drop_default_manager;
    required {
        /// The phrase.
        find(String) "FIND": ParamKind::Phrase(2),
    }
    /// Whether to add the users who lead the departments.
    user_data(bool) "USER_DATA": ParamKind::Value(Type::Flag),
    /// The number of departments to skip.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// The number of departments to return, at most 50; by default 10.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

method! {
    /// `im.search.chat.list`: returns chats visible to the caller with a word in the title or in a
    /// member's name that begins with the phrase, newest first.
    ///
    /// Scope `im`. Refused with `FIND_SHORT` for a phrase under two or, on most portals, three
    /// characters.
    ChatList = "im.search.chat.list" -> Vec<Chat>, paging: Paging::Limit { usual: 10, most: 50 }, normalize_params: normalize_chats;
    /// The phrase.
    find(String) "FIND": ParamKind::Phrase(1),
    /// The phrase for chats of Open Channels. `FIND` takes precedence.
    find_lines(String) "FIND_LINES": ParamKind::Phrase(1),
    /// The number of chats to skip.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// The number of chats to return, at most 50; by default 10.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

fn normalize_chats(params: &mut Map) -> Result<()> {
    if params.get("FIND").is_some() || params.get("FIND_LINES").is_some() {
        return Ok(());
    }
    let problem = "parameter \"FIND\" or \"FIND_LINES\" is required";
    Err(Error::input("MISSING_PARAMETER", problem))
}
