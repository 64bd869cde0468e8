//! Every typed method against the emulated portal: parameters arrive, results are normalized.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod support;

use b24_wasm::Filter;
use b24_wasm::methods::{ALL, department, im, system, user};
use b24_wasm::schema::{HasAlternate, Method};
use b24_wasm::wire::{Value, json};
use b24_wasm::{Error, Reply};
use portal::Grant;
use support::Setup;

fn reply<M: Method>(setup: &Setup, method: M) -> Result<Reply<M::Result>, Error> {
    let client = setup.token(&setup.issue_token());
    setup.run(client.call(method))
}

fn result<M: Method>(setup: &Setup, method: M) -> M::Result {
    reply(setup, method).unwrap().result
}

fn code<M: Method>(setup: &Setup, method: M) -> String {
    match reply(setup, method) {
        Ok(_) => panic!("the call succeeds"),
        Err(error) => error.code().to_owned(),
    }
}

/// Returns a head and the department.
fn department_head(setup: &Setup) -> (u64, u64) {
    let portal = setup.portal.borrow();
    let led = |one: &&portal::company::Department| one.id > 1 && one.head.is_some();
    let department = portal.company().departments().iter().find(led).unwrap();
    (department.head.unwrap().into(), department.id.into())
}

#[test]
fn the_emulator_knows_every_typed_method() {
    let setup = Setup::new();
    for definition in ALL.iter().copied().flatten() {
        let info = result(&setup, system::MethodGet::new(definition.name));
        assert_eq!(
            (info.is_existing, info.is_available),
            (Some(true), Some(true)),
            "{}",
            definition.name
        );
    }
}

#[test]
fn rejects_a_condition_without_a_value() {
    let setup = Setup::new();
    let unset = || Value::from(None::<u64>);
    for name in ["ID", "@ID", "!%LAST_NAME", "UF_USR_BADGE"] {
        assert_eq!(
            code(&setup, user::Get::new().set(name, unset())),
            "INVALID_CONDITION",
            "{name}"
        );
    }
    assert_eq!(code(&setup, user::Search::new().set("FIND", unset())), "INVALID_CONDITION");
    assert_eq!(code(&setup, department::Get::new().set("PARENT", unset())), "INVALID_CONDITION");
    let filter = Filter::new().equals(user::Field::Id, unset());
    assert_eq!(code(&setup, user::Get::new().filter(filter)), "INVALID_CONDITION");

    let empty = user::Get::new().set("filter", unset()).set("SORT", unset()).set("start", unset());
    assert!(reply(&setup, empty).is_ok());
    assert!(reply(&setup, department::Get::new().set("sort", unset())).is_ok());
}

#[test]
fn invites_and_updates_users() {
    let setup = Setup::new();
    let new = user::Add::new("new.user@example.com")
        .field(user::Field::UfDepartment, [3_u64])
        .field(user::Field::Name, "Новый")
        .field(user::Field::PersonalPhoto, ["me.png", "aGk="]);
    let id = result(&setup, new);
    let one = |id: u64| {
        let filter = Filter::new().equals(user::Field::Id, id);
        result(&setup, user::Get::new().filter(filter)).pop().unwrap()
    };
    let before = one(id);
    assert_eq!(
        (before.name.as_deref(), before.email.as_deref()),
        (Some("Новый"), Some("new.user@example.com"))
    );
    assert_eq!((before.uf_department, before.active), (vec![3], Some(true)));
    let change = user::Update::new(id).active(false).field(user::Field::WorkPosition, "Retired");
    assert!(result(&setup, change));
    let after = one(id);
    assert_eq!((after.active, after.work_position.as_deref()), (Some(false), Some("Retired")));
    assert_eq!(after.name.as_deref(), Some("Новый"), "omitted fields stay");

    let department = |add: user::Add| add.field(user::Field::UfDepartment, [3_u64]);
    assert_eq!(code(&setup, department(user::Add::new("new.user@example.com"))), "ERROR_ARGUMENT");
    assert_eq!(code(&setup, department(user::Add::new("nonsense"))), "ERROR_ARGUMENT");
    assert_eq!(code(&setup, user::Update::new(999_999)), "ERROR_CORE");
}

#[test]
fn rejects_incomplete_and_invalid_users() {
    let setup = Setup::new();
    for add in [
        user::Add::new("a@example.com"),
        user::Add::new("a@example.com").extranet(true),
        user::Add::default().field(user::Field::UfDepartment, [3_u64]),
    ] {
        assert_eq!(code(&setup, add), "MISSING_PARAMETER");
    }
    for (field, value, rejected) in [
        (user::Field::LastLogin, Value::from("2026-01-01"), "UNKNOWN_PARAMETER"),
        (user::Field::Custom("NMAE".to_owned()), Value::from("x"), "UNKNOWN_PARAMETER"),
        (user::Field::PersonalPhoto, Value::from("me.png"), "INVALID_PARAMETER"),
        (user::Field::UfDepartment, Value::from("x"), "INVALID_PARAMETER"),
        (user::Field::PersonalBirthday, Value::from("soon"), "INVALID_PARAMETER"),
        (user::Field::Name, Value::from(true), "INVALID_PARAMETER"),
    ] {
        assert_eq!(code(&setup, user::Update::new(7).field(field, value)), rejected);
    }
    assert!(setup.requests().is_empty());
}

#[test]
fn reads_profile_rights_and_scopes() {
    let setup = Setup::new();
    let profile = result(&setup, user::ProfileGet::new()).unwrap();
    assert_eq!((profile.id, profile.admin), (1, Some(true)));
    assert!(result(&setup, user::Admin::new()));
    assert!(result(&setup, user::Access::new(["G999".to_owned()])));
    let fields = result(&setup, user::FieldsGet::new());
    assert_eq!(fields.get("LAST_NAME"), Some(&Some("Last name".to_owned())));
    let app = result(&setup, system::AppInfo::new());
    assert_eq!(
        (app.id, app.installed, app.payment_expired, app.days),
        (1, Some(true), Some(false), None)
    );
    assert!(result(&setup, system::Scope::new()).contains(&"im".to_owned()));
    let grant = Grant { user: 1, scopes: Some(vec!["user".to_owned()]) };
    let now = setup.clock.milliseconds() as f64 / 1000.0;
    let token = setup.portal.borrow_mut().issue_token(grant, now).access_token;
    let scopes = |method| setup.run(setup.token(&token).call(method)).unwrap().result;
    assert_eq!(scopes(system::Scope::new()), ["user"]);
    assert_eq!(scopes(system::Scope::new().full(false)), ["user"]);
    assert!(scopes(system::Scope::new().full(true)).contains(&"crm".to_owned()));
    assert!(!result(&setup, system::MethodGet::new("no.such")).is_existing.unwrap());
    assert!(result(&setup, system::ServerTime::new()).starts_with("202"));
    let rejected = setup.run(setup.webhook().call(system::AppInfo::new())).unwrap_err();
    assert_eq!(rejected.code(), "ACCESS_DENIED");
}

#[test]
fn searches_users_by_words() {
    let setup = Setup::new();
    let search = |filter| result(&setup, user::Search::new().filter(filter).admin_mode(true));
    let smiths = search(Filter::new().is(user::SearchField::Find, "smith"));
    assert!(!smiths.is_empty());
    assert!(smiths.iter().all(|one| one.last_name.as_deref() == Some("Smith")));
    let by_name = search(Filter::new().is(user::SearchField::LastName, "Smi"));
    assert_eq!(smiths.len(), by_name.len());
}

#[test]
fn rejects_search_words_that_the_portal_would_ignore() {
    let setup = Setup::new();
    for (field, words) in [
        (user::SearchField::Find, "Jo"),
        (user::SearchField::Find, ""),
        (user::SearchField::Name, "J K"),
        (user::SearchField::UfDepartmentName, "IT"),
    ] {
        let search = user::Search::new().filter(Filter::new().is(field, words));
        let error = reply(&setup, search).unwrap_err();
        assert_eq!(error.code(), "INVALID_CONDITION");
        assert!(error.description().contains("everybody"), "{error}");
    }
    let both =
        Filter::new().is(user::SearchField::Find, "john").is(user::SearchField::LastName, "smith");
    assert_eq!(code(&setup, user::Search::new().filter(both)), "INVALID_CONDITION");
    assert!(setup.requests().is_empty());
}

#[test]
fn reads_and_changes_departments() {
    let setup = Setup::new();
    let get = |method| result(&setup, method);
    let all = get(department::Get::new());
    assert_eq!((all[0].id, all[0].parent, all[0].name.as_deref()), (1, None, Some("Bitrix24")));
    assert!(all.iter().any(|one| one.uf_head.is_none()), "some have no head");
    assert!(all.iter().skip(1).all(|one| one.parent.is_some() && one.sort.is_some()));
    let by_name = get(department::Get::new()
        .sort(department::Field::Name)
        .filter(Filter::new().is(department::Field::Parent, 1)));
    assert!(!by_name.is_empty() && by_name.iter().all(|one| one.parent == Some(1)));
    assert!(by_name.windows(2).all(|pair| pair[0].name <= pair[1].name));
    let some = get(department::Get::new().filter(Filter::new().is(department::Field::Id, [2, 3])));
    assert_eq!(some.iter().map(|one| one.id).collect::<Vec<_>>(), [2, 3]);
    let sorted =
        get(department::Get::new().sort(department::Field::Sort).order(user::Order::Descending));
    assert_eq!(sorted.len(), all.len(), "sorting does not filter");

    let id = get_id(&setup, department::Add::new("Night shift", 2).head(1).sort(50));
    assert!(result(&setup, department::Update::new(id).name("Day shift")));
    let one = department::Get::new().filter(Filter::new().is(department::Field::Id, id));
    let one = get(one).pop().unwrap();
    assert_eq!(
        (one.name.as_deref(), one.parent, one.uf_head, one.sort),
        (Some("Day shift"), Some(2), Some(1), Some(50))
    );
    assert!(result(&setup, department::Delete::new(id)));
    assert_eq!(code(&setup, department::Delete::new(id)), "ERROR_CORE");
    assert_eq!(result(&setup, department::FieldsGet::new()).len(), 5);
}

fn get_id(setup: &Setup, add: department::Add) -> u64 {
    result(setup, add)
}

#[test]
fn rejects_conflicting_conditions_on_departments() {
    let setup = Setup::new();
    let filter = |field, value: i64| department::Get::new().filter(Filter::new().is(field, value));
    let clash = filter(department::Field::Sort, 100).sort(department::Field::Name);
    assert_eq!(code(&setup, clash), "INVALID_PARAMETER");
    let operator = Filter::new().greater_than(department::Field::Id, 3);
    assert_eq!(code(&setup, department::Get::new().filter(operator)), "INVALID_CONDITION");
    let beside = filter(department::Field::Id, 1).set("PARENT", 1);
    assert_eq!(code(&setup, beside), "UNKNOWN_PARAMETER");
    assert!(setup.requests().is_empty());
    assert!(!result(&setup, filter(department::Field::Sort, 500)).is_empty());
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
        let method = im::user::ListGet::default().set("ID", shape.clone());
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
        let method = im::user::ListGet::default().set("ID", shape.clone());
        assert_eq!(code(&setup, method), "INVALID_PARAMETER", "{shape:?}");
    }
    assert_eq!(code(&setup, im::user::ListGet::default()), "MISSING_PARAMETER");
    assert_eq!(setup.requests().len(), sent);
}

#[test]
fn gets_and_sets_the_own_status() {
    let setup = Setup::new();
    assert_eq!(result(&setup, im::user::StatusGet::new()), None);
    assert!(result(&setup, im::user::StatusSet::new(im::user::Status::Away)));
    assert_eq!(result(&setup, im::user::StatusGet::new()).as_deref(), Some("away"));
    assert_eq!(
        code(&setup, im::user::StatusSet::default().set("STATUS", "asleep")),
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
fn calls_the_raw_batch_method() {
    let setup = Setup::new();
    let commands = Value::from(["server.time", "no.such.method"]);
    let parts = result(&setup, system::Batch::new(commands).halt(false));
    assert!(parts.result.get("0").is_some() && parts.result_error.get("1").is_some());
    assert!(parts.result_next.is_empty());
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

#[test]
fn accepts_the_examples_of_the_documentation() {
    for (method, params) in [
        ("user.get", r#"{"ID":10}"#),
        ("user.get", r#"{"SORT":"ID","ORDER":"ASC","filter":{"NAME":"Iv%"},"start":10}"#),
        ("user.get", r#"{"UF_DEPARTMENT":1,"SORT":"ID","ORDER":"ASC"}"#),
        ("user.get", r#"{"FILTER":{"ACTIVE":"true"},"ADMIN_MODE":"True"}"#),
        ("user.get", r#"{"filter":{"!%LAST_NAME":"an","@PERSONAL_CITY":["Riga"]}}"#),
        ("user.search", r#"{"FIND":"smith"}"#),
        ("user.search", r#"{"FILTER":{"NAME":"John","LAST_NAME":"Smith"}}"#),
        ("user.search", r#"{"UF_DEPARTMENT":1,"SORT":"ID","ORDER":"ASC"}"#),
        ("user.current", "{}"),
        ("user.fields", "{}"),
        ("user.add", r#"{"EMAIL":"n@example.com","EXTRANET":"N","UF_DEPARTMENT":[1]}"#),
        ("user.update", r#"{"ID":"7","ACTIVE":"Y","PERSONAL_PHOTO":["a.png","aGk="]}"#),
        ("user.admin", "{}"),
        ("user.access", r#"{"ACCESS":["G2","AU"]}"#),
        ("profile", "{}"),
        ("department.get", r#"{"ID":1}"#),
        ("department.get", r#"{"sort":"NAME","order":"DESC","PARENT":1,"START":0}"#),
        ("department.fields", "{}"),
        ("department.add", r#"{"NAME":"New","PARENT":"1","UF_HEAD":1,"SORT":500}"#),
        ("department.update", r#"{"ID":"3","NAME":"Other","PARENT":1}"#),
        ("department.delete", r#"{"ID":3}"#),
        ("im.user.get", r#"{"ID":5,"AVATAR_HR":"N"}"#),
        ("im.user.list.get", r#"{"ID":[4,5],"AVATAR_HR":"N","RESULT_TYPE":"array"}"#),
        ("im.user.list.get", r#"{"ID":"[4,5]"}"#),
        ("im.user.status.set", r#"{"STATUS":"online"}"#),
        ("im.user.status.get", "{}"),
        ("im.department.get", r#"{"ID":[1],"USER_DATA":"Y"}"#),
        ("im.department.employees.get", r#"{"ID":["1"],"USER_DATA":"Y"}"#),
        ("im.department.managers.get", r#"{"ID":[1],"USER_DATA":"N"}"#),
        ("im.department.colleagues.list", r#"{"USER_DATA":"Y","OFFSET":0,"LIMIT":10}"#),
        ("im.search.user.list", r#"{"FIND":"john","BUSINESS":"N","OFFSET":"0","LIMIT":"10"}"#),
        ("im.search.department.list", r#"{"FIND":"sales","USER_DATA":"Y"}"#),
        ("im.search.chat.list", r#"{"FIND":"chat","OFFSET":0,"LIMIT":10}"#),
        ("im.chat.user.list", r#"{"CHAT_ID":1}"#),
        (
            "im.dialog.users.list",
            r#"{"DIALOG_ID":"chat1","SKIP_EXTERNAL":"Y","SKIP_EXTERNAL_EXCEPT_TYPES":"bot, email"}"#,
        ),
        ("im.counters.get", "{}"),
        ("im.revision.get", "{}"),
        ("app.info", "{}"),
        ("scope", "{}"),
        ("method.get", r#"{"name":"user.get"}"#),
        ("server.time", "{}"),
        ("batch", r#"{"halt":0,"cmd":{"me":"user.current","all":"user.get?ACTIVE=Y"}}"#),
    ] {
        let setup = Setup::new();
        let Value::Map(given) = json::read(params).unwrap() else { panic!("{params}") };
        let client = setup.token(&setup.issue_token());
        let outcome = setup.run(client.call_by_name(method, given));
        assert_eq!(outcome.err(), None, "{method} {params}");
    }
}
