//! Every documented operator, against users that are selected without the REST server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::Filter;
use b24_wasm::methods::user::{Field, Get};
use b24_wasm::schema::filter::Operator;
use b24_wasm::wire::{Map, Value};
use portal::company::{User, UserType};
use portal::php;
use support::{Setup, count, ids};

type Expected = fn(&User) -> bool;

/// The operator, the field, the value and the predicate of the expected users.
type Case = (Operator, Field, Value, Expected);

const APRIL_2022: i64 = 1_648_771_200;

fn cases() -> Vec<Case> {
    use Operator::*;
    let case =
        |operator, field, value: Value, expected: Expected| (operator, field, value, expected);
    vec![
        case(Is, Field::LastName, "smith".into(), |user| lower(user.last_name) == "smith"),
        case(Is, Field::LastName, "M%r".into(), |user| between(user.last_name, "m", "r")),
        case(Is, Field::LastName, ["Smith", "King"].into(), |user| {
            is_any(user.last_name, &["Smith", "King"])
        }),
        case(Equals, Field::LastName, "Smith".into(), |user| user.last_name == "Smith"),
        case(Equals, Field::Id, 7.into(), |user| user.id == 7),
        case(Not, Field::LastName, "Smith".into(), |user| user.last_name != "Smith"),
        case(NotEquals, Field::LastName, "Smith".into(), |user| user.last_name != "Smith"),
        case(NotEquals, Field::Id, [1, 2, 3].into(), |user| user.id > 3),
        case(Greater, Field::Id, 100.into(), |user| user.id > 100),
        case(AtLeast, Field::Id, 100.into(), |user| user.id >= 100),
        case(Less, Field::Id, 100.into(), |user| user.id < 100),
        case(AtMost, Field::Id, 100.into(), |user| user.id <= 100),
        case(Greater, Field::LastName, "Я".into(), |user| lower(user.last_name).as_str() > "я"),
        case(In, Field::PersonalCity, ["New York", "Москва"].into(), |user| {
            user.city.is_some_and(|city| is_any(city.name, &["New York", "Москва"]))
        }),
        case(NotIn, Field::PersonalCity, ["New York", "Москва"].into(), |user| {
            !user.city.is_some_and(|city| is_any(city.name, &["New York", "Москва"]))
        }),
        case(In, Field::Id, [3, 5, 100_000].into(), |user| user.id == 3 || user.id == 5),
        case(Contains, Field::LastName, "АН".into(), |user| lower(user.last_name).contains("ан")),
        case(NotContains, Field::LastName, "an".into(), |user| {
            !lower(user.last_name).contains("an")
        }),
        case(Like, Field::LastName, "м%".into(), |user| lower(user.last_name).starts_with('м')),
        case(LikeAlias, Field::LastName, "%в".into(), |user| user.last_name.ends_with('в')),
        case(NotLike, Field::LastName, "%в".into(), |user| !user.last_name.ends_with('в')),
        case(NotLikeAlias, Field::LastName, "м%".into(), |user| {
            !lower(user.last_name).starts_with('м')
        }),
        case(Is, Field::Active, true.into(), |user| user.active),
        case(Is, Field::Active, false.into(), |user| !user.active),
        case(Equals, Field::Active, "N".into(), |user| !user.active),
        case(Not, Field::Active, true.into(), |user| !user.active),
        case(Is, Field::IsOnline, false.into(), |user| !user.online),
        case(Is, Field::HasDepartament, true.into(), |user| !user.departments.is_empty()),
        case(AtLeast, Field::DateRegister, "2022-04-01".into(), |user| {
            user.registered >= APRIL_2022
        }),
        case(Less, Field::DateRegister, "2022-04-01T03:00:00+03:00".into(), |user| {
            user.registered < APRIL_2022
        }),
        case(Is, Field::PersonalBirthday, "".into(), |user| user.birthday.is_none()),
        case(NotEquals, Field::LastLogin, "".into(), |user| user.last_login.is_some()),
        case(Is, Field::UfDepartment, 2.into(), |user| user.departments.contains(&2)),
        case(In, Field::UfDepartment, [2, 3].into(), |user| {
            user.departments.iter().any(|id| [2, 3].contains(id))
        }),
        case(NotIn, Field::UfDepartment, [2, 3].into(), |user| {
            !user.departments.iter().any(|id| [2, 3].contains(id))
        }),
        case(Is, Field::UfSkills, "Rust, C++".into(), |user| user.skills == Some("Rust, C++")),
        case(Contains, Field::UfSkills, "& ".into(), |user| {
            user.skills == Some("Photography & design")
        }),
        case(Equals, Field::LastName, "O'Brien".into(), |user| user.last_name == "O'Brien"),
        case(Contains, Field::UfInterests, "'n'".into(), |user| {
            user.interests == Some("Rock 'n' roll")
        }),
        case(Contains, Field::Custom("UF_USR_BADGE".into()), "-0".into(), |user| {
            user.badge.as_deref().is_some_and(|badge| badge.contains("-0"))
        }),
        case(NotEquals, Field::Custom("UF_USR_BADGE".into()), "".into(), |user| {
            user.badge.is_some()
        }),
        case(Is, Field::UserType, "extranet".into(), |user| user.user_type == UserType::Extranet),
        case(Is, Field::NameSearch, "proj MANA".into(), |user| user.position == "Project Manager"),
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

fn found(setup: &Setup, filter: Filter<Field>) -> Vec<u64> {
    let client = setup.webhook();
    setup.run(all(&client, Get::new().admin_mode(true).select(vec![Field::Id]).filter(filter)))
}

#[test]
fn every_operator_selects_the_expected_users() {
    let setup = Setup::new();
    let everybody = ids(&setup, |_| true);
    for (operator, field, value, expected) in cases() {
        let case = format!("{}{} {value:?}", operator.prefix(), String::from(field.clone()));
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
    let name = || Field::LastName;
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
        .equals(Field::Active, true)
        .is_in(Field::PersonalCity, ["Москва", "Минск"])
        .not_contains(Field::LastName, "ов");
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
        let key = format!("{}{}", operator.prefix(), String::from(field));
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
            .contains(Field::LastName, text)
            .like(Field::Name, text)
            .equals(Field::Custom("UF_USR_BADGE".into()), text);
        setup.run(setup.webhook().call(Get::new().filter(filter))).unwrap();
        let expected: php::Array =
            ["%LAST_NAME", "=%NAME", "=UF_USR_BADGE"].map(|key| (key, text)).into_iter().collect();
        assert_eq!(setup.form().get("filter"), Some(&expected.into()), "{text:?}");
    }
}
