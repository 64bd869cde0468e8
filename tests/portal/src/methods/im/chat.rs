//! Chats and their members: one chat of the whole company, and one of each department.

use super::person::person;
use super::{Slice, bad_request, is_yes};
use crate::company::{Company, User, UserType};
use crate::dates::date_time;
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// The creation date of the first chat: 1 January 2024.
const FIRST_DAY: i64 = 1_704_067_200;

/// A chat.
#[derive(Clone, Debug)]
pub(super) struct Chat {
    id: u32,
    pub(super) title: String,
    owner: u32,
    people: Vec<u32>,
}

/// Returns all chats ordered by id.
pub(super) fn chats(company: &Company) -> Vec<Chat> {
    let active = || company.users().iter().filter(|user| user.active);
    let mut chats = vec![Chat {
        id: 1,
        title: "General chat".to_owned(),
        owner: 0,
        people: active().map(|user| user.id).collect(),
    }];
    for department in company.departments() {
        let people = active().filter(|user| user.departments.contains(&department.id));
        chats.push(Chat {
            id: department.id + 1,
            title: format!("Chat of {}", department.name),
            owner: department.head.unwrap_or(0),
            people: people.map(|user| user.id).collect(),
        });
    }
    chats
}

/// Handles `im.chat.user.list`: returns the members of the chat `CHAT_ID`.
pub(in crate::methods) fn chat_users(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let id = query.get("CHAT_ID").map_or(0, Value::to_int);
    if id <= 0 {
        return Err(bad_request("CHAT_ID_EMPTY", "Chat ID can't be empty"));
    }
    let chat = chats(&call.portal.company).into_iter().find(|chat| i64::from(chat.id) == id);
    Ok(Reply::new(chat.map(|chat| chat.people).unwrap_or_default()))
}

/// Handles `im.dialog.users.list`: returns the members of the dialog `DIALOG_ID`.
pub(in crate::methods) fn dialog_users(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let dialog = query.get("DIALOG_ID").map(Value::to_text).unwrap_or_default().into_owned();
    let company = &call.portal.company;
    let ids: Vec<u32> = match dialog.strip_prefix("chat").map(str::parse::<u32>) {
        Some(Ok(id)) => {
            let chat = chats(company).into_iter().find(|chat| chat.id == id);
            let denied = || Error::new("ACCESS_ERROR", "You do not have access to the chat", 403);
            chat.ok_or_else(denied)?.people
        }
        _ => match dialog.parse::<u32>() {
            Ok(id) if id > 0 => vec![call.caller.user, id],
            _ => return Err(bad_request("DIALOG_ID_EMPTY", "Dialog ID can't be empty")),
        },
    };
    let after = query.get("LAST_ID").map_or(0, Value::to_int);
    let kept = query.get("SKIP_EXTERNAL_EXCEPT_TYPES").map(Value::to_text).unwrap_or_default();
    let skips = is_yes(&query, "SKIP_EXTERNAL");
    let is_included = |user: &&User| match user.user_type {
        UserType::Employee => true,
        UserType::Extranet => !skips,
        UserType::Bot => !skips || kept.contains("bot"),
    };
    let users: Vec<&User> = ids
        .iter()
        .filter(|id| i64::from(**id) > after)
        .filter_map(|id| company.user(*id))
        .filter(is_included)
        .collect();
    let slice = Slice::read(call, &query, 50, 200);
    let page = slice.rows(&users);
    let origin = &call.portal.options.origin;
    let rows: Vec<Array> = page.iter().map(|user| person(user, origin)).collect();
    Ok(slice.reply(rows, page.len(), users.len()))
}

impl Chat {
    /// Returns the chat's row as `caller` sees it.
    pub(super) fn to_row(&self, caller: u32) -> Array {
        let is_general = self.id == 1;
        let created = date_time(FIRST_DAY + i64::from(self.id) * 86_400);
        let mut chat = Array::new();
        chat.insert("id", self.id);
        chat.insert("name", self.title.as_str());
        chat.insert("description", (!is_general).then_some("People of one department"));
        chat.insert("owner", self.owner);
        chat.insert("extranet", false);
        chat.insert("contains_extranet", false);
        chat.insert("avatar", "");
        chat.insert("color", "#4ba984");
        chat.insert("type", if is_general { "general" } else { "chat" });
        chat.insert("message_count", 10 * self.id);
        chat.insert("user_counter", u32::try_from(self.people.len()).unwrap_or(u32::MAX));
        chat.insert("counter", 0_i64);
        chat.insert("start_id", 0_i64);
        chat.insert("last_message_id", 1000 + self.id);
        chat.insert("last_id", 1000 + self.id);
        chat.insert("unread_id", 0_i64);
        chat.insert("marked_id", 0_i64);
        chat.insert("parent_chat_id", 0_i64);
        chat.insert("parent_message_id", 0_i64);
        for name in ["entity_type", "entity_id", "entity_data_1", "entity_data_2", "entity_data_3"]
        {
            chat.insert(name, "");
        }
        let link: Array = [("type", ""), ("url", ""), ("id", "")].into_iter().collect();
        chat.insert("entity_link", link);
        let mut muted = Array::new();
        if self.id.is_multiple_of(5) {
            muted.insert(i64::from(caller), true);
        }
        chat.insert("mute_list", muted);
        chat.insert("manager_list", if self.owner > 0 { vec![self.owner] } else { Vec::new() });
        chat.insert("date_create", created);
        chat.insert("disk_folder_id", if is_general { 0 } else { 2000 + self.id });
        chat.insert("message_type", if is_general { "O" } else { "C" });
        let public: Array = [("code", "general"), ("link", "https://example.com/online/general")]
            .into_iter()
            .collect();
        chat.insert("public", if is_general { Value::from(public) } else { "".into() });
        chat.insert("role", if self.owner == caller { "owner" } else { "member" });
        let permissions: Array =
            [("manage_users_add", "member"), ("manage_users_delete", "manager")]
                .into_iter()
                .collect();
        chat.insert("permissions", permissions);
        let restrictions: Array = [("avatar", false), ("rename", false)].into_iter().collect();
        chat.insert("restrictions", restrictions);
        chat.insert("background_id", Value::Null);
        chat.insert("text_field_enabled", true);
        chat
    }
}
