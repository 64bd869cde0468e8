//! The host page of a chosen user, and the page with two of them.

use crate::common::{Setup, json};
use portal::company::{User, UserType};
use serde_json::{Value, json};

/// Returns the first user that matches the predicate.
fn first(setup: &Setup, predicate: impl Fn(&User) -> bool) -> User {
    setup.portal.company().users().iter().find(|user| predicate(user)).unwrap().clone()
}

/// Returns an active employee who is not the administrator.
fn employee(setup: &Setup) -> User {
    first(setup, |user| user.active && user.user_type == UserType::Employee && user.id != 1)
}

/// Returns the identifier of the user on whose behalf the token calls.
fn caller(setup: &mut Setup, token: &Value) -> String {
    setup.token = token.as_str().unwrap().to_owned();
    setup.call("user.current", "")["result"]["ID"].as_str().unwrap().to_owned()
}

/// Returns the users of the page with two of them.
fn pair(setup: &mut Setup, query: &str) -> Value {
    let response = setup.send("GET", &format!("/two-users{query}"), "", "");
    assert_eq!(response.status, 200, "{}", response.text());
    let html = response.text();
    let from = html.split_once(r#"<script type="application/json" id="users">"#).unwrap().1;
    serde_json::from_str(from.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn page_opens_the_app_as_the_user() {
    let mut setup = Setup::new();
    let user = employee(&setup);
    let page = setup.page(&format!("?user={}&deal=7", user.id));
    assert_eq!(page["userName"], format!("{} {}", user.name, user.last_name));
    assert_eq!(page["initData"]["IS_ADMIN"], false);
    assert_eq!(page["initData"]["PLACEMENT_OPTIONS"], json!({ "deal": "7" }));
    assert_eq!(caller(&mut setup, &page["fields"]["AUTH_ID"]), user.id.to_string());
    let admin = setup.page("");
    assert_eq!(admin["initData"]["IS_ADMIN"], true);
    assert_eq!(caller(&mut setup, &admin["fields"]["AUTH_ID"]), "1");
}

#[test]
fn page_shows_the_photo_of_a_user_who_has_one() {
    let mut setup = Setup::new();
    for photo in [true, false] {
        let user = first(&setup, |user| {
            user.active && user.user_type == UserType::Employee && user.photo == photo
        });
        let shown = setup.page(&format!("?user={}", user.id))["userPhoto"].clone();
        let expected = photo.then(|| format!("/upload/avatar/{}.svg", user.id));
        assert_eq!(shown, json!(expected));
    }
}

#[test]
fn tokens_of_the_page_belong_to_its_user() {
    let mut setup = Setup::new();
    let user = employee(&setup).id;
    let target = format!("/host/token?user={user}");
    let first = json(&setup.send("POST", &target, "application/json", "{}"));
    assert_eq!(caller(&mut setup, &first["AUTH_ID"]), user.to_string());
    let exchange = json!({ "refresh": first["REFRESH_ID"] }).to_string();
    let second = json(&setup.send("POST", &target, "application/json", exchange));
    assert_eq!(caller(&mut setup, &second["AUTH_ID"]), user.to_string());
}

#[test]
fn options_of_one_user_are_not_those_of_another() {
    let mut setup = Setup::new();
    let user = employee(&setup).id;
    let option = json!({ "change": "user-option", "name": "a", "value": 1 }).to_string();
    let target = format!("/host/app?user={user}");
    let options = json(&setup.send("POST", &target, "application/json", option));
    assert_eq!(options["user"], json!({ "a": 1 }));
    assert_eq!(setup.page("")["initData"]["USER_OPTIONS"], json!([]));
    let page = setup.page(&format!("?user={user}"));
    assert_eq!(page["initData"]["USER_OPTIONS"], json!({ "a": 1 }));
}

#[test]
fn dialog_of_a_user_lists_the_administrator() {
    let mut setup = Setup::new();
    let user = employee(&setup).id;
    let rows = json(&setup.send("GET", &format!("/host/users?user={user}"), "", ""));
    let ids: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert!(ids.contains(&json!("1")) && !ids.contains(&json!(user.to_string())));
}

#[test]
fn rejects_a_user_who_cannot_open_an_app() {
    let mut setup = Setup::new();
    let dismissed = first(&setup, |user| !user.active && user.user_type != UserType::Bot).id;
    let bot = first(&setup, |user| user.user_type == UserType::Bot).id;
    for (user, reason) in [
        (dismissed.to_string(), "is dismissed"),
        (bot.to_string(), "is a bot"),
        ("99999".to_owned(), "is no user of this portal"),
        ("-1".to_owned(), "is no user of this portal"),
        ("<b>".to_owned(), "is no user of this portal"),
        (String::new(), "is no user of this portal"),
    ] {
        let message =
            format!("\"{user}\" {reason}; enter the identifier of an active user, such as 1\n");
        for (method, target) in
            [("GET", "/"), ("POST", "/host/token"), ("POST", "/host/app"), ("GET", "/host/users")]
        {
            let response = setup.send(method, &format!("{target}?user={user}"), "", "");
            assert_eq!(response.status, 400, "{target} {user}");
            assert_eq!(response.text(), format!("user: {message}"), "{target}");
            assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
        }
        let response = setup.send("GET", &format!("/two-users?users=1,{user}"), "", "");
        assert_eq!((response.status, response.text()), (400, format!("users: {message}")));
    }
}

#[test]
fn page_of_two_users_names_them() {
    let mut setup = Setup::new();
    let [admin, other] = [first(&setup, |user| user.id == 1), employee(&setup)]
        .map(|user| json!({ "id": user.id, "name": format!("{} {}", user.name, user.last_name) }));
    assert_eq!(pair(&mut setup, ""), json!([admin, other]));
    let query = format!("?users={},%201&placement=CALL_CARD", other["id"]);
    assert_eq!(pair(&mut setup, &query), json!([other, admin]));
    let response = setup.send("GET", "/two-users?users=1", "", "");
    assert_eq!(response.status, 400);
    assert_eq!(response.text(), "users: enter two identifiers with a comma, such as 1,2\n");
}

#[test]
fn page_of_two_users_needs_a_second_employee() {
    let response = Setup::with_users(1).send("GET", "/two-users", "", "");
    assert_eq!(response.status, 400);
    assert!(response.text().starts_with("users: the company has one employee; "));
}
