//! The stored data of the app, and the company data shown to it.

use crate::common::{Setup, json};
use serde_json::{Value, json};

/// Posts a change of the app and returns the portal's reply.
fn change(setup: &mut Setup, change: Value) -> (u16, Value) {
    let response = setup.send("POST", "/host/app", "application/json", change.to_string());
    let reply = if response.status == 200 { json(&response) } else { response.text().into() };
    (response.status, reply)
}

#[test]
fn user_and_app_options_are_separate_and_unchanged() {
    let mut setup = Setup::new();
    for (name, value) in [("zero", json!(0)), ("empty", json!("")), ("off", json!(false))] {
        let option = json!({ "change": "user-option", "name": name, "value": value });
        assert_eq!(change(&mut setup, option).0, 200);
    }
    let option = json!({ "change": "app-option", "name": "list", "value": [1, { "a": null }] });
    let kept = json!({
        "user": { "zero": 0, "empty": "", "off": false },
        "app": { "list": [1, { "a": null }] },
    });
    assert_eq!(change(&mut setup, option), (200, kept.clone()));
    let data = setup.page("")["initData"].clone();
    assert_eq!((&data["USER_OPTIONS"], &data["APP_OPTIONS"]), (&kept["user"], &kept["app"]));

    let again = json!({ "change": "user-option", "name": "zero", "value": "new" });
    assert_eq!(change(&mut setup, again).1["user"]["zero"], "new");
}

#[test]
fn first_run_ends_when_the_host_page_reports_it() {
    let mut setup = Setup::new();
    assert_eq!(setup.page("")["initData"]["FIRST_RUN"], true);
    for over in [true, false] {
        change(&mut setup, json!({ "change": "first-run", "over": over }));
        assert_eq!(setup.page("")["initData"]["FIRST_RUN"], !over);
    }
}

#[test]
fn installed_change_marks_the_app_as_installed() {
    let mut setup = Setup::new();
    setup.control("PATCH", "settings", json!({ "host": { "installed": false, "admin": false } }));
    let data = setup.page("")["initData"].clone();
    assert_eq!((&data["INSTALL"], &data["IS_ADMIN"]), (&json!(true), &json!(false)));
    change(&mut setup, json!({ "change": "installed" }));
    assert_eq!(setup.page("")["initData"]["INSTALL"], false);
    let (_, settings) = setup.control("GET", "settings", Value::Null);
    assert_eq!(settings["host"]["installed"], true);
}

#[test]
fn unknown_change_has_no_effect() {
    let mut setup = Setup::new();
    let before = setup.page("")["initData"].clone();
    for (wrong, part) in [
        (json!({ "change": "colour" }), "unknown variant `colour`"),
        (json!({ "change": "first-run" }), "missing field `over`"),
        (json!({ "change": "user-option", "value": 1 }), "missing field `name`"),
        (json!("first-run"), "invalid type"),
    ] {
        let (status, message) = change(&mut setup, wrong);
        assert_eq!(status, 400);
        assert!(message.as_str().unwrap().contains(part), "{message}");
    }
    assert_eq!(setup.send("GET", "/host/app", "", "").status, 404);
    assert_eq!(setup.page("")["initData"], before);
}

#[test]
fn reset_deletes_the_app_data() {
    let mut setup = Setup::new();
    let before = setup.page("")["initData"].clone();
    change(&mut setup, json!({ "change": "user-option", "name": "a", "value": 1 }));
    change(&mut setup, json!({ "change": "first-run", "over": true }));
    assert_eq!(setup.control("POST", "reset", Value::Null).0, 200);
    assert_eq!(setup.page("")["initData"], before);
}

#[test]
fn dialog_lists_employees_except_the_caller() {
    let mut setup = Setup::new();
    let users = json(&setup.send("GET", "/host/users", "", ""));
    let users = users.as_array().unwrap();
    let employees = setup.expected(|user| {
        user.active && user.user_type == portal::company::UserType::Employee && user.id != 1
    });
    let ids: Vec<u32> =
        users.iter().map(|user| user["id"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(ids, employees[..20]);
    for user in users {
        let photo = user["photo"].as_str().unwrap();
        if let Some(path) = photo.strip_prefix("http://localhost:8000") {
            assert_eq!(setup.send("GET", path, "", "").status, 200);
        } else {
            assert_eq!(photo, "");
        }
        assert_eq!(
            user["url"],
            format!("/company/personal/user/{}/", user["id"].as_str().unwrap())
        );
    }
}

#[test]
fn slider_pages_exist() {
    let mut setup = Setup::new();
    for path in ["/crm/deal/details/5/", "/workgroups/group/1/", "/company/personal/user/1/?x=1"] {
        let response = setup.send("GET", path, "", "");
        assert_eq!(response.status, 200, "{path}");
        assert!(response.text().contains(path.split_once('?').map_or(path, |(path, _)| path)));
    }
    let page = setup.send("GET", "/crm/deal/<script>alert(1)</script>", "", "").text();
    assert!(!page.contains("<script"), "{page}");
    for path in ["/crm/", "/settings/", "/company/"] {
        assert_eq!(setup.send("GET", path, "", "").status, 404, "{path}");
    }
    assert_eq!(setup.send("POST", "/crm/deal/", "", "").status, 404);
}

#[test]
fn only_an_app_on_this_machine_is_tested() {
    let mut setup = Setup::new();
    for (app, expected) in [
        ("http://127.0.0.1:5173/?a=1", Some("http://127.0.0.1:5173/?a=1")),
        ("http://app.localhost/", Some("http://app.localhost/")),
        ("https://example.com/", None),
        ("http://user@127.0.0.1/", None),
        ("file:///etc/passwd", None),
    ] {
        let body = json!({ "app": app }).to_string();
        let response = setup.send("POST", "/host/probe", "application/json", body);
        assert_eq!((response.status, response.probe.as_deref()), (200, expected), "{app}");
    }
    assert_eq!(setup.send("POST", "/host/probe", "application/json", "{}").status, 400);
}
