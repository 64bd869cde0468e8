//! The filters of `user.get`, each compared with the same condition on the company's users.

use crate::common::Setup;
use portal::company::{Gender, User, UserType};
use serde_json::{Value, json};

/// Checks that a filter finds the expected users, and that these are neither nobody nor everybody.
fn finds(filter: Value, predicate: impl Fn(&User) -> bool) {
    let mut setup = Setup::new();
    let found = setup.ids(filter.clone());
    let expected = setup.expected(predicate);
    assert!(!expected.is_empty(), "{filter}: nobody is expected");
    assert!(expected.len() < setup.expected(|_| true).len(), "{filter}: everybody is expected");
    assert_eq!(found, expected, "{filter}");
}

fn finds_nobody(filter: Value) {
    assert_eq!(Setup::new().ids(filter.clone()), Vec::<u32>::new(), "{filter}");
}

fn finds_everybody(filter: Value) {
    let mut setup = Setup::new();
    let found = setup.ids(filter.clone());
    assert_eq!(found, setup.expected(|_| true), "{filter}");
}

fn city(user: &User) -> &str {
    user.city.map_or("", |city| city.name)
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

#[test]
fn plain_text_ignores_case() {
    finds(json!({ "NAME": "john" }), |user| user.name == "John");
    finds(json!({ "NAME": "АННА" }), |user| user.name == "Анна");
    finds(json!({ "=LAST_NAME": "smith" }), |user| user.last_name == "Smith");
}

#[test]
fn plain_text_may_contain_wildcards() {
    finds(json!({ "NAME": "Iv%" }), |user| user.name.starts_with("Iv"));
    finds(json!({ "LAST_NAME": "_ee" }), |user| user.last_name == "Lee");
    finds_nobody(json!({ "=NAME": "Iv%" }));
}

#[test]
fn digits_are_compared_exactly() {
    finds(json!({ "UF_PHONE_INNER": "150" }), |user| user.inner_phone == Some(150));
}

#[test]
fn exclamation_mark_negates() {
    finds(json!({ "!NAME": "John" }), |user| user.name != "John");
    finds(json!({ "!NAME": "Jo%" }), |user| !user.name.starts_with("Jo"));
    finds(json!({ "!=PERSONAL_CITY": "Berlin" }), |user| city(user) != "Berlin");
    finds(json!({ "!%LAST_NAME": "an" }), |user| !lower(user.last_name).contains("an"));
    finds(json!({ "!@PERSONAL_CITY": ["Berlin", "Москва"] }), |user| {
        !["Berlin", "Москва"].contains(&city(user))
    });
}

#[test]
fn percent_sign_matches_a_substring() {
    finds(json!({ "%LAST_NAME": "AN" }), |user| lower(user.last_name).contains("an"));
    finds(json!({ "%LAST_NAME": "ов" }), |user| lower(user.last_name).contains("ов"));
    finds(json!({ "%LAST_NAME": ["son", "mit"] }), |user| {
        user.last_name.contains("son") || user.last_name.contains("mit")
    });
    finds_nobody(json!({ "%LAST_NAME": "s%h" }));
}

#[test]
fn pattern_uses_the_callers_wildcards() {
    for key in ["=%LAST_NAME", "%=LAST_NAME"] {
        finds(json!({ key: "%son" }), |user| user.last_name.ends_with("son"));
        finds(json!({ key: "s%h" }), |user| user.last_name == "Smith");
    }
    finds_nobody(json!({ "=%LAST_NAME": "mit" }));
}

#[test]
fn three_character_operators_follow_the_documentation() {
    for key in ["!=%LAST_NAME", "!%=LAST_NAME"] {
        finds(json!({ key: "%son" }), |user| !user.last_name.ends_with("son"));
    }
    finds(json!({ "!><ID": [10, 20] }), |user| !(10..=20).contains(&user.id));
}

#[test]
fn three_character_operators_can_be_disabled() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().three_character_operators = false;
    let everybody = setup.expected(|_| true);
    for key in ["!=%LAST_NAME", "!%=LAST_NAME", "!><LAST_NAME"] {
        assert_eq!(setup.ids(json!({ key: "%son" })), everybody, "{key}");
    }
    let some = setup.expected(|user| !user.last_name.contains("son"));
    assert_eq!(setup.ids(json!({ "!%LAST_NAME": "son" })), some);
}

#[test]
fn at_sign_and_plain_list_match_any_value() {
    let cities = json!(["New York", "los angeles"]);
    let expected = |user: &User| ["New York", "Los Angeles"].contains(&city(user));
    finds(json!({ "@PERSONAL_CITY": cities }), expected);
    finds(json!({ "PERSONAL_CITY": cities }), expected);
    finds(json!({ "=PERSONAL_CITY": cities }), expected);
    finds(json!({ "@ID": ["3", 5, "7x"] }), |user| [3, 5, 7].contains(&user.id));
}

#[test]
fn numbers_are_compared_as_numbers() {
    finds(json!({ ">ID": "99" }), |user| user.id > 99);
    finds(json!({ ">=ID": 100 }), |user| user.id >= 100);
    finds(json!({ "<ID": 9 }), |user| user.id < 9);
    finds(json!({ "<=ID": 9 }), |user| user.id <= 9);
    finds(json!({ "><ID": [20, 30] }), |user| (20..=30).contains(&user.id));
    finds(json!({ "ID": "12" }), |user| user.id == 12);
    finds(json!({ "!ID": 12 }), |user| user.id != 12);
}

#[test]
fn id_without_a_number_is_zero() {
    finds_nobody(json!({ "ID": "abc" }));
    finds_nobody(json!({ "ID": [] }));
    finds_nobody(json!({ "@ID": [] }));
    finds_nobody(json!({ "ID": "" }));
}

#[test]
fn text_order_ignores_case() {
    finds(json!({ ">=LAST_NAME": "smith", "<LAST_NAME": "T" }), |user| {
        ["Smith", "Sm"].iter().any(|name| user.last_name.starts_with(name))
    });
}

#[test]
fn empty_text_matches_empty_fields() {
    finds(json!({ "PERSONAL_MOBILE": "" }), |user| user.mobile.is_none());
    finds(json!({ "!PERSONAL_MOBILE": "" }), |user| user.mobile.is_some());
    finds(json!({ "!=WORK_POSITION": "" }), |user| !user.position.is_empty());
    finds(json!({ "PERSONAL_BIRTHDAY": "" }), |user| user.birthday.is_none());
    finds(json!({ "!UF_DEPARTMENT": "" }), |user| !user.departments.is_empty());
}

#[test]
fn active_accepts_n_and_php_falsy_values() {
    for no in [json!("N"), json!(""), json!("0"), json!(0), json!(false), json!([])] {
        finds(json!({ "ACTIVE": no }), |user| !user.active);
    }
    for yes in [json!("Y"), json!(true), json!(1), json!("true"), json!("false"), json!("n")] {
        finds(json!({ "ACTIVE": yes }), |user| user.active);
    }
    finds(json!({ "!ACTIVE": "N" }), |user| user.active);
    finds(json!({ "IS_ONLINE": "Y" }), |user| user.online);
    finds(json!({ "IS_ONLINE": "N" }), |user| !user.online);
}

#[test]
fn department_condition_matches_any_department_of_a_user() {
    finds(json!({ "UF_DEPARTMENT": 3 }), |user| user.departments.contains(&3));
    finds(json!({ "@UF_DEPARTMENT": ["3", 4] }), |user| {
        user.departments.iter().any(|id| [3, 4].contains(id))
    });
    finds(json!({ "!UF_DEPARTMENT": 3 }), |user| !user.departments.contains(&3));
    finds(json!({ "HAS_DEPARTAMENT": "Y" }), |user| !user.departments.is_empty());
    finds_everybody(json!({ "HAS_DEPARTAMENT": "N" }));
}

#[test]
fn user_types_are_exact_and_bots_are_never_found() {
    finds(json!({ "USER_TYPE": "extranet" }), |user| user.user_type == UserType::Extranet);
    finds(json!({ "!USER_TYPE": "extranet" }), |user| user.user_type == UserType::Employee);
    finds_nobody(json!({ "USER_TYPE": "bot" }));
    finds_nobody(json!({ "USER_TYPE": "email" }));
    finds_nobody(json!({ "EXTERNAL_AUTH_ID": "bot" }));
}

#[test]
fn genders_match() {
    finds(json!({ "PERSONAL_GENDER": "F" }), |user| user.gender == Some(Gender::Female));
    finds(json!({ "PERSONAL_GENDER": "" }), |user| user.gender.is_none());
}

#[test]
fn moments_are_compared_in_every_format() {
    // 1 January 2024, 03:00 in the portal's zone.
    let instant = 1_704_067_200;
    for text in [
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00+00:00",
        "2024-01-01T03:00:00+0300",
        "2023-12-31T22:30:00-01:30",
        "2024-01-01T03:00:00",
        "2024-01-01T03:00",
        "2024-01-01T00:00:00.000Z",
        "2024-01-01",
        "01.01.2024",
        "01.01.2024 03:00:00",
    ] {
        finds(json!({ ">=DATE_REGISTER": text }), |user| user.registered >= instant);
        finds(json!({ "<LAST_LOGIN": text }), |user| {
            user.last_login.is_some_and(|login| login < instant)
        });
    }
    finds(json!({ "><DATE_REGISTER": ["2020-01-01", "2021-01-01"] }), |user| {
        (1_577_836_800..=1_609_459_200).contains(&user.registered)
    });
}

#[test]
fn birthday_matches_in_the_portals_format() {
    let mut setup = Setup::new();
    let reply = setup.call_json(
        "user.get",
        json!({ "FILTER": { "!PERSONAL_BIRTHDAY": "" }, "ADMIN_MODE": true }),
    );
    let birthday = reply["result"][0]["PERSONAL_BIRTHDAY"].clone();
    let id: u32 = reply["result"][0]["ID"].as_str().unwrap().parse().unwrap();
    assert!(setup.ids(json!({ "PERSONAL_BIRTHDAY": birthday })).contains(&id));
    let date = &birthday.as_str().unwrap()[..10];
    assert!(setup.ids(json!({ "PERSONAL_BIRTHDAY": date })).contains(&id));
}

#[test]
fn invalid_date_matches_nobody() {
    for text in ["tomorrow", "01/02/2024", "2024-13-01", "1704067200", "2024-01-01 00:00"] {
        for prefix in ["", "!", ">=", "<", "!="] {
            let key = format!("{prefix}DATE_REGISTER");
            finds_nobody(json!({ key: text }));
        }
    }
}

#[test]
fn unknown_fields_and_operators_are_silently_ignored() {
    for filter in [
        json!({ "LASTNAME": "Smith" }),
        json!({ "LOGIN": "admin" }),
        json!({ "~NAME": "John" }),
        json!({ "!!NAME": "John" }),
        json!({ "NAME ": "John" }),
        json!({ "": "John" }),
        json!({ "7": "John" }),
        json!([]),
    ] {
        finds_everybody(filter);
    }
    finds(json!({ "LASTNAME": "Smith", "NAME": "John" }), |user| user.name == "John");
}

#[test]
fn field_names_ignore_case() {
    finds(json!({ "!%last_name": "an" }), |user| !lower(user.last_name).contains("an"));
}

#[test]
fn all_conditions_must_match() {
    finds(json!({ "ACTIVE": true, "%LAST_NAME": "an", "PERSONAL_GENDER": "M" }), |user| {
        user.active && lower(user.last_name).contains("an") && user.gender == Some(Gender::Male)
    });
}

#[test]
fn question_mark_searches_words() {
    finds(json!({ "?LAST_NAME": "smi | lew" }), |user| {
        lower(user.last_name).contains("smi") || lower(user.last_name).contains("lew")
    });
    finds(json!({ "?WORK_POSITION": "sales & manager" }), |user| {
        lower(user.position) == "sales manager"
    });
}

#[test]
fn custom_fields_can_be_filtered() {
    finds(json!({ "!UF_USR_BADGE": "" }), |user| user.badge.is_some());
    finds(json!({ "%UF_USR_BADGE": "b-0" }), |user| {
        user.badge.as_ref().is_some_and(|badge| badge.contains("B-0"))
    });
}

#[test]
fn top_level_filter_applies_only_without_filter() {
    let mut setup = Setup::new();
    let johns = setup.expected(|user| user.name == "John" && !user.departments.is_empty()).len();
    assert_eq!(setup.call("user.get", "NAME=John")["total"], json!(johns));
    assert_eq!(setup.call("user.get", "name=John")["total"], json!(johns));
    let both = setup.call("user.get", "NAME=John&FILTER[ID]=1");
    assert_eq!(both["result"][0]["ID"], "1");
    let text = setup.call("user.get", "NAME=John&FILTER=text");
    assert_eq!(text["total"], json!(johns));
}

#[test]
fn name_search_matches_beginnings_of_words() {
    finds(json!({ "NAME_SEARCH": "smi" }), |user| user.last_name == "Smith");
    finds(json!({ "NAME_SEARCH": "john MANAG" }), |user| {
        let words = [user.name, user.last_name].map(lower);
        words.iter().any(|word| word.starts_with("john")) && user.position.contains("Manag")
    });
    finds_nobody(json!({ "NAME_SEARCH": "mith" }));
    finds(json!({ "NAME_SEARCH": "250" }), |user| user.id.to_string().starts_with("250"));
}

#[test]
fn search_with_less_than_three_characters_finds_everybody() {
    finds_everybody(json!({ "NAME_SEARCH": "sm" }));
    finds_everybody(json!({ "NAME_SEARCH": "" }));
    finds(json!({ "NAME_SEARCH": "12" }), |user| user.id.to_string().starts_with("12"));
}
