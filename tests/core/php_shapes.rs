//! The different shapes of a value on the wire, normalized to one type.

use crate::support::Canned;
use b24_wasm::Error;
use b24_wasm::methods::user::User;
use b24_wasm::methods::{department, im, system, user};
use b24_wasm::schema::{HasAlternate, Method};
use serde_json::{Value, json};

fn decode<M: Method>(result: Value, method: M) -> Result<M::Result, Error> {
    let body = json!({ "result": result }).to_string();
    Canned(body).call(async |client| client.call(method).await).map(|reply| reply.result)
}

/// A user as the portal sends it, with one field replaced.
fn person(field: &str, value: Value) -> Value {
    let mut person = json!({ "id": 4, "name": "Ann Lee", "phones": false });
    person[field] = value;
    person
}

fn people(field: &str, value: Value) -> im::ImUser {
    let people = decode(json!({ "4": person(field, value) }), im::user::ListGet::new(4)).unwrap();
    people[&4].clone().unwrap()
}

#[test]
fn normalizes_dates_and_birthdays() {
    let iso = "2024-07-25T13:06:54+03:00";
    for (received, expected) in [
        (json!(iso), Some(iso)),
        (json!(false), None),
        (json!(""), None),
        (json!({}), None),
        (json!([]), None),
        (Value::Null, None),
    ] {
        for field in
            ["idle", "last_activity_date", "mobile_last_date", "desktop_last_date", "absent"]
        {
            let person = people(field, received.clone());
            let dates = [
                ("idle", person.idle),
                ("last_activity_date", person.last_activity_date),
                ("mobile_last_date", person.mobile_last_date),
                ("desktop_last_date", person.desktop_last_date),
                ("absent", person.absent),
            ];
            let date = dates.into_iter().find(|(name, _)| *name == field).unwrap().1;
            assert_eq!(date.as_deref(), expected, "{field}: {received}");
        }
    }
    for (received, expected) in
        [(json!("25-07"), Some("25-07")), (json!(""), None), (json!(false), None)]
    {
        assert_eq!(
            people("birthday", received.clone()).birthday.as_deref(),
            expected,
            "{received}"
        );
        let found = json!({ "4": person("birthday", received) });
        let found = decode(found, im::search::UserList::new("ann")).unwrap();
        assert_eq!(found[&4].birthday.as_deref(), expected);
    }
}

#[test]
fn normalizes_telephones_photos_and_bots() {
    for none in [json!(false), json!(""), json!([]), json!({}), Value::Null] {
        assert!(people("phones", none.clone()).phones.is_none(), "{none}");
        assert!(people("bot_data", none).bot_data.is_none());
    }
    let some = people("phones", json!({ "work_phone": "1", "inner_phone": 101 })).phones.unwrap();
    assert_eq!((some.work_phone.as_deref(), some.inner_phone.as_deref()), (Some("1"), Some("101")));
    assert_eq!(some.personal_mobile, None);
    let blank = "https://example.bitrix24.com/bitrix/js/im/images/blank.gif";
    for none in [json!(""), json!(blank), json!(false), Value::Null] {
        assert_eq!(people("avatar", none.clone()).avatar, None, "{none}");
        assert_eq!(people("avatar_hr", none).avatar_hr, None);
    }
    let bot =
        people("bot_data", json!({ "id": "7", "code": "x", "openline": "N" })).bot_data.unwrap();
    assert_eq!((bot.id, bot.openline), (Some(7), Some(false)));
}

#[test]
fn missing_fields_are_null() {
    let person = people("extranet", json!(true));
    assert_eq!((person.extranet, person.active, person.email), (Some(true), None, None));
    assert!(person.departments.is_empty() && person.desktop_last_date.is_none());
    let found =
        decode(json!({ "4": { "id": 4, "status": null } }), im::search::UserList::new("ann"));
    assert_eq!((found.as_ref().unwrap()[&4].id, &found.unwrap()[&4].status), (4, &None));
}

#[test]
fn decodes_keyed_results_and_empty_lists() {
    assert!(decode(json!([]), im::user::ListGet::new(4)).unwrap().is_empty());
    assert!(decode(json!([]), im::search::UserList::new("ann")).unwrap().is_empty());
    assert!(decode(json!([]), im::department::EmployeesGet::new(1)).unwrap().is_empty());
    assert!(
        decode(json!({}), im::department::EmployeesGet::new(1).with_alternate())
            .unwrap()
            .is_empty()
    );
    let staff = decode(json!({ "3": ["5", 4], "1": [] }), im::department::EmployeesGet::new(1));
    assert_eq!(staff.unwrap().into_iter().collect::<Vec<_>>(), [(1, vec![]), (3, vec![5, 4])]);
    let unknown = decode(json!({ "4": null }), im::user::ListGet::new(4)).unwrap();
    assert!(unknown[&4].is_none());
}

#[test]
fn invalid_results_are_errors_with_the_place() {
    for (result, words) in [
        (json!([1]), "by identifier"),
        (json!({ "x": null }), "\"x\""),
        (json!({ "4": 5 }), "row 4"),
        (json!({ "4": { "name": "no id" } }), "row 4: field id"),
        (
            json!({ "4": { "id": 4, "phones": { "work_phone": [] } } }),
            "row 4: field phones: field work_phone",
        ),
        (json!(true), "by identifier"),
        (Value::Null, "by identifier"),
    ] {
        let error = decode(result.clone(), im::user::ListGet::new(4)).unwrap_err();
        assert_eq!(
            (error.code(), error.method().unwrap_or_default()),
            ("INVALID_RESULT", "im.user.list.get"),
            "{result}"
        );
        assert!(error.description().contains(words), "{error}");
    }
    let error = decode(json!({ "3": ["x"] }), im::department::EmployeesGet::new(3)).unwrap_err();
    assert!(error.description().contains("row 3: row 0"), "{error}");
}

#[test]
fn normalizes_empty_identifiers() {
    for none in [json!(0), json!("0"), json!(""), json!(false), Value::Null] {
        let row = json!([{ "ID": "3", "NAME": "x", "SORT": 500, "UF_HEAD": none, "PARENT": none }]);
        let rows = decode(row, department::Get::new()).unwrap();
        assert_eq!(
            (rows[0].uf_head, rows[0].parent, rows[0].sort),
            (None, None, Some(500)),
            "{none}"
        );
    }
    let default_manager =
        json!([{ "id": 3, "manager_user_id": 0, "manager_user_data": { "id": 1 } }]);
    let rows = decode(default_manager, im::department::Get::new(3).user_data(true)).unwrap();
    assert_eq!((rows[0].manager_user_id, &rows[0].manager_user_data), (None, &None));
}

#[test]
fn decodes_counters_as_lists_and_objects() {
    let counters = json!({ "TYPE": [], "CHAT": { "12": "3" }, "LINES": [], "DIALOG": { "5": 1 } });
    let counters = decode(counters, im::CountersGet::new()).unwrap();
    assert_eq!(counters.chat.get(&12), Some(&3));
    assert!(
        counters.by_type.is_none() && counters.lines.is_empty() && counters.chat_unread.is_empty()
    );
}

#[test]
fn normalizes_chats() {
    for (public, is_public) in
        [(json!(""), false), (json!({ "code": "c", "link": "l" }), true), (json!(false), false)]
    {
        let chat = json!([{
            "id": "9", "name": "x", "description": null, "owner": 0, "avatar": null, "public": public,
            "mute_list": [], "background_id": 3, "entity_link": { "id": 5 }, "manager_list": [],
            "permissions": { "manage_ui": "owner" }, "date_create": "2024-07-25T13:06:54+03:00",
        }]);
        let chats = decode(chat, im::search::ChatList::new().find("abc")).unwrap();
        assert_eq!((chats[0].id, chats[0].owner, chats[0].public.is_some()), (9, None, is_public));
        assert!(chats[0].mute_list.is_empty() && chats[0].background_id.as_deref() == Some("3"));
    }
}

#[test]
fn decodes_single_values() {
    assert_eq!(
        decode(json!("7"), user::Add::new("a@b.c").field(User::UF_DEPARTMENT, [1_u64])).unwrap(),
        7
    );
    for (received, expected) in [(json!(true), true), (json!("Y"), true), (json!(false), false)] {
        assert_eq!(decode(received, user::Admin::new()).unwrap(), expected);
    }
    assert_eq!(decode(json!(false), im::user::StatusGet::new()).unwrap(), None);
    assert_eq!(decode(json!([]), user::ProfileGet::new()).unwrap(), None);
    assert_eq!(
        decode(json!({ "1": "im", "3": "crm" }), system::Scope::new()).unwrap_err().code(),
        "INVALID_RESULT"
    );
    for none in [Value::Null, json!([]), json!("maybe")] {
        assert_eq!(
            decode(none.clone(), user::Admin::new()).unwrap_err().code(),
            "INVALID_RESULT",
            "{none}"
        );
    }
}

#[test]
fn the_error_shows_a_number_that_does_not_fit() {
    let error = decode(json!([{ "ID": 1.5 }]), user::Get::new()).unwrap_err();
    assert!(error.description().ends_with("field ID: expected a whole number, got 1.5"), "{error}");
}
