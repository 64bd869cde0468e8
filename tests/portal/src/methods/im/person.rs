//! The object of a person in the messenger.

use crate::company::{Field, Gender, User, UserType};
use crate::dates::date_time;
use crate::php::{Array, Value};

/// The high-resolution photo of a person without a photo.
const NO_PHOTO: &str = "/bitrix/js/im/images/blank.gif";

const COLORS: [&str; 6] = ["#df532d", "#64a513", "#4ba984", "#4ba5c3", "#ba9c7b", "#e8a441"];

/// Returns the object that every method except `im.search.user.list` returns.
pub(super) fn person(user: &User, origin: &str) -> Array {
    let avatar = avatar(user, origin);
    let blank = format!("{origin}{NO_PHOTO}");
    let mut row = Array::new();
    row.insert("id", user.id);
    row.insert("active", user.active);
    names(&mut row, user);
    row.insert("avatar", avatar.clone().unwrap_or_default());
    row.insert("avatar_hr", avatar.unwrap_or(blank));
    row.insert("gender", gender(user));
    row.insert("birthday", birthday(user).unwrap_or_default());
    kind(&mut row, user);
    row.insert("status", "online");
    row.insert("idle", false);
    row.insert("last_activity_date", moment(user.last_login));
    row.insert("mobile_last_date", moment(user.last_login.filter(|_| user.id.is_multiple_of(3))));
    row.insert("desktop_last_date", moment(user.last_login.filter(|_| user.id.is_multiple_of(5))));
    row.insert("absent", moment(user.last_login.filter(|_| user.id.is_multiple_of(23))));
    row.insert("departments", user.departments.clone());
    row.insert("phones", phones(user).map_or(Value::Bool(false), Value::from));
    row.insert("bot_data", bot_data(user));
    row.insert(
        "type",
        match user.user_type {
            UserType::Employee => "user",
            UserType::Extranet => "extranet",
            UserType::Bot => "bot",
        },
    );
    row.insert("website", Field::text("PERSONAL_WWW", user));
    row.insert("email", user.email.as_str());
    row
}

/// Returns the object of `im.search.user.list`: other fields, and two of the dates swapped.
pub(super) fn search_row(user: &User, origin: &str, avatar_hr: bool) -> Array {
    let mut row = Array::new();
    row.insert("id", user.id);
    names(&mut row, user);
    row.insert("avatar", avatar(user, origin).unwrap_or_default());
    if avatar_hr {
        row.insert("avatar_hr", Value::Null);
    }
    row.insert("gender", gender(user));
    row.insert("birthday", birthday(user).map_or(Value::Bool(false), Value::from));
    kind(&mut row, user);
    row.insert("status", user.online.then_some("online"));
    row.insert("idle", false);
    row.insert("last_activity_date", moment(user.last_login.filter(|_| user.id.is_multiple_of(3))));
    row.insert("mobile_last_date", moment(user.last_login));
    row.insert("absent", moment(user.last_login.filter(|_| user.id.is_multiple_of(23))));
    row.insert("departments", user.departments.clone());
    if let Some(phones) = phones(user) {
        row.insert("phones", phones);
    }
    row
}

fn names(row: &mut Array, user: &User) {
    let text = |name| Field::text(name, user);
    row.insert("name", format!("{} {}", text("NAME"), text("LAST_NAME")));
    row.insert("first_name", text("NAME"));
    row.insert("last_name", text("LAST_NAME"));
    row.insert("work_position", Some(text("WORK_POSITION")).filter(|text| !text.is_empty()));
    row.insert("color", COLORS.get(user.id as usize % COLORS.len()).copied().unwrap_or_default());
}

fn kind(row: &mut Array, user: &User) {
    let is_bot = user.user_type == UserType::Bot;
    row.insert("extranet", user.user_type == UserType::Extranet);
    row.insert("network", false);
    row.insert("bot", is_bot);
    row.insert("connector", false);
    row.insert("external_auth_id", if is_bot { "bot" } else { "default" });
}

fn avatar(user: &User, origin: &str) -> Option<String> {
    user.photo.then(|| format!("{origin}/upload/avatar/{}.svg", user.id))
}

fn gender(user: &User) -> &'static str {
    if user.gender == Some(Gender::Female) { "F" } else { "M" }
}

/// Returns the birthday as `DD-MM`.
fn birthday(user: &User) -> Option<String> {
    let date = date_time(user.birthday?);
    Some(format!("{}-{}", date.get(8..10)?, date.get(5..7)?))
}

fn moment(moment: Option<i64>) -> Value {
    moment.map_or(Value::Bool(false), |moment| date_time(moment).into())
}

fn phones(user: &User) -> Option<Array> {
    let mut phones = Array::new();
    if let Some(number) = &user.mobile {
        phones.insert("personal_mobile", number.as_str());
    }
    if let Some(number) = &user.work_phone {
        phones.insert("work_phone", number.as_str());
    }
    if let Some(number) = user.inner_phone {
        phones.insert("inner_phone", number.to_string());
    }
    (!phones.is_empty()).then_some(phones)
}

fn bot_data(user: &User) -> Value {
    if user.user_type != UserType::Bot {
        return Value::Null;
    }
    let mut bot = Array::new();
    bot.insert("id", user.id);
    bot.insert("code", "helper");
    bot.insert("type", "bot");
    bot.insert("app_id", "");
    bot.insert("is_hidden", false);
    bot.insert("is_support_openline", false);
    bot.insert("openline", false);
    bot.insert("background_id", Value::Null);
    bot.insert("reactions_enabled", true);
    bot.into()
}
