//! Every documented operator, against users that are selected without the REST server.

use crate::support::{Setup, count, ids};
use b24_wasm::Filter;
use b24_wasm::methods::user::{self, Get};
use b24_wasm::schema::filter::Operator;
use b24_wasm::schema::{Column, FieldName};
use b24_wasm::wire::{Map, Value};
use portal::company::{User, UserType};
use portal::php;

type Expected = fn(&User) -> bool;

/// The operator, the field, the value and the predicate of the expected users.
type Case = (Operator, FieldName<user::User>, Value, Expected);

const APRIL_2022: i64 = 1_648_771_200;

fn cases() -> Vec<Case> {
    use Operator::*;
    fn case<O>(
        operator: Operator,
        field: Column<user::User, O>,
        value: Value,
        expected: Expected,
    ) -> Case {
        (operator, field.name(), value, expected)
    }
    vec![
        case(Is, user::User::LAST_NAME, "smith".into(), |user| lower(user.last_name) == "smith"),
        case(Is, user::User::LAST_NAME, "M%r".into(), |user| between(user.last_name, "m", "r")),
        case(Is, user::User::LAST_NAME, ["Smith", "King"].into(), |user| {
            is_any(user.last_name, &["Smith", "King"])
        }),
        case(Equals, user::User::LAST_NAME, "Smith".into(), |user| user.last_name == "Smith"),
        case(Equals, user::User::ID, 7.into(), |user| user.id == 7),
        case(Not, user::User::LAST_NAME, "Smith".into(), |user| user.last_name != "Smith"),
        case(NotEquals, user::User::LAST_NAME, "Smith".into(), |user| user.last_name != "Smith"),
        case(NotEquals, user::User::ID, [1, 2, 3].into(), |user| user.id > 3),
        case(Greater, user::User::ID, 100.into(), |user| user.id > 100),
        case(AtLeast, user::User::ID, 100.into(), |user| user.id >= 100),
        case(Less, user::User::ID, 100.into(), |user| user.id < 100),
        case(AtMost, user::User::ID, 100.into(), |user| user.id <= 100),
        case(Greater, user::User::LAST_NAME, "Я".into(), |user| {
            lower(user.last_name).as_str() > "я"
        }),
        case(In, user::User::PERSONAL_CITY, ["New York", "Москва"].into(), |user| {
            user.city.is_some_and(|city| is_any(city.name, &["New York", "Москва"]))
        }),
        case(NotIn, user::User::PERSONAL_CITY, ["New York", "Москва"].into(), |user| {
            !user.city.is_some_and(|city| is_any(city.name, &["New York", "Москва"]))
        }),
        case(In, user::User::ID, [3, 5, 100_000].into(), |user| user.id == 3 || user.id == 5),
        case(Contains, user::User::LAST_NAME, "АН".into(), |user| {
            lower(user.last_name).contains("ан")
        }),
        case(NotContains, user::User::LAST_NAME, "an".into(), |user| {
            !lower(user.last_name).contains("an")
        }),
        case(Like, user::User::LAST_NAME, "м%".into(), |user| {
            lower(user.last_name).starts_with('м')
        }),
        case(LikeAlias, user::User::LAST_NAME, "%в".into(), |user| user.last_name.ends_with('в')),
        case(NotLike, user::User::LAST_NAME, "%в".into(), |user| !user.last_name.ends_with('в')),
        case(NotLikeAlias, user::User::LAST_NAME, "м%".into(), |user| {
            !lower(user.last_name).starts_with('м')
        }),
        case(Is, user::User::ACTIVE, true.into(), |user| user.active),
        case(Is, user::User::ACTIVE, false.into(), |user| !user.active),
        case(Equals, user::User::ACTIVE, "N".into(), |user| !user.active),
        case(Not, user::User::ACTIVE, true.into(), |user| !user.active),
        case(Is, user::User::IS_ONLINE, false.into(), |user| !user.online),
        case(Is, user::User::HAS_DEPARTAMENT, true.into(), |user| !user.departments.is_empty()),
        case(AtLeast, user::User::DATE_REGISTER, "2022-04-01".into(), |user| {
            user.registered >= APRIL_2022
        }),
        case(Less, user::User::DATE_REGISTER, "2022-04-01T03:00:00+03:00".into(), |user| {
            user.registered < APRIL_2022
        }),
        case(Is, user::User::PERSONAL_BIRTHDAY, "".into(), |user| user.birthday.is_none()),
        case(NotEquals, user::User::LAST_LOGIN, "".into(), |user| user.last_login.is_some()),
        case(Is, user::User::UF_DEPARTMENT, 2.into(), |user| user.departments.contains(&2)),
        case(In, user::User::UF_DEPARTMENT, [2, 3].into(), |user| {
            user.departments.iter().any(|id| [2, 3].contains(id))
        }),
        case(NotIn, user::User::UF_DEPARTMENT, [2, 3].into(), |user| {
            !user.departments.iter().any(|id| [2, 3].contains(id))
        }),
        case(Is, user::User::UF_SKILLS, "Rust, C++".into(), |user| {
            user.skills == Some("Rust, C++")
        }),
        case(Contains, user::User::UF_SKILLS, "& ".into(), |user| {
            user.skills == Some("Photography & design")
        }),
        case(Equals, user::User::LAST_NAME, "O'Brien".into(), |user| user.last_name == "O'Brien"),
        case(Contains, user::User::UF_INTERESTS, "'n'".into(), |user| {
            user.interests == Some("Rock 'n' roll")
        }),
        case(Contains, Column::custom("UF_USR_BADGE"), "-0".into(), |user| {
            user.badge.as_deref().is_some_and(|badge| badge.contains("-0"))
        }),
        case(NotEquals, Column::custom("UF_USR_BADGE"), "".into(), |user| user.badge.is_some()),
        case(Is, user::User::USER_TYPE, "extranet".into(), |user| {
            user.user_type == UserType::Extranet
        }),
        case(Is, user::User::NAME_SEARCH, "proj MANA".into(), |user| {
            user.position == "Project Manager"
        }),
    ]
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

fn between(text: &str, start: &str, end: &str) -> bool {
    lower(text).starts_with(start) && lower(text).ends_with(end)
}

fn is_any(text: &str, texts: &[&str]) -> bool {
    texts.contains(&text)
}

/// Returns the identifiers of all users that a method finds, page by page.
async fn all(client: &b24_wasm::Client, method: Get) -> Vec<u64> {
    let (mut found, mut start) = (Vec::new(), 0);
    loop {
        let page = client.call(method.clone().start(start)).await.unwrap();
        found.extend(page.result.iter().map(|user| user.id));
        match count(page.next) {
            Some(next) => start = next as i64,
            None => return found,
        }
    }
}

fn found(setup: &Setup, filter: Filter<user::User>) -> Vec<u64> {
    let client = setup.webhook();
    setup.run(all(
        &client,
        Get::new().admin_mode(true).select([user::User::ID.name()]).filter(filter),
    ))
}

#[test]
fn every_operator_selects_the_expected_users() {
    let setup = Setup::new();
    let everybody = ids(&setup, |_| true);
    for (operator, field, value, expected) in cases() {
        let case = format!("{}{} {value:?}", operator.prefix(), field.as_str());
        let expected = ids(&setup, expected);
        assert!(
            !expected.is_empty() && expected.len() < everybody.len(),
            "{case} selects all or none"
        );
        assert_eq!(found(&setup, Filter::new().and(field, operator, value)), expected, "{case}");
    }
}

#[test]
fn covers_every_documented_operator() {
    let documented =
        ["", "=", "!=", "!", ">", ">=", "<", "<=", "@", "!@", "%", "!%", "=%", "%=", "!=%", "!%="];
    for prefix in documented {
        assert!(cases().iter().any(|(operator, ..)| operator.prefix() == prefix), "{prefix}");
    }
}

#[test]
fn filter_setters_map_to_operators() {
    let name = || user::User::LAST_NAME;
    for (filter, key) in [
        (Filter::new().equals(name(), "a"), "=LAST_NAME"),
        (Filter::new().not_equals(name(), "a"), "!=LAST_NAME"),
        (Filter::new().greater_than(name(), "a"), ">LAST_NAME"),
        (Filter::new().at_least(name(), "a"), ">=LAST_NAME"),
        (Filter::new().less_than(name(), "a"), "<LAST_NAME"),
        (Filter::new().at_most(name(), "a"), "<=LAST_NAME"),
        (Filter::new().is_in(name(), ["a"]), "@LAST_NAME"),
        (Filter::new().not_in(name(), ["a"]), "!@LAST_NAME"),
        (Filter::new().contains(name(), "a"), "%LAST_NAME"),
        (Filter::new().not_contains(name(), "a"), "!%LAST_NAME"),
        (Filter::new().like(name(), "a"), "=%LAST_NAME"),
        (Filter::new().not_like(name(), "a"), "!=%LAST_NAME"),
    ] {
        assert!(filter.conditions().get(key).is_some(), "{key}");
    }
}

#[test]
fn combines_conditions_with_and() {
    let setup = Setup::new();
    let filter = Filter::new()
        .equals(user::User::ACTIVE, true)
        .is_in(user::User::PERSONAL_CITY, ["Москва", "Минск"])
        .not_contains(user::User::LAST_NAME, "ов");
    let expected = ids(&setup, |user| {
        let city = user.city.is_some_and(|city| is_any(city.name, &["Москва", "Минск"]));
        user.active && city && !user.last_name.contains("ов")
    });
    assert!(!expected.is_empty());
    assert_eq!(found(&setup, filter), expected);
}

#[test]
fn filters_by_name_find_the_same_users() {
    for (operator, field, value, expected) in cases() {
        let setup = Setup::new();
        let key = format!("{}{}", operator.prefix(), field.as_str());
        let params = Map::from_iter([
            ("FILTER", Value::from(Map::from_iter([(&key, value)]))),
            ("ADMIN_MODE", true.into()),
        ]);
        let client = setup.webhook();
        let reply = setup.run(client.call_by_name("user.get", params)).unwrap();
        assert_eq!(count(reply.total), Some(ids(&setup, expected).len()), "{key}");
    }
}

#[test]
fn sends_any_text_unchanged() {
    for text in [
        "100% sure",
        "a&b=c",
        "1+1=2",
        "Ж😀",
        "O'Brien \"Bob\"",
        "line\nbreak",
        "[0]",
        "a;b#c?d",
        "%41",
        " x ",
        "\\",
        "<b>",
        "$result[me]",
        "\0",
    ] {
        let setup = Setup::new();
        let filter = Filter::new()
            .contains(user::User::LAST_NAME, text)
            .like(user::User::NAME, text)
            .equals(Column::custom("UF_USR_BADGE"), text);
        setup.run(setup.webhook().call(Get::new().filter(filter))).unwrap();
        let expected: php::Array =
            ["%LAST_NAME", "=%NAME", "=UF_USR_BADGE"].map(|key| (key, text)).into_iter().collect();
        assert_eq!(setup.form().get("filter"), Some(&expected.into()), "{text:?}");
    }
}
