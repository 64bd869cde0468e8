//! Protection of the emulator against pages of other origins in the developer's browser.

use crate::common::{NOW, Setup, json};
use portal::{Grant, Options, Portal, Request, Response};

/// The addresses that are closed to pages of other origins.
const PRIVATE: [(&str, &str); 10] = [
    ("GET", "/control/requests"),
    ("DELETE", "/control/requests"),
    ("GET", "/control/settings"),
    ("POST", "/control/token"),
    ("POST", "/control/reset"),
    ("OPTIONS", "/control/settings"),
    ("POST", "/host/token"),
    ("POST", "/host/app"),
    ("GET", "/host/users"),
    ("POST", "/host/probe"),
];

fn send(setup: &mut Setup, method: &str, target: &str, headers: &[(&str, &str)]) -> Response {
    let headers =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let body: &[u8] = match target {
        "/host/app" => br#"{"change":"installed"}"#,
        "/host/probe" => br#"{"app":"http://localhost:1/"}"#,
        _ => b"",
    };
    let body = body.to_vec();
    setup
        .portal
        .handle(Request { method: method.into(), target: target.into(), headers, body }, NOW)
}

fn assert_rejected(setup: &mut Setup, headers: &[(&str, &str)]) {
    setup.portal.settings_mut().host.installed = false;
    for (method, target) in PRIVATE {
        let response = send(setup, method, target, headers);
        assert_eq!(response.status, 403, "{method} {target} {headers:?}");
        assert_eq!(response.header("access-control-allow-origin"), None);
        assert_eq!(response.header("access-control-allow-methods"), None);
        let error = json(&response)["error"].as_str().unwrap().to_owned();
        assert!(error.contains("Node"), "{error}");
    }
    assert_eq!(setup.respond("profile", "").status, 200, "the token was reset or expired");
    assert!(!setup.portal.settings().host.installed);
    assert!(!setup.portal.requests().is_empty());
}

#[test]
fn rejects_pages_of_other_origins_at_private_addresses() {
    let mut setup = Setup::new();
    for origin in [
        "http://evil.example",
        "http://evil.example:8000",
        "http://localhost.evil.example:8000",
        "http://127.0.0.1.evil.example:8000",
        "http://localhost",
        "http://localhost:80001",
        "http://localhost:3000",
        "https://localhost:8000",
        "http://127.0.0.1:8001",
        "http://localhost:8000.evil.example",
        "http://localhost:8000@evil.example",
        "null",
        "",
    ] {
        assert_rejected(&mut setup, &[("Origin", origin)]);
    }
    for site in ["cross-site", "same-site"] {
        assert_rejected(&mut setup, &[("Sec-Fetch-Site", site)]);
    }
    // A foreign `Origin` is rejected even with `Sec-Fetch-Site: same-origin`.
    assert_rejected(
        &mut setup,
        &[("Sec-Fetch-Site", "same-origin"), ("Origin", "http://evil.example")],
    );
}

#[test]
fn allows_own_pages_and_programs() {
    let mut setup = Setup::new();
    for headers in [
        &[][..],
        &[("Sec-Fetch-Mode", "cors")],
        &[("Sec-Fetch-Site", "none")],
        &[("Sec-Fetch-Site", "same-origin")],
        &[("Origin", "http://localhost:8000"), ("Sec-Fetch-Site", "same-origin")],
        &[("Origin", "http://127.0.0.1:8000")],
        &[("Origin", "http://[::1]:8000")],
        &[("Origin", "http://my.portal.localhost:8000")],
    ] {
        for (method, target) in PRIVATE.into_iter().filter(|(method, _)| *method != "OPTIONS") {
            let response = send(&mut setup, method, target, headers);
            assert_eq!(response.status, 200, "{method} {target} {headers:?}");
            assert_eq!(response.header("access-control-allow-origin"), None);
            if target.starts_with("/control/") {
                assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
                assert_eq!(response.header("cross-origin-resource-policy"), Some("same-origin"));
            }
        }
    }
}

#[test]
fn allowed_origin_may_use_only_the_control_address() {
    const TESTS: &str = "http://127.0.0.1:9000";
    let options = Options { control_origins: vec![TESTS.to_owned()], ..Options::default() };
    let mut setup = Setup::new();
    setup.portal = Portal::new(options);
    let origin = [("Origin", TESTS), ("Sec-Fetch-Site", "cross-site")];
    let preflight = send(&mut setup, "OPTIONS", "/control/settings", &origin);
    assert_eq!(preflight.status, 204);
    for response in [preflight, send(&mut setup, "GET", "/control/settings", &origin)] {
        assert_eq!(response.header("access-control-allow-origin"), Some(TESTS));
        assert_eq!(response.header("vary"), Some("origin"));
        assert!(response.header("access-control-allow-methods").unwrap().contains("PATCH"));
        assert_eq!(response.header("access-control-allow-headers"), Some("content-type"));
    }
    assert_eq!(send(&mut setup, "POST", "/host/token", &origin).status, 403);
    let other = [("Origin", "http://127.0.0.1:9001")];
    let rejection = send(&mut setup, "GET", "/control/settings", &other);
    assert_eq!(rejection.status, 403);
    assert!(rejection.text().contains("--control-origin http://127.0.0.1:9001"));
}

#[test]
fn rest_allows_every_origin_with_a_token() {
    let mut setup = Setup::new();
    let origin = [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site")];
    let reply = send(&mut setup, "POST", "/rest/profile", &origin);
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (401, Some("*")));
    let target = format!("/rest/profile?auth={}", setup.token);
    assert_eq!(send(&mut setup, "POST", &target, &origin).status, 200);
}

#[test]
fn tokens_depend_on_a_separate_seed() {
    let token = |seed, token_seed| {
        let options = Options { users: 20, seed, token_seed, ..Options::default() };
        Portal::new(options).issue_token(Grant::default(), NOW).access_token
    };
    assert_eq!(token(1, 5), token(2, 5));
    assert_ne!(token(1, 5), token(1, 6));
}

#[test]
fn rejects_foreign_host_names_everywhere() {
    let mut setup = Setup::new();
    let targets = [
        "/",
        "/two-users",
        "/rest/profile",
        "/control/requests",
        "/host/token",
        "/host/page.js",
        "/oauth/token/",
        "/upload/avatar/1.svg",
        "/crm/deal/1/",
        "/nothing",
    ];
    for host in [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "localhost:8001",
        "evil-localhost:8000",
        "0.0.0.0:8000",
        "192.168.0.5:8000",
        "[::2]:8000",
        "localhost:8000@evil.example",
        "localhost:8000, evil.example",
        "",
    ] {
        for target in targets {
            for method in ["GET", "POST", "OPTIONS"] {
                let response = send(&mut setup, method, target, &[("Host", host)]);
                assert_eq!(response.status, 403, "{host} {target}");
                assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
                assert_eq!(response.header("access-control-allow-origin"), None);
                assert!(response.text().contains("http://localhost:8000/"), "{}", response.text());
            }
        }
    }
    assert!(setup.portal.requests().is_empty());
    for host in [
        "localhost:8000",
        "LOCALHOST:8000",
        "127.0.0.1:8000",
        "[::1]:8000",
        "portal.localhost:8000",
        "localhost",
        "127.0.0.1",
        "[::1]",
    ] {
        assert_eq!(send(&mut setup, "GET", "/", &[("Host", host)]).status, 200, "{host}");
    }
}

#[test]
fn portal_accepts_its_configured_host_name() {
    let mut setup = Setup::new();
    let options = Options { origin: "http://portal.test:8000".into(), ..Options::default() };
    setup.portal = Portal::new(options);
    assert_eq!(send(&mut setup, "GET", "/", &[("Host", "portal.test:8000")]).status, 200);
    assert_eq!(send(&mut setup, "GET", "/", &[("Host", "other.test:8000")]).status, 403);
}

#[test]
fn rejects_app_addresses_that_are_not_http() {
    let mut setup = Setup::new();
    for app in [
        "javascript:alert(document.domain)",
        "JavaScript:alert(1)//http://",
        "%20javascript:alert(1)",
        "java%0Ascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "blob:http://localhost:8000/0",
        "file:///etc/passwd",
        "about:blank",
        "localhost:3000",
        "//evil.example/",
        "app.html",
        "http://",
    ] {
        let response = setup.send("GET", &format!("/?app={app}"), "", "");
        assert_eq!(response.status, 400, "{app}");
        assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
        assert!(response.text().starts_with("app: ") && response.text().contains("http://"));
    }
    for app in ["http://localhost:3000/", "https://app.example/a?b=1", "HTTP://127.0.0.1:9"] {
        assert!(setup.page(&format!("?app={app}"))["action"].as_str().unwrap().starts_with(app));
    }
}

#[test]
fn foreign_page_cannot_open_its_own_app() {
    let mut setup = Setup::new();
    let mut open = |query: &str, site: &str| {
        send(&mut setup, "GET", &format!("/{query}"), &[("Sec-Fetch-Site", site)])
    };
    let rejected = open("?app=https://evil.example/", "cross-site");
    assert_eq!(rejected.status, 403);
    assert!(rejected.text().contains("https://evil.example/"));
    assert_eq!(open("?app=http://localhost.evil.example/", "cross-site").status, 403);
    assert_eq!(open("?app=http://localhost:3000@evil.example/", "cross-site").status, 403);
    assert_eq!(open("?app=http://localhost%5C@evil.example/", "cross-site").status, 403);
    // Allowed: a link to an app on the same machine, or to the configured app.
    for app in ["http://localhost:3000/", "http://127.0.0.1:8001/a", "http://[::1]:3000?x"] {
        assert_eq!(open(&format!("?app={app}"), "cross-site").status, 200, "{app}");
    }
    assert_eq!(open("", "cross-site").status, 200);
    for site in ["none", "same-origin", "same-site"] {
        assert_eq!(open("?app=https://tunnel.example/", site).status, 200, "{site}");
    }
    // The frames of this page are requested by the portal itself.
    assert_eq!(open("two-users?app=https://evil.example/", "cross-site").status, 403);
    assert_eq!(open("two-users?app=http://localhost:3000/", "cross-site").status, 200);
}

#[test]
fn only_the_portal_may_frame_its_pages() {
    let mut setup = Setup::new();
    for target in ["/", "/two-users", "/host/impostor", "/crm/deal/1/", "/?app=javascript:1"] {
        let response = setup.send("GET", target, "", "");
        assert_eq!(
            response.header("content-security-policy"),
            Some("frame-ancestors 'self' http://localhost:8000 http://127.0.0.1:8000"),
            "{target}"
        );
    }
}
