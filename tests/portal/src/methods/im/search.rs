//! The methods `im.search.*`.

use super::chat::{Chat, chats};
use super::person::search_row;
use super::{Slice, bad_request, department, is_yes};
use crate::company::{Department, Field, User, UserType};
use crate::filter::is_word_prefix;
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Error, Reply};

/// Handles `im.search.user.list`: returns users by the beginnings of words, by id. Extranet users
/// are included in the total but omitted from the rows, and `next` counts only the rows.
pub(in crate::methods) fn search_users(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let phrase = phrase(&query, "FIND")?;
    let company = &call.portal.company;
    let matches = |user: &&User| {
        let departments = user.departments.iter().filter_map(|id| company.department(*id));
        let departments: Vec<&str> = departments.map(|one| one.name.as_str()).collect();
        let names = ["NAME", "LAST_NAME", "WORK_POSITION"].map(|name| Field::text(name, user));
        let mut texts: Vec<&str> = names.iter().map(String::as_str).collect();
        texts.extend(departments);
        user.active && phrase.split_whitespace().all(|word| is_word_prefix(word, &texts))
    };
    let people: Vec<&User> = company.users().iter().filter(matches).collect();
    let slice = Slice::read(call, &query, 10, 50);
    let mut rows = Array::new();
    let avatar_hr = is_yes(&query, "AVATAR_HR");
    for user in slice.rows(&people) {
        if user.user_type != UserType::Extranet {
            let row = search_row(user, &call.portal.options.origin, avatar_hr);
            rows.insert(i64::from(user.id), row);
        }
    }
    let returned = rows.len();
    Ok(slice.reply(rows, returned, people.len()))
}

/// Handles `im.search.department.list`: returns departments by the beginnings of words of their
/// full names, or all departments for a phrase of one character. `next` is the number of rows on
/// the page, on every page.
pub(in crate::methods) fn search_departments(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let phrase = query.get("FIND").ok_or_else(phrase_too_short)?.to_text().into_owned();
    let company = &call.portal.company;
    let all = phrase.chars().count() < 2;
    let matches = |one: &&Department| all || is_word_prefix(&phrase, &[&company.full_name(one)]);
    let departments: Vec<&Department> = company.departments().iter().filter(matches).collect();
    let slice = Slice::read(call, &query, 10, 50);
    let with_user = is_yes(&query, "USER_DATA");
    let page = slice.rows(&departments);
    let rows: Vec<Array> =
        page.iter().map(|one| department::to_row(call, one, with_user)).collect();
    let mut reply = slice.reply(rows, page.len(), departments.len());
    reply.next =
        (page.len() < departments.len()).then(|| page.len().try_into().unwrap_or(i64::MAX));
    Ok(reply)
}

/// Handles `im.search.chat.list`: returns chats by the beginnings of words of their titles, newest
/// first.
pub(in crate::methods) fn search_chats(call: &mut Call) -> Result<Reply, Error> {
    let query = call.parameters.with_upper_case_keys();
    let name = if query.get("FIND").is_some() { "FIND" } else { "FIND_LINES" };
    let phrase = phrase(&query, name)?;
    let mut chats: Vec<Chat> = chats(&call.portal.company);
    chats.retain(|chat| is_word_prefix(&phrase, &[&chat.title]));
    chats.reverse();
    let slice = Slice::read(call, &query, 10, 50);
    let page = slice.rows(&chats);
    let rows: Vec<Array> = page.iter().map(|chat| chat.to_row(call.caller.user)).collect();
    Ok(slice.reply(rows, page.len(), chats.len()))
}

fn phrase(query: &Array, name: &str) -> Result<String, Error> {
    let phrase = query.get(name).map(Value::to_text).unwrap_or_default().trim().to_owned();
    let is_number = !phrase.is_empty() && phrase.bytes().all(|byte| byte.is_ascii_digit());
    if phrase.chars().count() < 3 && !is_number { Err(phrase_too_short()) } else { Ok(phrase) }
}

fn phrase_too_short() -> Error {
    bad_request("FIND_SHORT", "Too short a search phrase.")
}
