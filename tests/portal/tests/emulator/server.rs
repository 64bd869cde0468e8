//! The program, tested over real HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::http::Response;
use ureq::{Agent, Body};

/// The running program, which exits when its standard input is closed.
struct Running {
    child: Child,
    addresses: Value,
    agent: Agent,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_portal"))
            .args(["--users", "60", "--json", "--until-stdin-closes"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build()
            .into();
        Self { child, addresses: serde_json::from_str(&line).unwrap(), agent }
    }

    fn address(&self, name: &str) -> &str {
        self.addresses[name].as_str().unwrap()
    }

    fn portal(&self, path: &str) -> String {
        format!("{}{path}", self.address("portal"))
    }

    fn app(&self, path: &str) -> String {
        format!("{}{path}", self.address("app"))
    }

    fn post(&self, url: &str, body: &str) -> Response<Body> {
        self.agent.post(url).content_type("text/plain;charset=UTF-8").send(body).unwrap()
    }

    fn get(&self, url: &str) -> Response<Body> {
        self.agent.get(url).call().unwrap()
    }

    /// Returns the status line and the rest of the response to a request with this `Host` header.
    fn get_with_host(&self, host: &str, url: &str) -> (String, String) {
        let (authority, path) = url.trim_start_matches("http://").split_once('/').unwrap();
        let mut stream = TcpStream::connect(authority).unwrap();
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (status, rest) = reply.split_once("\r\n").unwrap();
        (status.to_owned(), rest.to_owned())
    }

    fn end(mut self) -> ExitStatus {
        drop(self.child.stdin.take());
        self.child.wait().unwrap()
    }
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

fn read_json(mut response: Response<Body>) -> Value {
    serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap()
}

/// Creates a folder with an app and one with a package.
fn folders(name: &str) -> (PathBuf, PathBuf) {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (app, package) = (root.join("app"), root.join("package"));
    std::fs::create_dir_all(&app).unwrap();
    std::fs::create_dir_all(&package).unwrap();
    std::fs::write(app.join("index.html"), "<p>The app</p>").unwrap();
    std::fs::write(package.join("code.js"), "export {}").unwrap();
    std::fs::write(package.join("code.wasm"), b"\0asm").unwrap();
    (app, package)
}

#[test]
fn rest_responds_over_http() {
    let running = Running::start(&[]);
    let reply =
        running.post(&format!("{}user.get.json", running.address("webhook")), "FILTER[ID]=1");
    assert_eq!(reply.status(), 200);
    assert_eq!(header(&reply, "access-control-allow-origin"), Some("*"));
    let reply = read_json(reply);
    assert_eq!(reply["result"][0]["ID"], "1");
    let photo = reply["result"][0]["PERSONAL_PHOTO"].as_str().unwrap();
    assert_eq!(header(&running.get(photo), "content-type"), Some("image/svg+xml"));
    assert_eq!(running.post(&running.portal("/rest/none"), "").status(), 404);
    assert!(running.end().success());
}

#[test]
fn preflight_gets_a_response_over_http() {
    let running = Running::start(&[]);
    let request = ureq::http::Request::builder()
        .method("OPTIONS")
        .uri(running.portal("/rest/user.get"))
        .header("origin", "http://127.0.0.1:9")
        .body(())
        .unwrap();
    let response = running.agent.run(request).unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(
        header(&response, "access-control-allow-headers"),
        Some("origin, content-type, accept")
    );
    assert_eq!(header(&response, "content-length"), Some("0"));
    let records = read_json(running.get(&running.portal("/control/requests")));
    assert_eq!(records[0]["preflight"], true);
    assert_eq!(records[0]["origin"], "http://127.0.0.1:9");
    running.end();
}

#[test]
fn both_addresses_of_localhost_respond() {
    let running = Running::start(&[]);
    let port = running.address("portal").rsplit(':').next().unwrap();
    assert_eq!(running.get(&format!("http://127.0.0.1:{port}/")).status(), 200);
    // Some machines have no IPv6 address.
    if std::net::TcpListener::bind("[::1]:0").is_ok() {
        assert_eq!(running.get(&format!("http://[::1]:{port}/")).status(), 200);
    }
    running.end();
}

#[test]
fn rejects_foreign_host_header_on_both_origins() {
    let (app, package) = folders("names");
    let mount = format!("/pkg={}", package.display());
    let running = Running::start(&["--app-dir", app.to_str().unwrap(), "--mount", &mount]);
    let urls = [
        running.portal("/"),
        running.portal("/rest/profile"),
        running.portal("/control/requests"),
        running.app("/index.html"),
        running.app("/pkg/code.js"),
        running.app("/none"),
    ];
    for url in &urls {
        let port = url.rsplit(':').next().unwrap().split('/').next().unwrap();
        for name in ["evil.example", "localhost.evil.example", "0.0.0.0", "192.168.1.1"] {
            let (status, rest) = running.get_with_host(&format!("{name}:{port}"), url);
            assert_eq!(status, "HTTP/1.1 403 Forbidden", "{name} {url}");
            assert!(rest.contains("Open http://") && !rest.contains("The app"), "{rest}");
            assert!(!rest.to_lowercase().contains("access-control"), "{rest}");
        }
        for name in ["localhost", "127.0.0.1", "[::1]", "app.localhost"] {
            let (status, _) = running.get_with_host(&format!("{name}:{port}"), url);
            assert!(!status.contains("403"), "{name} {url}: {status}");
        }
    }
    running.end();
}

#[test]
fn secrets_are_random_unless_configured() {
    let issue = |running: &Running| {
        let token = read_json(running.post(&running.portal("/control/token"), ""));
        token["access_token"].as_str().unwrap().to_owned()
    };
    let secrets = |arguments: &[&str]| {
        let running = Running::start(arguments);
        let webhook = running.address("webhook").rsplit('/').nth(1).unwrap().to_owned();
        let found = [issue(&running), webhook, running.address("client_secret").to_owned()];
        running.end();
        found
    };
    let seed: &[&str] = &["--seed", "1"];
    let (first, second) = (secrets(seed), secrets(seed));
    for (first, second) in first.iter().zip(&second) {
        assert!(first.len() >= 16 && first != second, "{first} {second}");
    }
    let chosen = secrets(&["--webhook-secret", "mine1", "--client-secret", "mine2"]);
    assert_eq!(chosen[1..], ["mine1", "mine2"]);
}

#[test]
fn refresh_token_is_exchanged_over_http() {
    let running = Running::start(&[]);
    let token = read_json(running.post(&running.portal("/control/token"), ""));
    let form = format!(
        "grant_type=refresh_token&client_id={}&client_secret={}&refresh_token={}",
        running.address("client_id"),
        running.address("client_secret"),
        token["refresh_token"].as_str().unwrap(),
    );
    let form_type = "application/x-www-form-urlencoded";
    let url = running.portal("/oauth/token/");
    let reply = running.agent.post(&url).content_type(form_type).send(&form).unwrap();
    assert_eq!(reply.status(), 200);
    let fresh = read_json(reply);
    let auth = format!("auth={}", fresh["access_token"].as_str().unwrap());
    assert_eq!(running.post(&running.portal("/rest//profile"), &auth).status(), 200);
    running.end();
}

#[test]
fn configured_origin_may_use_the_control_address() {
    let running = Running::start(&["--control-origin", "http://127.0.0.1:9/"]);
    let url = running.portal("/control/settings");
    let get = |origin: &str| running.agent.get(&url).header("origin", origin).call().unwrap();
    let chosen = get("http://127.0.0.1:9");
    assert_eq!(header(&chosen, "access-control-allow-origin"), Some("http://127.0.0.1:9"));
    assert_eq!(chosen.status(), 200);
    assert_eq!(get("http://127.0.0.1:8").status(), 403);
    running.end();
}

#[test]
fn app_pages_may_use_the_control_address_if_configured() {
    for (arguments, status) in [(&[][..], 403), (&["--control-app"], 200)] {
        let running = Running::start(arguments);
        let get = running.agent.get(&running.portal("/control/settings"));
        let response = get.header("origin", running.address("app")).call().unwrap();
        assert_eq!(response.status(), status, "{arguments:?}");
        running.end();
    }
}

#[test]
fn connection_faults_apply() {
    let running = Running::start(&[]);
    let fault = |body: Value| running.post(&running.portal("/control/faults"), &body.to_string());
    assert_eq!(fault(json!({ "name": "drop", "times": 1 })).status(), 200);
    let url = format!("{}profile", running.address("webhook"));
    let dropped = running.agent.post(&url).send("");
    assert!(dropped.is_err(), "{dropped:?}");
    assert_eq!(running.post(&url, "").status(), 200);

    fault(json!({ "name": "slow", "delay_ms": 120, "times": 1 }));
    let start = Instant::now();
    assert_eq!(running.post(&url, "").status(), 200);
    assert!(start.elapsed().as_millis() >= 120);

    fault(json!({ "name": "never", "times": 1 }));
    let address = running.address("portal").trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /rest/profile HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    // The request is recorded when it arrives, although no response is sent.
    let is_recorded = || {
        let records = read_json(running.get(&running.portal("/control/requests")));
        records.as_array().unwrap().iter().any(|record| record["method"] == "GET")
    };
    while !is_recorded() {
        std::thread::yield_now();
    }
    stream.set_nonblocking(true).unwrap();
    let nothing = stream.read(&mut [0; 1]).unwrap_err();
    assert_eq!(nothing.kind(), std::io::ErrorKind::WouldBlock);
    running.end();
}

#[test]
fn settings_change_the_running_portal() {
    let running = Running::start(&[]);
    let url = running.portal("/control/settings");
    let patch = r#"{"moved_to":"http://localhost:9"}"#;
    assert_eq!(running.agent.patch(&url).send(patch).unwrap().status(), 200);
    let moved = running.post(&running.portal("/rest/profile"), "");
    assert_eq!(moved.status(), 302);
    assert_eq!(header(&moved, "location"), Some("http://localhost:9/rest/profile"));
    assert_eq!(running.post(&running.portal("/control/reset"), "").status(), 200);
    assert_eq!(running.post(&running.portal("/rest/profile"), "").status(), 401);
    running.end();
}

#[test]
fn app_is_served_to_get_and_post() {
    let (app, package) = folders("served");
    let mount = format!("/pkg={}", package.display());
    let csp = "default-src 'self'";
    let running =
        Running::start(&["--app-dir", app.to_str().unwrap(), "--mount", &mount, "--csp", csp]);
    let posted = running.post(&running.app("/?DOMAIN=localhost"), "AUTH_ID=1");
    assert_eq!(posted.status(), 200);
    assert_eq!(header(&posted, "content-security-policy"), Some(csp));
    let got = running.get(&running.app("/index.html"));
    for mut response in [posted, got] {
        assert_eq!(header(&response, "content-type"), Some("text/html"));
        assert_eq!(response.body_mut().read_to_string().unwrap(), "<p>The app</p>");
    }
    let content_type =
        |path: &str| header(&running.get(&running.app(path)), "content-type").unwrap().to_owned();
    assert_eq!(content_type("/pkg/code.js"), "text/javascript");
    assert_eq!(content_type("/pkg/code.wasm"), "application/wasm");
    assert_eq!(running.get(&running.app("/none.js")).status(), 404);
    let page = running.get(&running.portal("/")).body_mut().read_to_string().unwrap();
    assert!(page.contains(&running.app("/?DOMAIN=").replace('/', "\\/")));
    running.end();
}

#[test]
fn app_page_without_a_folder_shows_instructions() {
    let running = Running::start(&[]);
    let page = running.post(&running.app("/"), "").body_mut().read_to_string().unwrap();
    assert!(page.contains("--app-dir"));
    running.end();
}

#[test]
fn configured_app_address_replaces_the_served_app() {
    let running = Running::start(&["--app", "http://127.0.0.1:9/app.html"]);
    assert_eq!(running.address("app"), "http://127.0.0.1:9/app.html");
    running.end();
}

/// Runs the program with invalid arguments.
fn failure(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_portal")).args(arguments).output().unwrap();
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn used_port_gives_a_one_line_error() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for option in ["--portal-port", "--app-port"] {
        let (code, message) = failure(&[option, &port]);
        assert_eq!(code, Some(1));
        assert_eq!(message.lines().count(), 1, "{message}");
        assert!(message.contains(&port), "{message}");
    }
}

#[test]
fn rejects_invalid_arguments() {
    let (code, message) = failure(&["--app-dir", "/no/such/folder"]);
    assert_eq!((code, message.contains("/no/such/folder")), (Some(1), true));
    for arguments in [
        ["--mount", "pkg"],
        ["--mount", "/=."],
        ["--users", "0"],
        ["--users", "100001"],
        ["--app", "localhost:3001"],
        ["--app", "javascript:alert(1)//http://"],
        ["--app", "data:text/html,x"],
        ["--app", "http://"],
        ["--control-origin", "*"],
        ["--control-origin", "null"],
        ["--control-origin", "http://localhost:3000/app"],
        ["--webhook-secret", "a/b"],
        ["--client-secret", ""],
        ["--csp", "default-src *\n"],
    ] {
        assert_eq!(failure(&arguments).0, Some(2), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn signal_ends_the_program() {
    let mut running = Running::start(&[]);
    let kill = Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    assert!(running.child.wait().unwrap().success());
}

#[test]
fn the_app_is_served_after_its_form_has_arrived() {
    let running = Running::start(&[]);
    let address = running.address("app").trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(address).unwrap();
    let head =
        |method: &str, rest: &str| format!("{method} / HTTP/1.1\r\nHost: {address}\r\n{rest}\r\n");
    stream.write_all(head("POST", "Content-Length: 5\r\n").as_bytes()).unwrap();
    // A response before the form would end the connection with unread bytes, which resets it.
    stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    assert!(stream.read(&mut [0; 1]).is_err());
    stream.set_read_timeout(None).unwrap();
    stream.write_all(b"a=b&c").unwrap();
    stream.write_all(head("GET", "Connection: close\r\n").as_bytes()).unwrap();
    let mut replies = String::new();
    stream.read_to_string(&mut replies).unwrap();
    assert_eq!(replies.matches("HTTP/1.1 200 OK").count(), 2, "{replies}");
    running.end();
}
