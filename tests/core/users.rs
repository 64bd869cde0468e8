//! Typed `user.get` and `user.current`: parameters and records.

use crate::support::{Setup, count, ids};
use b24_wasm::Filter;
use b24_wasm::client::Batch;
use b24_wasm::methods::user::{Current, Get, ImageSize, Order, User};
use b24_wasm::schema::{FieldName, Method};
use b24_wasm::wire::{self, json};
use portal::company::{Gender, UserType};
use portal::php::Value;

/// Returns the identifiers of a whole list.
fn listed(setup: &Setup, method: impl Method<Result = Vec<User>>) -> Vec<u64> {
    setup.run(async {
        let (mut users, mut ids) = (setup.webhook().list(method), Vec::new());
        while let Some(user) = users.try_next().await.unwrap() {
            ids.push(user.id);
        }
        ids
    })
}

fn get(setup: &Setup, method: impl Method<Result = Vec<User>>) -> b24_wasm::Reply<Vec<User>> {
    setup.run(setup.webhook().call(method)).unwrap()
}

fn found(users: &[User]) -> Vec<u64> {
    users.iter().map(|user| user.id).collect()
}

/// Returns a field of the sent form, decoded as by PHP.
fn sent(setup: &Setup, name: &str) -> Option<Value> {
    setup.form().get(name).cloned()
}

#[test]
fn requests_a_page_of_users_without_a_preflight() {
    let setup = Setup::new();
    get(&setup, Get::new().sort(User::ID).start(50));
    let request = setup.request();
    assert_eq!((request.method.as_str(), request.preflight), ("POST", false));
    assert!(request.path.ends_with("/user.get") && request.query.is_empty());
    assert_eq!(request.content_type.as_deref(), Some("application/x-www-form-urlencoded"));
}

#[test]
fn decodes_users_completely() {
    let setup = Setup::new();
    let users = get(&setup, Get::new().admin_mode(true)).result;
    let portal = setup.portal.borrow();
    for user in &users {
        let known = portal.company().user(user.id.try_into().unwrap()).unwrap();
        assert_eq!(user.name.as_deref(), Some(known.name));
        assert_eq!(user.last_name.as_deref(), Some(known.last_name));
        assert_eq!(user.second_name.as_deref(), known.second_name);
        assert_eq!(user.email.as_deref(), Some(known.email.as_str()));
        assert_eq!(user.active, Some(known.active));
        assert_eq!(user.is_online, Some(known.online));
        assert_eq!(user.personal_city.as_deref(), known.city.map(|city| city.name));
        assert_eq!(user.personal_photo.is_some(), known.photo);
        assert_eq!(user.personal_birthday.is_some(), known.birthday.is_some());
        assert_eq!(user.last_login.is_some(), known.last_login.is_some());
        assert_eq!(user.user_type.as_deref(), Some(known.user_type.name()));
        let departments: Vec<u64> = known.departments.iter().copied().map(u64::from).collect();
        assert_eq!(user.uf_department, departments);
        assert_eq!((&user.timestamp_x, &user.last_activity_date), (&None, &None));
        let gender =
            known.gender.map_or("", |gender| if gender == Gender::Female { "F" } else { "M" });
        assert_eq!(user.personal_gender.as_deref(), Some(gender));
        let badge = user.other.get("UF_USR_BADGE").and_then(|badge| badge.as_text());
        assert_eq!(badge, known.badge.as_deref());
    }
    assert!(users.iter().any(|user| user.name.as_deref().is_some_and(|name| !name.is_ascii())));
    assert!(users.iter().any(|user| user.uf_department.is_empty()), "an extranet user");
}

#[test]
fn follows_next_to_the_last_page() {
    let setup = Setup::new();
    let everybody = ids(&setup, |_| true);
    let (mut all, mut start, mut pages) = (Vec::new(), 0, 0);
    loop {
        let page = get(&setup, Get::new().admin_mode(true).start(start));
        assert_eq!(count(page.total), Some(everybody.len()));
        all.extend(found(&page.result));
        pages += 1;
        let Some(next) = count(page.next) else { break };
        assert_eq!((page.result.len(), next), (50, all.len()));
        start = next as i64;
    }
    assert_eq!(all, everybody);
    assert_eq!((setup.requests().len(), pages), (pages, everybody.len().div_ceil(50)));
}

#[test]
fn a_page_beyond_the_last_has_no_total() {
    let setup = Setup::new();
    let page = get(&setup, Get::new().start(100_000));
    assert_eq!((page.result, page.total, page.next), (Vec::new(), None, None));
}

#[test]
fn a_negative_start_disables_counting() {
    let setup = Setup::new();
    for start in [-1, -50] {
        let page = get(&setup, Get::new().start(start));
        assert_eq!((page.result.len(), page.total, page.next), (50, None, None), "{start}");
    }
}

#[test]
fn returns_time_as_received() {
    let setup = Setup::new();
    let time = get(&setup, Get::new()).time.unwrap();
    assert_eq!(time.get("start"), Some(&(crate::support::START / 1000).into()));
    for name in ["finish", "duration", "processing", "date_start", "operating"] {
        assert!(time.get(name).is_some(), "{name}");
    }
}

#[test]
fn always_selects_the_identifier() {
    let setup = Setup::new();
    let users = get(&setup, Get::new().select([User::NAME.name(), FieldName::ALL_CUSTOM])).result;
    assert!(users.iter().all(|user| user.id > 0 && user.name.is_some()));
    assert!(users.iter().all(|user| user.last_name.is_none() && user.active.is_none()));
    assert!(users.iter().any(|user| user.other.get("UF_USR_BADGE").is_some()));
    let names = Value::from(vec!["NAME", "UF_*", "ID"]);
    assert_eq!(sent(&setup, "select"), Some(names));
}

#[test]
fn sends_a_selection_of_all_fields_unchanged() {
    for field in [User::ID.name(), FieldName::ALL] {
        let (setup, name) = (Setup::new(), field.as_str().to_owned());
        get(&setup, Get::new().select([field]));
        assert_eq!(sent(&setup, "select"), Some(vec![name].into()));
    }
}

#[test]
fn sorts_ascending_by_default() {
    let setup = Setup::new();
    let users = get(&setup, Get::new().sort(User::LAST_NAME)).result;
    let names: Vec<String> =
        users.iter().map(|user| user.last_name.as_deref().unwrap().to_lowercase()).collect();
    assert!(names.is_sorted() && names.first() != names.last());
    assert_eq!(sent(&setup, "order"), Some("ASC".into()));
}

#[test]
fn orders_by_identifier_by_default() {
    let setup = Setup::new();
    let found = found(&get(&setup, Get::new().order(Order::Descending).admin_mode(true)).result);
    let mut expected = ids(&setup, |_| true);
    expected.reverse();
    assert_eq!(found, expected[..50]);
    assert_eq!(sent(&setup, "sort"), Some("ID".into()));
}

#[test]
fn admin_mode_lists_all_users() {
    let counted = |method: Get| {
        let setup = Setup::new();
        let page = get(&setup, method);
        (count(page.total).unwrap(), sent(&setup, "ADMIN_MODE"))
    };
    let (plain, _) = counted(Get::new());
    assert_eq!(counted(Get::new().admin_mode(false)), (plain, Some("0".into())));
    let (everybody, switch) = counted(Get::new().admin_mode(true));
    assert_eq!(everybody, ids(&Setup::new(), |_| true).len());
    assert_eq!(switch, Some("1".into()));
    assert!(plain < everybody);
}

#[test]
fn resizes_photos() {
    let photos = |method: Get| -> Vec<String> {
        let users = get(&Setup::new(), method).result;
        users.into_iter().filter_map(|user| user.personal_photo).collect()
    };
    for (size, width) in
        [(ImageSize::Small, 150), (ImageSize::Medium, 300), (ImageSize::Large, 1000)]
    {
        let photos = photos(Get::new().image_resize(size));
        assert!(!photos.is_empty());
        assert!(photos.iter().all(|photo| photo.ends_with(&format!("?size={width}"))), "{size:?}");
    }
    assert!(photos(Get::new()).iter().all(|photo| photo.ends_with(".svg")));
}

#[test]
fn decodes_the_current_user() {
    let setup = Setup::new();
    let user = setup.run(setup.webhook().call(Current::new())).unwrap().result;
    assert_eq!((user.id, user.active, user.user_type), (1, Some(true), None));
    assert_eq!(setup.portal.borrow().company().user(1).unwrap().user_type, UserType::Employee);
    // The portal sends these dates without a zone, in the site's format.
    for date in [user.last_activity_date.unwrap(), user.timestamp_x.unwrap()] {
        let shape: String =
            date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        assert_eq!(shape, "0000-00-00T00:00:00", "{date}");
    }
}

#[test]
fn a_call_by_name_equals_a_typed_call() {
    let method = Get::new()
        .filter(Filter::new().contains(User::NAME, "а").equals(User::ACTIVE, true))
        .sort(User::LAST_NAME)
        .order(Order::Descending)
        .select([FieldName::ALL])
        .image_resize(ImageSize::Small)
        .start(0);
    let setup = Setup::new();
    let reply = get(&setup, method.clone());
    let params = method.into_params();
    let work = async { setup.webhook().call_by_name("user.get", params).await };
    let by_name = setup.run(work).unwrap();
    let requests = setup.requests();
    assert_eq!((requests.len(), &requests[0]), (2, &requests[1]));
    assert_eq!(
        (reply.total, reply.next, &reply.time),
        (by_name.total, by_name.next, &by_name.time)
    );
    let rows = by_name.result.as_list().unwrap();
    assert!(rows.len() > 10);
    for (user, row) in reply.result.iter().zip(rows) {
        assert_eq!(filled(user), filled(row));
    }
}

/// Serializes a record without its null fields.
fn filled(record: &impl serde::Serialize) -> serde_json::Value {
    let mut record = serde_json::to_value(record).unwrap();
    record.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    record
}

/// Returns the form that a call by name sends, or the input error.
fn form(method: &str, params: &str) -> Result<portal::php::Array, b24_wasm::Error> {
    let setup = Setup::new();
    let wire::Value::Map(params) = json::read(params).unwrap() else { panic!("{params}") };
    setup.run(setup.webhook().call_by_name(method, params))?;
    Ok(setup.form())
}

#[test]
fn moves_top_level_conditions_into_the_filter() {
    for (method, written, normalized) in [
        ("user.get", r#"{"ID":10}"#, r#"{"filter":{"ID":10}}"#),
        ("user.get", r#"{"ID":"10"}"#, r#"{"filter":{"ID":"10"}}"#),
        ("user.get", r#"{"ID":[1,"2"]}"#, r#"{"filter":{"ID":[1,"2"]}}"#),
        ("user.get", r#"{"ACTIVE":true,">ID":5}"#, r#"{"filter":{"ACTIVE":"Y",">ID":5}}"#),
        ("user.get", r#"{"ID":7,"filter":null}"#, r#"{"filter":{"ID":7}}"#),
        (
            "user.get",
            r#"{"UF_DEPARTMENT":1,"SORT":"ID","ORDER":"ASC"}"#,
            r#"{"sort":"ID","order":"ASC","filter":{"UF_DEPARTMENT":1}}"#,
        ),
        (
            "user.get",
            r#"{"FILTER":{"%NAME":"a"},"SORT":"NAME","SELECT":["ID"],"START":50}"#,
            r#"{"filter":{"%NAME":"a"},"sort":"NAME","order":"ASC","select":["ID"],"start":50}"#,
        ),
        (
            "user.get",
            r#"{"!%LAST_NAME":"an","UF_USR_BADGE":"1","ADMIN_MODE":true}"#,
            r#"{"ADMIN_MODE":true,"filter":{"!%LAST_NAME":"an","UF_USR_BADGE":"1"}}"#,
        ),
        ("user.search", r#"{"FIND":"smith"}"#, r#"{"filter":{"FIND":"smith"}}"#),
        (
            "user.search",
            r#"{"NAME":"john","LAST_NAME":"smith","start":0}"#,
            r#"{"start":0,"filter":{"NAME":"john","LAST_NAME":"smith"}}"#,
        ),
        ("department.get", r#"{"ID":1}"#, r#"{"filter":{"ID":1}}"#),
        ("department.get", r#"{"PARENT":1,"START":0}"#, r#"{"start":0,"filter":{"PARENT":1}}"#),
        ("department.get", r#"{"SORT":500}"#, r#"{"filter":{"SORT":500}}"#),
        ("department.get", r#"{"SORT":"NAME"}"#, r#"{"sort":"NAME"}"#),
        (
            "department.get",
            r#"{"sort":"NAME","order":"DESC","UF_HEAD":11}"#,
            r#"{"sort":"NAME","order":"DESC","filter":{"UF_HEAD":11}}"#,
        ),
    ] {
        assert_eq!(form(method, written).unwrap(), form(method, normalized).unwrap(), "{written}");
    }
}

#[test]
fn moves_conditions_set_by_name_into_the_filter() {
    let setup = Setup::new();
    let typed = get(&setup, Get::new().set("ID", 10)).result;
    assert_eq!(found(&typed), [10]);
    let mut batch = Batch::new();
    let me = batch.add("me", Current::new());
    let same = batch.add("same", Get::new().set("ID", me.result().at("ID")));
    let mut outcomes = setup.run(setup.webhook().batch(batch)).unwrap();
    assert_eq!(found(&outcomes.take(same).unwrap().result), [1]);
    let expected = listed(&setup, Get::new().filter(Filter::new().at_most(User::ID, 90)));
    assert!(expected.len() > 50);
    assert_eq!(listed(&setup, Get::new().set("<=ID", 90)), expected);
}
