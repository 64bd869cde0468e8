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
    /// A person as `im.search.user.list` hands it out, with fewer fields than anywhere else.
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
    /// Address of the photo; null where there is none.
    avatar "avatar": Picture,
    /// `M` or `F`.
    gender "gender": Text,
    /// Birthday as `DD-MM`; null where it is not known.
    birthday "birthday": NonEmptyText,
    /// Whether it is an extranet user.
    extranet "extranet": Flag,
    /// Whether the person is of Bitrix24.Network.
    network "network": Flag,
    /// Whether it is a bot.
    bot "bot": Flag,
    /// Whether the person writes through an Open Channel.
    connector "connector": Flag,
    /// The system that the person logs in by; `default` where it is the portal.
    external_auth_id "external_auth_id": Text,
    /// `online`, `dnd`, `away` or `break`; null where the portal does not say.
    status "status": NonEmptyText,
    /// Since when the person has been idle.
    idle "idle": DateTime,
    /// Last activity. Portals of 2026 put the one in the mobile app here.
    last_activity_date "last_activity_date": DateTime,
    /// Last activity in the mobile app. Portals of 2026 put the last of all here.
    mobile_last_date "mobile_last_date": DateTime,
    /// Until when the person is absent.
    absent "absent": DateTime,
    /// Departments.
    departments "departments": Ids,
    /// Telephone numbers; null where none is known.
    phones "phones": OptionalRecord Phones,
}

method! {
    /// `im.search.user.list`: people whose name, position or department has a word that begins with
    /// the phrase, by identifier. Extranet users are counted but left out, so a page may be short.
    ///
    /// Scope `im`. Refused with `FIND_SHORT` for a phrase under two or, with most portals, three
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
    /// How many people to pass over.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// How many people to hand out, 50 at most; 10 where it is not given.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

method! {
    /// `im.search.department.list`: departments whose full name has a word that begins with the
    /// phrase.
    ///
    /// Scope `im`. A phrase of one character is refused: the portal would answer with every
    /// department.
    DepartmentList = "im.search.department.list" -> Vec<ImDepartment>,
        paging: Paging::Limit { usual: 10, most: 50 }, normalize_result: drop_default_manager;
    required {
        /// The phrase.
        find(String) "FIND": ParamKind::Phrase(2),
    }
    /// Whether to add the users who lead the departments.
    user_data(bool) "USER_DATA": ParamKind::Value(Type::Flag),
    /// How many departments to pass over.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// How many departments to hand out, 50 at most; 10 where it is not given.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

method! {
    /// `im.search.chat.list`: chats that the caller may see whose title, or whose people, have a word
    /// that begins with the phrase, the newest first.
    ///
    /// Scope `im`. Refused with `FIND_SHORT` for a phrase under two or, with most portals, three
    /// characters.
    ChatList = "im.search.chat.list" -> Vec<Chat>, paging: Paging::Limit { usual: 10, most: 50 }, normalize_params: normalize_chats;
    /// The phrase.
    find(String) "FIND": ParamKind::Phrase(1),
    /// The phrase, for chats of Open Channels. `FIND` goes before it.
    find_lines(String) "FIND_LINES": ParamKind::Phrase(1),
    /// How many chats to pass over.
    offset(i64) "OFFSET": ParamKind::Value(Type::Integer),
    /// How many chats to hand out, 50 at most; 10 where it is not given.
    limit(i64) "LIMIT": ParamKind::UpTo(50),
}

fn normalize_chats(params: &mut Map) -> Result<()> {
    if params.get("FIND").is_some() || params.get("FIND_LINES").is_some() {
        return Ok(());
    }
    let problem = "one of the parameters \"FIND\" and \"FIND_LINES\" is needed";
    Err(Error::input("MISSING_PARAMETER", problem))
}
