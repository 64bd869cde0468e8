//! Tokens, webhooks and scopes.

use crate::common::{NOW, Setup, json};
use portal::{Grant, Portal};
use serde_json::json;

fn error(setup: &mut Setup, method: &str) -> (u16, String, String) {
    let response = setup.respond(method, "");
    let error = json(&response);
    let text = |key: &str| error[key].as_str().unwrap().to_owned();
    (response.status, text("error"), text("error_description"))
}

fn with_scopes(scopes: &[&str]) -> Setup {
    let mut setup = Setup::new();
    let scopes = Some(scopes.iter().map(|scope| (*scope).to_owned()).collect());
    setup.token = setup.portal.issue_token(Grant { user: 1, scopes }, NOW).access_token;
    setup
}

#[test]
fn token_expires_after_its_lifetime() {
    let mut setup = Setup::new();
    setup.now = NOW + 3599.0;
    assert_eq!(setup.respond("profile", "").status, 200);
    setup.now = NOW + 3600.0;
    let expected = (401, "expired_token".into(), "The access token provided has expired".into());
    assert_eq!(error(&mut setup, "profile"), expected);
}

#[test]
fn token_lifetime_follows_the_setting() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().token_lifetime = 10;
    setup.token = setup.portal.issue_token(Grant::default(), NOW).access_token;
    setup.now = NOW + 11.0;
    assert_eq!(setup.respond("profile", "").status, 401);
}

#[test]
fn rejects_unknown_token() {
    let mut setup = Setup::new();
    setup.token = "0123".to_owned();
    assert_eq!(error(&mut setup, "profile").1, "invalid_token");
    assert_eq!(error(&mut setup, "profile").0, 401);
}

#[test]
fn refresh_token_works_once() {
    let mut setup = Setup::new();
    let first = setup.portal.issue_token(Grant::default(), NOW);
    setup.portal.expire_tokens();
    let second = setup.portal.refresh_token(&first.refresh_token, NOW).unwrap();
    assert_ne!(second.access_token, first.access_token);
    setup.token = second.access_token;
    assert_eq!(setup.respond("profile", "").status, 200);
    assert!(setup.portal.refresh_token(&first.refresh_token, NOW).is_none());
    assert!(setup.portal.refresh_token("", NOW).is_none());
}

#[test]
fn tokens_are_long_and_depend_on_the_seed() {
    let issue = |portal: &mut Portal| portal.issue_token(Grant::default(), NOW).access_token;
    let mut first = Setup::with_users(20).portal;
    let mut second = Setup::with_users(40).portal;
    let token = issue(&mut first);
    assert_eq!(token, issue(&mut second));
    assert_ne!(token, issue(&mut first));
    let digits = token.strip_prefix("b24secret").expect("the mark of a secret");
    assert!(token.len() == 70 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
}

#[test]
fn webhook_needs_no_token() {
    let mut setup = Setup::new();
    let target = "/rest/1/webhooksecret0001/user.current.json";
    let response = setup.send("POST", target, "", "");
    assert_eq!(json(&response)["result"]["ID"], "1");
}

#[test]
fn rejects_wrong_webhook_secret() {
    let mut setup = Setup::new();
    for target in ["/rest/1/wrong/profile", "/rest/2/webhooksecret0001/profile"] {
        let response = setup.send("POST", target, "", "");
        assert_eq!(response.status, 401);
        assert_eq!(json(&response)["error"], "INVALID_CREDENTIALS");
    }
}

#[test]
fn rejects_missing_scope() {
    let mut setup = with_scopes(&["crm"]);
    assert_eq!(setup.respond("profile", "").status, 200);
    let (status, code, text) = error(&mut setup, "user.get");
    assert_eq!((status, code.as_str()), (401, "insufficient_scope"));
    assert!(text.ends_with("provided by the access token"));
    setup.portal.settings_mut().insufficient_scope_status = 403;
    assert_eq!(error(&mut setup, "user.get").0, 403);
}

#[test]
fn scope_error_of_a_webhook_names_the_webhook() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().scopes = vec!["crm".to_owned()];
    let response = setup.send("POST", "/rest/1/webhooksecret0001/user.get", "", "");
    let text = json(&response)["error_description"].clone();
    assert!(text.as_str().unwrap().ends_with("provided by the webhook token"));
}

#[test]
fn narrower_user_scopes_return_fewer_fields() {
    let fields = |scopes: &[&str]| {
        let reply = with_scopes(scopes).call("user.get", "ID=1");
        let row = reply["result"][0].as_object().unwrap().clone();
        ["NAME", "EMAIL", "LAST_LOGIN"].map(|name| row.contains_key(name))
    };
    assert_eq!(fields(&["user_brief"]), [true, false, false]);
    assert_eq!(fields(&["user_basic"]), [true, true, false]);
    assert_eq!(fields(&["user_brief", "user"]), [true, true, true]);
}

#[test]
fn custom_fields_require_user_or_userfield_scope() {
    let badges = |scopes: &[&str]| {
        let mut setup = with_scopes(scopes);
        let reply = setup.call("user.get", "FILTER[!UF_USR_BADGE]=&select[]=UF_USR_BADGE");
        reply["result"][0].get("UF_USR_BADGE").is_some()
    };
    assert!(badges(&["user"]));
    assert!(badges(&["user_brief", "user.userfield"]));
    assert!(!badges(&["user_brief"]));
}

#[test]
fn token_without_scopes_follows_the_settings() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().scopes = vec!["user_brief".to_owned()];
    assert_eq!(setup.call("scope", "")["result"], json!(["user_brief"]));
    assert_eq!(
        setup.call("method.get", "name=user.get")["result"],
        json!({ "isExisting": true, "isAvailable": true })
    );
    setup.portal.settings_mut().scopes.clear();
    assert_eq!(
        setup.call("method.get", "name=user.get")["result"],
        json!({ "isExisting": true, "isAvailable": false })
    );
}

#[test]
fn tokens_begin_with_the_mark_of_secrets() {
    let mut setup = Setup::new();
    let token = setup.portal.issue_token(Grant::default(), NOW);
    for secret in [&token.access_token, &token.refresh_token] {
        assert!(secret.starts_with("b24secret") && secret.len() == 70, "{secret}");
    }
    assert_ne!(token.access_token, token.refresh_token);
}
