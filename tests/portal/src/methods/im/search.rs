//! `im.search.*`.

use super::chat::{Chat, chats};
use super::person::found;
use super::{Slice, department, is_yes, refusal};
use crate::company::{Department, Field, User, UserType};
use crate::filter::begins_a_word;
use crate::methods::Call;
use crate::php::{Array, Value};
use crate::rest::{Answer, Error};

/// `im.search.user.list`: people by the beginnings of words, by identifier. Extranet users are counted
/// and then left out, and `next` counts what is left.
pub(in crate::methods) fn search_users(call: &mut Call) -> Result<Answer, Error> {
    let query = call.parameters.with_upper_case_keys();
    let phrase = phrase(&query, "FIND")?;
    let company = &call.portal.company;
    let matches = |user: &&User| {
        let departments = user.departments.iter().filter_map(|id| company.department(*id));
        let departments: Vec<&str> = departments.map(|one| one.name.as_str()).collect();
        let names = ["NAME", "LAST_NAME", "WORK_POSITION"].map(|name| Field::text(name, user));
        let mut texts: Vec<&str> = names.iter().map(String::as_str).collect();
        texts.extend(departments);
        user.active && phrase.split_whitespace().all(|word| begins_a_word(word, &texts))
    };
    let people: Vec<&User> = company.users().iter().filter(matches).collect();
    let slice = Slice::read(call, &query, 10, 50);
    let mut rows = Array::new();
    let avatar_hr = is_yes(&query, "AVATAR_HR");
    for user in slice.of(&people) {
        if user.user_type != UserType::Extranet {
            let row = found(user, &call.portal.options.origin, avatar_hr);
            rows.insert(i64::from(user.id), row);
        }
    }
    let returned = rows.len();
    Ok(slice.answer(rows, returned, people.len()))
}

/// `im.search.department.list`: departments by the beginnings of words of their full names; all of them
/// for a phrase of one character. `next` is the number of rows on the page, on every page.
pub(in crate::methods) fn search_departments(call: &mut Call) -> Result<Answer, Error> {
    let query = call.parameters.with_upper_case_keys();
    let phrase = query.get("FIND").ok_or_else(short)?.to_text().into_owned();
    let company = &call.portal.company;
    let all = phrase.chars().count() < 2;
    let matches = |one: &&Department| all || begins_a_word(&phrase, &[&company.full_name(one)]);
    let departments: Vec<&Department> = company.departments().iter().filter(matches).collect();
    let slice = Slice::read(call, &query, 10, 50);
    let with_user = is_yes(&query, "USER_DATA");
    let page = slice.of(&departments);
    let rows: Vec<Array> = page.iter().map(|one| department::write(call, one, with_user)).collect();
    let mut answer = slice.answer(rows, page.len(), departments.len());
    answer.next =
        (page.len() < departments.len()).then(|| page.len().try_into().unwrap_or(i64::MAX));
    Ok(answer)
}

/// `im.search.chat.list`: chats by the beginnings of words of their titles, the newest first.
pub(in crate::methods) fn search_chats(call: &mut Call) -> Result<Answer, Error> {
    let query = call.parameters.with_upper_case_keys();
    let name = if query.get("FIND").is_some() { "FIND" } else { "FIND_LINES" };
    let phrase = phrase(&query, name)?;
    let mut chats: Vec<Chat> = chats(&call.portal.company);
    chats.retain(|chat| begins_a_word(&phrase, &[&chat.title]));
    chats.reverse();
    let slice = Slice::read(call, &query, 10, 50);
    let page = slice.of(&chats);
    let rows: Vec<Array> = page.iter().map(|chat| chat.write(call.caller.user)).collect();
    Ok(slice.answer(rows, page.len(), chats.len()))
}

fn phrase(query: &Array, name: &str) -> Result<String, Error> {
    let phrase = query.get(name).map(Value::to_text).unwrap_or_default().trim().to_owned();
    let is_number = !phrase.is_empty() && phrase.bytes().all(|byte| byte.is_ascii_digit());
    if phrase.chars().count() < 3 && !is_number { Err(short()) } else { Ok(phrase) }
}

fn short() -> Error {
    refusal("FIND_SHORT", "Too short a search phrase.")
}
