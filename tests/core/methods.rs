//! The typed methods of users, departments and the portal against the emulated one: parameters
//! arrive, results are normalized.

use crate::support::Setup;
use crate::support::typed::{code, reply, result};
use b24_wasm::Filter;
use b24_wasm::methods::department::Department;
use b24_wasm::methods::user::{User, UserSearch};
use b24_wasm::methods::{ALL, department, system, user};
use b24_wasm::schema::filter::Operator;
use b24_wasm::schema::{FieldName, Method};
use b24_wasm::wire::{Value, json};
use portal::Grant;

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
    let filter = Filter::new().and(User::ID, Operator::Equals, unset());
    assert_eq!(code(&setup, user::Get::new().filter(filter)), "INVALID_CONDITION");

    let empty = user::Get::new().set("filter", unset()).set("SORT", unset()).set("start", unset());
    assert!(reply(&setup, empty).is_ok());
    assert!(reply(&setup, department::Get::new().set("sort", unset())).is_ok());
}

#[test]
fn invites_and_updates_users() {
    let setup = Setup::new();
    let new = user::Add::new("new.user@example.com")
        .field(User::UF_DEPARTMENT, [3_u64])
        .field(User::NAME, "Новый")
        .field(User::PERSONAL_PHOTO, ["me.png", "aGk="]);
    let id = result(&setup, new);
    let one = |id: u64| {
        let filter = Filter::new().equals(User::ID, id);
        result(&setup, user::Get::new().filter(filter)).pop().unwrap()
    };
    let before = one(id);
    assert_eq!(
        (before.name.as_deref(), before.email.as_deref()),
        (Some("Новый"), Some("new.user@example.com"))
    );
    assert_eq!((before.uf_department, before.active), (vec![3], Some(true)));
    let change = user::Update::new(id).active(false).field(User::WORK_POSITION, "Retired");
    assert!(result(&setup, change));
    let after = one(id);
    assert_eq!((after.active, after.work_position.as_deref()), (Some(false), Some("Retired")));
    assert_eq!(after.name.as_deref(), Some("Новый"), "omitted fields stay");

    let department = |add: user::Add| add.field(User::UF_DEPARTMENT, [3_u64]);
    assert_eq!(code(&setup, department(user::Add::new("new.user@example.com"))), "ERROR_ARGUMENT");
    assert_eq!(code(&setup, department(user::Add::new("nonsense"))), "ERROR_ARGUMENT");
    assert_eq!(code(&setup, user::Update::new(999_999)), "ERROR_CORE");
}

#[test]
fn rejects_incomplete_and_invalid_users() {
    let setup = Setup::new();
    for add in [user::Add::new("a@example.com"), user::Add::new("a@example.com").extranet(true)] {
        assert_eq!(code(&setup, add), "MISSING_PARAMETER");
    }
    let add = user::Add::new("").field(User::UF_DEPARTMENT, [3_u64]);
    assert_eq!(code(&setup, add.set("EMAIL", None::<String>)), "MISSING_PARAMETER");
    for (field, value, rejected) in [
        (User::LAST_LOGIN.name(), Value::from("2026-01-01"), "UNKNOWN_PARAMETER"),
        (FieldName::new("NMAE"), Value::from("x"), "UNKNOWN_PARAMETER"),
        (User::PERSONAL_PHOTO.name(), Value::from("me.png"), "INVALID_PARAMETER"),
        (User::UF_DEPARTMENT.name(), Value::from("x"), "INVALID_PARAMETER"),
        (User::PERSONAL_BIRTHDAY.name(), Value::from("soon"), "INVALID_PARAMETER"),
        (User::NAME.name(), Value::from(true), "INVALID_PARAMETER"),
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
    let smiths = search(Filter::new().is(UserSearch::FIND, "smith"));
    assert!(!smiths.is_empty());
    assert!(smiths.iter().all(|one| one.last_name.as_deref() == Some("Smith")));
    let by_name = search(Filter::new().is(UserSearch::LAST_NAME, "Smi"));
    assert_eq!(smiths.len(), by_name.len());
}

#[test]
fn rejects_search_words_that_the_portal_would_ignore() {
    let setup = Setup::new();
    for (field, words) in [
        (UserSearch::FIND, "Jo"),
        (UserSearch::FIND, ""),
        (UserSearch::NAME, "J K"),
        (UserSearch::UF_DEPARTMENT_NAME, "IT"),
    ] {
        let search = user::Search::new().filter(Filter::new().is(field, words));
        let error = reply(&setup, search).unwrap_err();
        assert_eq!(error.code(), "INVALID_CONDITION");
        assert!(error.description().contains("everybody"), "{error}");
    }
    let both = Filter::new().is(UserSearch::FIND, "john").is(UserSearch::LAST_NAME, "smith");
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
        .sort(Department::NAME)
        .filter(Filter::new().is(Department::PARENT, 1)));
    assert!(!by_name.is_empty() && by_name.iter().all(|one| one.parent == Some(1)));
    assert!(by_name.windows(2).all(|pair| pair[0].name <= pair[1].name));
    let some = get(department::Get::new().filter(Filter::new().is(Department::ID, [2, 3])));
    assert_eq!(some.iter().map(|one| one.id).collect::<Vec<_>>(), [2, 3]);
    let sorted = get(department::Get::new().sort(Department::SORT).order(user::Order::Descending));
    assert_eq!(sorted.len(), all.len(), "sorting does not filter");

    let id = get_id(&setup, department::Add::new("Night shift", 2).head(1).sort(50));
    assert!(result(&setup, department::Update::new(id).name("Day shift")));
    let one = department::Get::new().filter(Filter::new().is(Department::ID, id));
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
    let clash = filter(Department::SORT, 100).sort(Department::NAME);
    assert_eq!(code(&setup, clash), "INVALID_PARAMETER");
    let operator = Filter::new().and(Department::ID, Operator::Greater, 3);
    assert_eq!(code(&setup, department::Get::new().filter(operator)), "INVALID_CONDITION");
    let beside = filter(Department::ID, 1).set("PARENT", 1);
    assert_eq!(code(&setup, beside), "UNKNOWN_PARAMETER");
    assert!(setup.requests().is_empty());
    assert!(!result(&setup, filter(Department::SORT, 500)).is_empty());
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
