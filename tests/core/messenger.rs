//! The methods of the messenger against the emulated portal.

use crate::support::Setup;
use crate::support::typed::{code, reply, result};
use b24_wasm::methods::im;
use b24_wasm::schema::{HasAlternate, Method};
use b24_wasm::wire::Value;

/// Returns a head and the department.
fn department_head(setup: &Setup) -> (u64, u64) {
    let portal = setup.portal.borrow();
    let led = |one: &&portal::company::Department| one.id > 1 && one.head.is_some();
    let department = portal.company().departments().iter().find(led).unwrap();
    (department.head.unwrap().into(), department.id.into())
}

#[test]
fn gets_users_by_identifier_and_null_for_unknown_ones() {
    let setup = Setup::new();
    let people = result(&setup, im::user::ListGet::new([1, 999_999]));
    assert_eq!(people.keys().copied().collect::<Vec<_>>(), [1, 999_999]);
    assert!(people[&999_999].is_none());
    let first = people[&1].clone().unwrap();
    assert_eq!((first.id, first.active, first.bot), (1, Some(true), Some(false)));
    assert!(first.avatar.is_some() && first.departments == [1]);
    let list = result(&setup, im::user::ListGet::new([999_999, 1]).as_list());
    assert_eq!(list.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true]);
    assert_eq!(result(&setup, im::user::Get::new()).id, 1);
    assert_eq!(result(&setup, im::user::Get::new().user(2)).id, 2);
    assert_eq!(code(&setup, im::user::Get::new().user(999_999)), "USER_NOT_EXISTS");
}

#[test]
fn accepts_identifiers_in_every_shape() {
    let setup = Setup::new();
    let many: Vec<u64> = (1..=1_500).collect();
    for (shape, count) in [
        (Value::from([2_u64, 3]), 2),
        (Value::from(2), 1),
        (Value::from("2"), 1),
        (Value::from("[2,\"3\"]"), 2),
        (
            Value::from(
                vec![("0", 2), ("1", 3), ("length", 2)]
                    .into_iter()
                    .collect::<b24_wasm::wire::Map>(),
            ),
            2,
        ),
        (Value::from(many), 1_500),
    ] {
        let method = im::user::ListGet::new(1).set("ID", shape.clone());
        let label = format!("{:.40}", format!("{shape:?}"));
        assert_eq!(result(&setup, method).len(), count, "{label}");
    }
    assert!(setup.requests().iter().all(|sent| !sent.preflight));
    let sent = setup.requests().len();
    for shape in [
        Value::List(vec![]),
        0.into(),
        (-1).into(),
        "x".into(),
        "1,2".into(),
        [1, 0].into(),
        "[]".into(),
    ] {
        let method = im::user::ListGet::new(1).set("ID", shape.clone());
        assert_eq!(code(&setup, method), "INVALID_PARAMETER", "{shape:?}");
    }
    assert_eq!(code(&setup, im::user::ListGet::new(1).set("ID", None::<u64>)), "MISSING_PARAMETER");
    assert_eq!(setup.requests().len(), sent);
}

#[test]
fn gets_and_sets_the_own_status() {
    let setup = Setup::new();
    assert_eq!(result(&setup, im::user::StatusGet::new()), None);
    assert!(result(&setup, im::user::StatusSet::new(im::user::Status::Away)));
    assert_eq!(result(&setup, im::user::StatusGet::new()).as_deref(), Some("away"));
    assert_eq!(
        code(&setup, im::user::StatusSet::new(im::user::Status::Away).set("STATUS", "asleep")),
        "INVALID_PARAMETER"
    );
}

#[test]
fn gets_messenger_departments() {
    let setup = Setup::new();
    let (leader, led) = department_head(&setup);
    let without_leader = 7_u64;
    let some =
        result(&setup, im::department::Get::new([led, without_leader, 9_999]).user_data(true));
    assert_eq!(some.iter().map(|one| one.id).collect::<Vec<_>>(), [led, without_leader]);
    assert_eq!(some[0].manager_user_id, Some(leader));
    assert_eq!(some[0].manager_user_data.as_ref().map(|one| one.id), Some(leader));
    assert_eq!(
        (some[1].manager_user_id, &some[1].manager_user_data),
        (None, &None),
        "not the caller"
    );
    assert!(some[0].full_name.as_deref().unwrap().ends_with("Bitrix24"));

    let staff = result(&setup, im::department::EmployeesGet::new([led, 9_999]));
    assert_eq!(staff.keys().copied().collect::<Vec<_>>(), [led]);
    assert!(staff[&led].contains(&leader));
    let people = result(&setup, im::department::EmployeesGet::new(led).with_user_data());
    assert_eq!(people[&led].iter().map(|one| one.id).collect::<Vec<_>>(), staff[&led]);
    assert_eq!(result(&setup, im::department::ManagersGet::new(led))[&led], [leader]);
    assert!(result(&setup, im::department::ManagersGet::new(without_leader)).is_empty(), "[]");
    let leaders = result(&setup, im::department::ManagersGet::new(led).with_alternate());
    assert_eq!(leaders[&led][0].id, leader);
}

#[test]
fn searches_the_messenger() {
    let setup = Setup::new();
    let found = reply(&setup, im::search::UserList::new("engineer").limit(50)).unwrap();
    assert!(!found.result.is_empty() && found.total.is_some());
    assert!(found.result.iter().all(|(id, one)| one.id == *id));
    assert!(result(&setup, im::search::UserList::new("nobody at all")).is_empty(), "[]");
    let outcome = reply(&setup, im::search::UserList::new("ab")).unwrap_err();
    assert_eq!(outcome.code(), "FIND_SHORT");
    assert!(outcome.description().contains("two or three"), "{outcome}");
    assert_eq!(code(&setup, im::search::ChatList::new().find("ab")), "FIND_SHORT");
    let chats = result(&setup, im::search::ChatList::new().find("chat").limit(3));
    assert_eq!(chats.len(), 3);
    assert!(chats[0].id > chats[1].id && chats[0].public.is_none());
    assert_eq!(chats[0].disk_folder_id, Some(2000 + chats[0].id));
    let general = result(&setup, im::search::ChatList::new().find("general"));
    assert_eq!(general[0].public.as_ref().unwrap().code.as_deref(), Some("general"));
    assert_eq!((general[0].owner, &general[0].background_id), (None, &None));

    let sent = setup.requests().len();
    assert_eq!(code(&setup, im::search::UserList::new("")), "INVALID_PARAMETER");
    assert_eq!(code(&setup, im::search::UserList::new("  ")), "INVALID_PARAMETER");
    assert_eq!(code(&setup, im::search::DepartmentList::new("a")), "INVALID_PARAMETER");
    assert_eq!(code(&setup, im::search::ChatList::new()), "MISSING_PARAMETER");
    assert_eq!(code(&setup, im::search::UserList::new("smith").limit(51)), "INVALID_PARAMETER");
    assert_eq!(setup.requests().len(), sent);
    let departments = result(&setup, im::search::DepartmentList::new("Bitrix24").limit(5));
    assert_eq!(departments.len(), 5);
}

#[test]
fn gets_chats_and_their_users() {
    let setup = Setup::new();
    let everybody = result(&setup, im::chat::UserList::new(1));
    let page = reply(&setup, im::dialog::UsersList::new("chat1").limit(200)).unwrap();
    assert_eq!(page.total.map(u64::from), Some(everybody.len() as u64));
    let inside = im::dialog::UsersList::new("chat1").skip_external(true).except(["bot".to_owned()]);
    assert!(result(&setup, inside.limit(200)).iter().all(|one| one.extranet == Some(false)));
    assert!(result(&setup, im::chat::UserList::new(9_999)).is_empty());
    assert_eq!(code(&setup, im::dialog::UsersList::new("chat9999")), "ACCESS_ERROR");
    assert_eq!(code(&setup, im::dialog::UsersList::new("nonsense")), "DIALOG_ID_EMPTY");
    assert_eq!(code(&setup, im::chat::UserList::new(0)), "INVALID_PARAMETER");
}

#[test]
fn gets_counters_and_revision() {
    let setup = Setup::new();
    let counters = result(&setup, im::CountersGet::new());
    assert_eq!(counters.by_type.unwrap().all, Some(8));
    assert_eq!(counters.chat.into_iter().collect::<Vec<_>>(), [(2, 3), (3, 2)]);
    assert!(counters.lines.is_empty() && counters.chat_muted.is_empty(), "[]");
    assert!(result(&setup, im::RevisionGet::new()).rest.unwrap() > 0);
}

#[test]
fn follows_next_of_the_messenger_to_the_last_page() {
    let setup = Setup::with_users(3_000);
    let mut offsets = Vec::new();
    let mut at = Some(0);
    while let Some(offset) = at {
        offsets.push(offset);
        let page = im::search::DepartmentList::new("Bitrix24").limit(50).offset(i64::from(offset));
        at = reply(&setup, page).unwrap().next;
    }
    assert_eq!(offsets, [0, 50, 100]);
    let outcome = reply(&setup, im::search::UserList::new("manager")).unwrap();
    assert_eq!(outcome.next, Some(10), "next counts omitted rows, too");
}

#[test]
fn rejects_a_switch_of_the_result_that_the_type_does_not_expect() {
    let setup = Setup::new();
    let by_name = || im::department::EmployeesGet::new([1]).set("user_data", true);
    let error = reply(&setup, by_name()).unwrap_err();
    assert_eq!(error.code(), "INVALID_PARAMETER");
    assert!(error.description().contains("with_alternate()"), "{error}");
    let colleagues = im::department::ColleaguesList::new().set("USER_DATA", "Y");
    let error = setup.run(async { setup.webhook().list(colleagues).try_next().await });
    assert_eq!(error.unwrap_err().code(), "INVALID_PARAMETER");
    assert!(setup.requests().is_empty());
    let off = im::department::EmployeesGet::new([1]).set("USER_DATA", false);
    assert!(!result(&setup, off).is_empty(), "a value that keeps the result may be set");
}
