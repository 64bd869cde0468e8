//! What a page of another origin can do to the emulator, in the browser of whoever runs it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{NOW, Setup, json};
use portal::{Grant, Options, Portal, Request, Response};

/// The addresses that no page of another origin may use.
const PRIVATE: [(&str, &str); 9] = [
    ("GET", "/control/requests"),
    ("DELETE", "/control/requests"),
    ("GET", "/control/settings"),
    ("POST", "/control/token"),
    ("POST", "/control/reset"),
    ("OPTIONS", "/control/settings"),
    ("POST", "/host/token"),
    ("POST", "/host/app"),
    ("GET", "/host/users"),
];

fn send(setup: &mut Setup, method: &str, target: &str, headers: &[(&str, &str)]) -> Response {
    let headers =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let body = br#"{"change":"installed"}"#.to_vec();
    let body = if target == "/host/app" { body } else { Vec::new() };
    setup
        .portal
        .handle(Request { method: method.into(), target: target.into(), headers, body }, NOW)
}

fn refuses(setup: &mut Setup, headers: &[(&str, &str)]) {
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
fn pages_of_other_origins_may_not_use_what_is_private() {
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
        refuses(&mut setup, &[("Origin", origin)]);
    }
    for site in ["cross-site", "same-site"] {
        refuses(&mut setup, &[("Sec-Fetch-Site", site)]);
    }
    // A page of another origin that is said to be the same is still another.
    refuses(&mut setup, &[("Sec-Fetch-Site", "same-origin"), ("Origin", "http://evil.example")]);
}

#[test]
fn the_portals_own_pages_and_programs_may_use_it() {
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
fn a_page_that_was_let_in_may_use_the_control_address_alone() {
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
    let refusal = send(&mut setup, "GET", "/control/settings", &other);
    assert_eq!(refusal.status, 403);
    assert!(refusal.text().contains("--control-origin http://127.0.0.1:9001"));
}

#[test]
fn rest_is_there_for_every_origin_but_not_without_a_token() {
    let mut setup = Setup::new();
    let origin = [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site")];
    let reply = send(&mut setup, "POST", "/rest/profile", &origin);
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (401, Some("*")));
    let target = format!("/rest/profile?auth={}", setup.token);
    assert_eq!(send(&mut setup, "POST", &target, &origin).status, 200);
}

#[test]
fn tokens_follow_from_a_seed_of_their_own() {
    let token = |seed, token_seed| {
        let options = Options { users: 20, seed, token_seed, ..Options::default() };
        Portal::new(options).issue_token(Grant::default(), NOW).access_token
    };
    assert_eq!(token(1, 5), token(2, 5));
    assert_ne!(token(1, 5), token(1, 6));
}

#[test]
fn foreign_host_names_are_refused_everywhere() {
    let mut setup = Setup::new();
    let targets = [
        "/",
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
fn a_portal_of_another_name_answers_to_it() {
    let mut setup = Setup::new();
    let options = Options { origin: "http://portal.test:8000".into(), ..Options::default() };
    setup.portal = Portal::new(options);
    assert_eq!(send(&mut setup, "GET", "/", &[("Host", "portal.test:8000")]).status, 200);
    assert_eq!(send(&mut setup, "GET", "/", &[("Host", "other.test:8000")]).status, 403);
}

#[test]
fn an_app_has_an_address_of_http() {
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
fn a_foreign_page_cannot_have_an_app_of_its_own_opened() {
    let mut setup = Setup::new();
    let mut open = |query: &str, site: &str| {
        send(&mut setup, "GET", &format!("/{query}"), &[("Sec-Fetch-Site", site)])
    };
    let refused = open("?app=https://evil.example/", "cross-site");
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("https://evil.example/"));
    assert_eq!(open("?app=http://localhost.evil.example/", "cross-site").status, 403);
    assert_eq!(open("?app=http://localhost:3000@evil.example/", "cross-site").status, 403);
    assert_eq!(open("?app=http://localhost%5C@evil.example/", "cross-site").status, 403);
    // A link to an app of the same machine, or to the app that the emulator was started with.
    for app in ["http://localhost:3000/", "http://127.0.0.1:8001/a", "http://[::1]:3000?x"] {
        assert_eq!(open(&format!("?app={app}"), "cross-site").status, 200, "{app}");
    }
    assert_eq!(open("", "cross-site").status, 200);
    for site in ["none", "same-origin", "same-site"] {
        assert_eq!(open("?app=https://tunnel.example/", site).status, 200, "{site}");
    }
}

#[test]
fn the_portals_pages_are_framed_by_the_portal_alone() {
    let mut setup = Setup::new();
    for target in ["/", "/host/impostor", "/crm/deal/1/", "/?app=javascript:1"] {
        let response = setup.send("GET", target, "", "");
        assert_eq!(
            response.header("content-security-policy"),
            Some("frame-ancestors 'self' http://localhost:8000 http://127.0.0.1:8000"),
            "{target}"
        );
    }
}
