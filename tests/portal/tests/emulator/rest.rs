//! Routes, the envelope, CORS and the order of checks.

use crate::common::{NOW, Setup, json};
use portal::Response;
use serde_json::json;

const CORS: [(&str, &str); 3] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-headers", "origin, content-type, accept"),
    ("x-content-type-options", "nosniff"),
];

fn has_exactly_the_cors_headers(response: &Response) -> bool {
    let others = response.headers.iter().filter(|(name, _)| name != "content-type");
    others.map(|(name, value)| (name.as_str(), value.as_str())).eq(CORS)
}

#[test]
fn method_name_ignores_case_json_suffix_and_trailing_slash() {
    let mut setup = Setup::new();
    for name in ["profile", "Profile", "PROFILE", "profile/", "profile.json", "profile.json/"] {
        assert_eq!(setup.respond(name, "").status, 200, "{name}");
    }
    for name in ["profile.txt", "prof", "profile.json.json", "a/b/profile", ""] {
        assert_eq!(setup.respond(name, "").status, 404, "{name}");
    }
}

#[test]
fn ignores_second_slash_before_the_method() {
    let mut setup = Setup::new();
    for path in ["/profile", "/profile.json", "/1/webhooksecret0001/profile"] {
        assert_eq!(setup.respond(path, "").status, 200, "{path}");
    }
    assert_eq!(setup.respond("/no.such.method", "").status, 404);
    assert_eq!(setup.portal.requests()[0].path, "/rest//profile");
}

#[test]
fn rest_path_prefix_ignores_case() {
    let mut setup = Setup::new();
    assert_eq!(setup.send("OPTIONS", "/REST/user.get", "", "").status, 200);
    assert_eq!(setup.send("GET", "/rests/user.get", "", "").status, 404);
}

#[test]
fn success_has_the_documented_envelope() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().server_time_ms = 250;
    setup.now = NOW + 0.5;
    let response = setup.respond("user.get", "");
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("application/json; charset=utf-8"));
    assert!(has_exactly_the_cors_headers(&response));
    let text = response.text();
    let position = |key: &str| text.find(&format!("\"{key}\":")).unwrap();
    assert!(position("result") < position("next"));
    assert!(position("next") < position("total"));
    assert!(position("total") < position("time"));
    let time = text.split("\"time\":").nth(1).unwrap();
    assert_eq!(
        time,
        "{\"start\":1790000000,\"finish\":1790000000.75,\"duration\":0.25,\"processing\":0,\
         \"date_start\":\"2026-09-21T17:13:20+03:00\",\"date_finish\":\"2026-09-21T17:13:20+03:00\",\
         \"operating_reset_at\":1790000580,\"operating\":0.25}}"
    );
}

#[test]
fn operating_is_integer_zero_without_run_time() {
    let mut setup = Setup::new();
    assert!(setup.respond("profile", "").text().ends_with("\"operating\":0}}"));
}

#[test]
fn string_escaping_matches_php() {
    let mut setup = Setup::new();
    let text =
        setup.respond("user.get", "ADMIN_MODE=1&select[]=PERSONAL_NOTES&FILTER[ID]=100").text();
    assert!(text.contains(r"Works \u003Cremotely\u003E \u0026 part-time"), "{text}");
}

#[test]
fn preflight_gets_a_response_without_any_check() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.capacity = 0.0;
    let response = setup.send("OPTIONS", "/rest/no.such.method", "", "");
    assert_eq!(response.status, 200);
    assert!(response.body.is_empty());
    assert!(has_exactly_the_cors_headers(&response));
}

#[test]
fn error_has_cors_headers_and_no_time() {
    let mut setup = Setup::new();
    let response = setup.send("POST", "/rest/user.get", "", "");
    assert_eq!(response.status, 401);
    assert_eq!(response.header("content-type"), Some("application/json; charset=utf-8"));
    assert!(has_exactly_the_cors_headers(&response));
    assert_eq!(
        json(&response),
        json!({ "error": "NO_AUTH_FOUND", "error_description": "Wrong authorization data" })
    );
}

#[test]
fn rejects_unknown_method_before_checking_the_token() {
    let mut setup = Setup::new();
    let response = setup.send("POST", "/rest/no.such.method", "", "");
    assert_eq!(response.status, 404);
    assert_eq!(
        json(&response),
        json!({
            "error": "ERROR_METHOD_NOT_FOUND",
            "error_description":
                "Method not found! The emulator has no \"no.such.method\". Start it with --replies \
                 FILE.json to stub a method, and with --methods to see all",
        })
    );
}

#[test]
fn run_time_limit_is_checked_after_the_token() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().operating.limit_seconds = 0.0;
    assert_eq!(setup.send("POST", "/rest/profile", "", "auth=wrong").status, 401);
    assert_eq!(setup.respond("profile", "").status, 429);
}

#[test]
fn moved_portal_redirects() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().moved_to = Some("http://localhost:9999".to_owned());
    let response = setup.respond("profile?a=1", "");
    assert_eq!(response.status, 302);
    assert_eq!(response.header("location"), Some("http://localhost:9999/rest/profile?a=1"));
    assert_eq!(response.header("access-control-allow-origin"), None);
}

#[test]
fn latency_and_run_time_delay_the_response() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().latency_ms = 40;
    setup.portal.settings_mut().server_time_ms = 500;
    assert_eq!(setup.respond("profile", "").delay.as_millis(), 540);
    let batch = setup.respond("batch", "cmd[]=profile&cmd[]=server.time&cmd[]=scope");
    assert_eq!(batch.delay.as_millis(), 1540);
}

#[test]
fn server_methods_return_their_results() {
    let mut setup = Setup::new();
    assert_eq!(setup.call("server.time", "")["result"], "2026-09-21T17:13:20+03:00");
    assert_eq!(
        setup.call("method.get", "name=user.get")["result"],
        json!({ "isExisting": true, "isAvailable": true })
    );
    assert_eq!(
        setup.call("method.get", "name=User.Get")["result"],
        json!({ "isExisting": false, "isAvailable": false })
    );
    let scopes = setup.call("scope", "")["result"].clone();
    assert!(scopes.as_array().unwrap().contains(&json!("user")));
    let methods = setup.call("methods", "")["result"].clone();
    assert!(methods.as_array().unwrap().contains(&json!("user.get")));
}
