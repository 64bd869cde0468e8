//! The sources of a call's parameters, tested with `method.get`, which returns whether the method
//! `name` exists.

use crate::common::{Setup, json};
use serde_json::json;

fn receives_name(
    setup: &mut Setup,
    method: &str,
    target: &str,
    content_type: &str,
    body: &str,
) -> bool {
    let response = setup.send(method, target, content_type, body);
    json(&response)["result"]["isExisting"] == json!(true)
}

fn target(setup: &Setup, query: &str) -> String {
    format!("/rest/method.get?auth={}{query}", setup.token)
}

#[test]
fn form_is_parsed_with_any_content_type() {
    let mut setup = Setup::new();
    let target = target(&setup, "");
    for content_type in [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "text/plain;charset=UTF-8",
        "application/octet-stream",
        "",
    ] {
        assert!(
            receives_name(&mut setup, "POST", &target, content_type, "name=user.get"),
            "{content_type}"
        );
    }
}

#[test]
fn json_is_parsed_with_a_json_content_type() {
    let mut setup = Setup::new();
    let target = target(&setup, "");
    let body = r#"{"name":"user.get"}"#;
    for content_type in
        ["application/json", "Application/JSON; charset=utf-8", "application/vnd.api+json"]
    {
        assert!(receives_name(&mut setup, "POST", &target, content_type, body), "{content_type}");
    }
    assert!(!receives_name(&mut setup, "POST", &target, "text/plain", body));
}

#[test]
fn multipart_fields_are_parsed_and_files_ignored() {
    let mut setup = Setup::new();
    let target = target(&setup, "");
    let part = |disposition: &str, value: &str| {
        format!("--xyz\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{value}\r\n")
    };
    let content_type = "multipart/form-data; boundary=xyz";
    let field = format!("{}--xyz--\r\n", part("name=\"name\"", "user.get"));
    assert!(receives_name(&mut setup, "POST", &target, content_type, &field));
    let file = format!("{}--xyz--\r\n", part("name=\"name\"; filename=\"a.txt\"", "user.get"));
    assert!(!receives_name(&mut setup, "POST", &target, content_type, &file));
    let nested = format!(
        "{}{}--xyz--\r\n",
        part("name=\"cmd[me]\"", "user.current"),
        part("name=\"auth\"", &setup.token.clone())
    );
    let reply = json(&setup.send("POST", "/rest/batch", content_type, nested));
    assert_eq!(reply["result"]["result"]["me"]["ID"], "1");
}

#[test]
fn body_overrides_the_query_by_key() {
    let mut setup = Setup::new();
    let target = target(&setup, "&name=none");
    assert!(receives_name(&mut setup, "POST", &target, "", "name=user.get"));
    let target = self::target(&setup, "&name=user.get");
    assert!(receives_name(&mut setup, "POST", &target, "", "other=1"));
}

#[test]
fn only_post_bodies_are_parsed() {
    let mut setup = Setup::new();
    let target = target(&setup, "");
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        assert!(!receives_name(&mut setup, method, &target, "", "name=user.get"), "{method}");
    }
    let target = self::target(&setup, "&name=user.get");
    assert!(receives_name(&mut setup, "GET", &target, "", ""));
}

#[test]
fn invalid_json_counts_as_an_empty_body() {
    let mut setup = Setup::new();
    let body = format!(r#"{{"auth":"{}","name":"#, setup.token);
    let response = setup.send("POST", "/rest/method.get", "application/json", body);
    assert_eq!(response.status, 401);
    assert_eq!(json(&response)["error"], "NO_AUTH_FOUND");
    let target = target(&setup, "&name=user.get");
    assert!(receives_name(&mut setup, "POST", &target, "application/json", "\"text\""));
}

#[test]
fn form_is_limited_to_1000_values_and_json_is_not() {
    let mut setup = Setup::with_users(1500);
    let all = setup.ids(json!({ "@ID": (1..=1400).collect::<Vec<_>>() }));
    let expected = setup.expected(|user| user.id <= 1400);
    assert_eq!(all, expected);

    let values: Vec<String> = (1..=1400).map(|id| format!("FILTER[@ID][]={id}")).collect();
    let reply = setup.call("user.get", &format!("ADMIN_MODE=1&{}", values.join("&")));
    // `auth` and `ADMIN_MODE` are the first two of the 1,001 variables of `$_POST`.
    let expected = setup.expected(|user| user.id <= 999).len();
    assert_eq!(reply["total"], json!(expected));
}

/// Returns the maximum number of variables of which the last one reaches a method.
fn variables_kept(
    setup: &mut Setup,
    content_type: &str,
    part: impl Fn(&str, &str) -> String,
    end: &str,
) -> usize {
    setup.portal.settings_mut().bucket.enabled = false;
    let target = target(setup, "");
    let keeps = |setup: &mut Setup, count: usize| {
        let others: String = (1..count).map(|index| part(&format!("x{index}"), "1")).collect();
        let body = format!("{others}{}{end}", part("name", "user.get"));
        receives_name(setup, "POST", &target, content_type, &body)
    };
    (990..1010).take_while(|count| keeps(setup, *count)).last().unwrap()
}

#[test]
fn urlencoded_body_keeps_1001_variables_and_other_forms_1000() {
    let mut setup = Setup::new();
    let form = |name: &str, value: &str| format!("{name}={value}&");
    let urlencoded = "application/x-www-form-urlencoded; charset=UTF-8";
    assert_eq!(variables_kept(&mut setup, urlencoded, form, ""), 1001);
    assert_eq!(variables_kept(&mut setup, "text/plain;charset=UTF-8", form, ""), 1000);
    let part = |name: &str, value: &str| {
        format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    assert_eq!(
        variables_kept(&mut setup, "multipart/form-data; boundary=xyz", part, "--xyz--\r\n"),
        1000
    );
}

#[test]
fn query_keeps_1000_variables() {
    let mut setup = Setup::new();
    let mut keeps = |count: usize| {
        let fillers = "&x=1".repeat(count - 2);
        let target = target(&setup, &format!("{fillers}&name=user.get"));
        receives_name(&mut setup, "GET", &target, "", "")
    };
    assert_eq!((keeps(1000), keeps(1001)), (true, false));
}

#[test]
fn parameter_named_method_is_dropped() {
    let mut setup = Setup::new();
    assert_eq!(setup.call("profile", "method=user.get")["result"]["ID"], "1");
}

#[test]
fn token_precedence_is_header_auth_access_token() {
    let mut setup = Setup::new();
    let bearer = |setup: &mut Setup, token: &str, body: &str| {
        let headers = vec![("Authorization".to_owned(), format!("Bearer {token}"))];
        let request = portal::Request {
            method: "POST".into(),
            target: "/rest/profile".into(),
            headers,
            body: body.into(),
        };
        setup.portal.handle(request, setup.now).status
    };
    let token = setup.token.clone();
    assert_eq!(bearer(&mut setup, &token, "auth=wrong"), 200);
    assert_eq!(bearer(&mut setup, "wrong", &format!("auth={token}")), 401);
    let form = "application/x-www-form-urlencoded";
    let both = |first: &str, second: &str| format!("auth={first}&access_token={second}");
    assert_eq!(setup.send("POST", "/rest/profile", form, both(&token, "wrong")).status, 200);
    assert_eq!(setup.send("POST", "/rest/profile", form, both("wrong", &token)).status, 401);
    assert_eq!(
        setup.send("POST", "/rest/profile", form, format!("access_token={token}")).status,
        200
    );
    assert_eq!(setup.send("POST", "/rest/profile", form, format!("auth[]={token}")).status, 401);
}
