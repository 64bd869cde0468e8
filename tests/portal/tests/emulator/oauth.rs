//! `/oauth/token/`: the exchange of refresh tokens.

use crate::common::{NOW, Setup, json};
use portal::{Grant, Response};
use serde_json::{Value, json};

const FORM: &str = "application/x-www-form-urlencoded";

fn refresh_token(setup: &mut Setup) -> String {
    let (_, token) = setup.control("POST", "token", json!({ "user": 2, "scopes": ["user", "im"] }));
    token["refresh_token"].as_str().unwrap().to_owned()
}

fn form(refresh_token: &str) -> String {
    format!(
        "grant_type=refresh_token&client_id=local.example&client_secret=clientsecret0001\
         &refresh_token={refresh_token}"
    )
}

fn exchange(setup: &mut Setup, form: &str) -> Response {
    setup.send("POST", "/oauth/token/", FORM, form)
}

#[test]
fn refresh_reply_has_the_fields_of_the_oauth_server() {
    let mut setup = Setup::new();
    let refresh_token = refresh_token(&mut setup);
    let response = exchange(&mut setup, &form(&refresh_token));
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let reply = json(&response);
    let member_id = setup.page("")["initData"]["MEMBER_ID"].clone();
    assert_eq!(
        reply,
        json!({
            "access_token": reply["access_token"],
            "expires": NOW as i64 + 3600,
            "expires_in": 3600,
            "scope": "user,im",
            "domain": "localhost:8000",
            "server_endpoint": "http://localhost:8000/rest/",
            "status": "L",
            "client_endpoint": "http://localhost:8000/rest/",
            "member_id": member_id,
            "user_id": 2,
            "refresh_token": reply["refresh_token"],
        })
    );
    setup.token = reply["access_token"].as_str().unwrap().to_owned();
    assert_eq!(setup.call("profile", "")["result"]["ID"], "2");
    assert_ne!(reply["refresh_token"], refresh_token);
}

#[test]
fn scopes_and_lifetime_follow_the_settings() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().scopes = vec!["crm".to_owned()];
    setup.portal.settings_mut().token_lifetime = 60;
    let token = setup.portal.issue_token(Grant::default(), NOW);
    let reply = json(&exchange(&mut setup, &form(&token.refresh_token)));
    assert_eq!((&reply["scope"], &reply["expires_in"]), (&json!("crm"), &json!(60)));
}

#[test]
fn accepts_query_and_form_with_and_without_trailing_slash() {
    let mut setup = Setup::new();
    for path in ["/oauth/token/", "/oauth/token"] {
        let target = format!("{path}?{}", form(&refresh_token(&mut setup)));
        assert_eq!(setup.send("GET", &target, "", "").status, 200, "{path}");
    }
    assert_eq!(setup.send("PUT", "/oauth/token/", "", "").status, 404);
}

#[test]
fn refresh_token_works_once() {
    let mut setup = Setup::new();
    setup.portal.expire_tokens();
    let form = form(&refresh_token(&mut setup));
    assert_eq!(exchange(&mut setup, &form).status, 200);
    let again = exchange(&mut setup, &form);
    assert_eq!((again.status, &json(&again)["error"]), (400, &json!("invalid_grant")));
}

#[test]
fn errors_have_code_and_description() {
    let mut setup = Setup::new();
    let good = form(&refresh_token(&mut setup));
    for (from, to, status, code) in [
        ("&refresh_token=", "&refresh_token=0", 400, "invalid_grant"),
        ("&refresh_token=", "&other=", 400, "invalid_request"),
        ("grant_type=refresh_token", "x=1", 400, "invalid_request"),
        (
            "grant_type=refresh_token",
            "grant_type=authorization_code",
            400,
            "unsupported_grant_type",
        ),
        ("client_id=local", "client_id=other", 401, "invalid_client"),
        ("client_secret=", "client_secret=0", 401, "invalid_client"),
    ] {
        let wrong = good.replace(from, to);
        assert_ne!(wrong, good);
        let response = exchange(&mut setup, &wrong);
        let reply = json(&response);
        assert_eq!((response.status, &reply["error"]), (status, &json!(code)), "{wrong}");
        assert!(!reply["error_description"].as_str().unwrap().is_empty());
    }
    // None of these requests uses up the refresh token.
    assert_eq!(exchange(&mut setup, &good).status, 200);
}

#[test]
fn pages_of_other_origins_cannot_read_the_reply() {
    let mut setup = Setup::new();
    let form = form(&refresh_token(&mut setup));
    let response = exchange(&mut setup, &form);
    assert_eq!(response.header("access-control-allow-origin"), None);
    let nothing: Value = json(&exchange(&mut setup, ""));
    assert_eq!(nothing["error"], "invalid_request");
}
