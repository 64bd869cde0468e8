//! What an app stores in the portal: options and handlers of placements.

use crate::common::{NOW, Setup, json};
use portal::Grant;
use serde_json::{Value, json};

/// Changes the caller.
fn become_user(setup: &mut Setup, user: u32) {
    setup.token = setup.portal.issue_token(Grant { user, scopes: None }, NOW).access_token;
}

/// Calls a method through the webhook and returns its reply.
fn by_webhook(setup: &mut Setup, method: &str) -> Value {
    json(&setup.send("POST", &format!("/rest/1/webhooksecret0001/{method}"), "", "a=1"))
}

#[test]
fn options_of_the_app_are_shared_and_those_of_users_are_not() {
    let mut setup = Setup::new();
    for name in ["app", "user"] {
        assert_eq!(setup.call(&format!("{name}.option.get"), "")["result"], json!([]));
        let set = json!({ "options": { "list": [1, { "a": null }], "text": "x" } });
        assert_eq!(setup.call_json(&format!("{name}.option.set"), set)["result"], true);
        let more = setup.call(&format!("{name}.option.set"), "text=y");
        assert_eq!(more["result"], true, "all parameters are options");
        let all = setup.call(&format!("{name}.option.get"), "")["result"].clone();
        assert_eq!(all, json!({ "list": [1, { "a": null }], "text": "y" }));
        let get = |setup: &mut Setup, option: &str| {
            setup.call(&format!("{name}.option.get"), &format!("option={option}"))["result"].clone()
        };
        assert_eq!(get(&mut setup, "text"), "y");
        assert_eq!(get(&mut setup, "none"), Value::Null);
    }
    // The host page passes the same options to the app.
    let data = setup.page("")["initData"].clone();
    assert_eq!(
        (&data["APP_OPTIONS"]["text"], &data["USER_OPTIONS"]["text"]),
        (&json!("y"), &json!("y"))
    );

    become_user(&mut setup, 2);
    assert_eq!(setup.call("app.option.get", "option=text")["result"], "y");
    assert_eq!(setup.call("user.option.get", "")["result"], json!([]));
}

#[test]
fn options_need_an_app_and_those_of_the_app_an_administrator() {
    let mut setup = Setup::new();
    for method in ["app.option.get", "app.option.set", "user.option.get", "user.option.set"] {
        let reply = by_webhook(&mut setup, method);
        assert_eq!(reply["error_description"], "Access denied! Application context required");
    }
    assert_eq!(setup.call("user.option.set", "")["argument"], "options");
    become_user(&mut setup, 2);
    assert_eq!(setup.respond("app.option.set", "a=1").status, 403);
    assert_eq!(setup.respond("user.option.set", "a=1").status, 200);
}

#[test]
fn handlers_of_placements_are_bound_listed_and_unbound() {
    let mut setup = Setup::new();
    let handler = "https://app.example.com/tab";
    let bind = json!({ "PLACEMENT": "crm_deal_detail_tab", "HANDLER": handler, "TITLE": "Tab",
        "LANG_ALL": { "de": { "TITLE": "Reiter" } } });
    assert_eq!(setup.call_json("placement.bind", bind.clone())["result"], true);
    assert_eq!(setup.call_json("placement.bind", bind)["error"], "ERROR_CORE");
    let handlers = setup.call("placement.get", "")["result"].clone();
    assert_eq!(
        handlers,
        json!([{ "placement": "CRM_DEAL_DETAIL_TAB", "userId": 0, "handler": handler, "options": [],
            "title": "Tab", "description": "", "langAll": { "de": { "TITLE": "Reiter" } } }])
    );
    let unbind = "PLACEMENT=CRM_DEAL_DETAIL_TAB&HANDLER=https://other.example.com/";
    assert_eq!(setup.call("placement.unbind", unbind)["result"], json!({ "count": 0 }));
    let unbind = setup.call("placement.unbind", "PLACEMENT=CRM_DEAL_DETAIL_TAB");
    assert_eq!(unbind["result"], json!({ "count": 2 }), "the portal counts each handler twice");
    assert_eq!(setup.call("placement.get", "")["result"], json!([]));
}

#[test]
fn placements_depend_on_scopes_and_rights() {
    let mut setup = Setup::new();
    let names = setup.call("placement.list", "")["result"].clone();
    for name in ["CRM_DEAL_DETAIL_TAB", "CRM_DYNAMIC_1036_DETAIL_TAB", "TASK_VIEW_TAB", "LEFT_MENU"]
    {
        assert!(names.as_array().unwrap().contains(&json!(name)), "{name}");
    }
    for (parameters, code) in [
        ("HANDLER=https://a.example.com/", "ERROR_ARGUMENT"),
        ("PLACEMENT=LEFT_MENU", "ERROR_ARGUMENT"),
        ("PLACEMENT=NOWHERE&HANDLER=https://a.example.com/", "ERROR_PLACEMENT_NOT_FOUND"),
        (
            "PLACEMENT=LEFT_MENU&HANDLER=https://a.example.com/&USER_ID=2",
            "ERROR_PLACEMENT_USER_MODE",
        ),
    ] {
        assert_eq!(setup.call("placement.bind", parameters)["error"], code, "{parameters}");
    }
    assert_eq!(by_webhook(&mut setup, "placement.get")["error"], "WRONG_AUTH_TYPE");
    let scopes = Some(vec!["placement".to_owned()]);
    setup.token = setup.portal.issue_token(Grant { user: 1, scopes }, NOW).access_token;
    let bind = "PLACEMENT=TASK_VIEW_TAB&HANDLER=https://a.example.com/";
    assert_eq!(setup.call("placement.bind", bind)["error"], "ERROR_PLACEMENT_NOT_FOUND");
    become_user(&mut setup, 2);
    assert_eq!(setup.call("placement.get", "")["error"], "ACCESS_DENIED");
}

#[test]
fn placement_opens_with_a_record_that_exists() {
    let mut setup = Setup::new();
    for (placement, option, method) in [
        ("CRM_DEAL_DETAIL_TAB", "ID", "crm.deal.get"),
        ("CRM_CONTACT_DETAIL_TOOLBAR", "ID", "crm.contact.get"),
        ("TASK_VIEW_TAB", "taskId", "tasks.task.get"),
    ] {
        let page = setup.page(&format!("?placement={placement}"));
        let sent: Value =
            serde_json::from_str(page["fields"]["PLACEMENT_OPTIONS"].as_str().unwrap()).unwrap();
        assert_eq!(page["initData"]["PLACEMENT_OPTIONS"], sent, "{placement}");
        let id = sent[option].as_str().unwrap_or_else(|| panic!("{placement}: {sent}"));
        let parameter = if option == "ID" { "id" } else { option };
        let reply = setup.call_json(method, json!({ parameter: id }));
        assert!(reply["result"].is_object(), "{placement}: {reply}");
    }
    for query in [
        "",
        "?placement=LEFT_MENU",
        "?placement=CRM_DEAL_LIST_MENU",
        "?placement=TASK_VIEW_TAB&options={}",
    ] {
        assert_eq!(setup.page(query)["initData"]["PLACEMENT_OPTIONS"], json!([]), "{query}");
    }
    let given = setup.page("?placement=TASK_VIEW_TAB&taskId=7")["initData"].clone();
    assert_eq!(given["PLACEMENT_OPTIONS"], json!({ "taskId": "7" }));
}
