//! The host page and its addresses.

use crate::common::{Setup, json};
use portal::{Handshake, Refresh, ReplyMode};
use serde_json::{Value, json};

#[test]
fn frame_name_contains_host_protocol_and_a_new_id() {
    let mut setup = Setup::new();
    let page = setup.page("");
    let sid = page["sid"].as_str().unwrap();
    assert!(sid.len() == 32 && sid.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(page["frameName"], format!("localhost:8000|0|{sid}"));
    assert_eq!(
        page["action"],
        format!("http://127.0.0.1:8001/?DOMAIN=localhost%3A8000&PROTOCOL=0&LANG=en&APP_SID={sid}")
    );
    assert_ne!(setup.page("")["sid"], page["sid"]);
}

#[test]
fn form_has_the_portals_fields() {
    let mut setup = Setup::new();
    let fields = setup.page("")["fields"].clone();
    let names: Vec<_> = fields.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "AUTH_ID",
            "AUTH_EXPIRES",
            "REFRESH_ID",
            "SERVER_ENDPOINT",
            "APPLICATION_TOKEN",
            "APPLICATION_SCOPE",
            "member_id",
            "status",
            "PLACEMENT"
        ]
    );
    assert_eq!(fields["AUTH_EXPIRES"], "3600");
    assert_eq!(fields["PLACEMENT"], "DEFAULT");
    setup.token = fields["AUTH_ID"].as_str().unwrap().to_owned();
    assert_eq!(setup.respond("profile", "").status, 200);
}

#[test]
fn init_data_has_php_shapes() {
    let data = Setup::new().page("")["initData"].clone();
    assert_eq!(data["DOMAIN"], "localhost:8000");
    assert_eq!(data["PROTOCOL"], 0);
    assert_eq!(data["PATH"], "/rest");
    assert_eq!(data["IS_ADMIN"], true);
    assert_eq!(data["INSTALL"], false);
    for key in ["USER_OPTIONS", "APP_OPTIONS", "PLACEMENT_OPTIONS"] {
        assert_eq!(data[key], json!([]), "{key}");
    }
}

#[test]
fn query_selects_app_placement_and_options() {
    let mut setup = Setup::new();
    let options = "%7B%22ID%22%3A5%2C%22open%22%3Atrue%7D";
    let query = format!(
        "?app=http://127.0.0.1:9/a?b=1&placement=crm_deal_detail_tab&options={options}&lang=de"
    );
    let page = setup.page(&query);
    assert!(page["action"].as_str().unwrap().starts_with("http://127.0.0.1:9/a?b=1&DOMAIN="));
    assert!(page["action"].as_str().unwrap().contains("&LANG=de&"));
    assert_eq!(page["fields"]["PLACEMENT"], "CRM_DEAL_DETAIL_TAB");
    let sent: Value =
        serde_json::from_str(page["fields"]["PLACEMENT_OPTIONS"].as_str().unwrap()).unwrap();
    assert_eq!(sent, json!({ "ID": 5, "open": true }));
    assert_eq!(page["initData"]["PLACEMENT"], "CRM_DEAL_DETAIL_TAB");
    assert_eq!(page["initData"]["PLACEMENT_OPTIONS"], json!({ "ID": "5", "open": "1" }));
}

#[test]
fn other_query_parameters_become_options() {
    let page = Setup::new().page("?deal=7&handshake=slow&delay=20");
    assert_eq!(page["initData"]["PLACEMENT_OPTIONS"], json!({ "deal": "7" }));
    assert_eq!((&page["handshake"], &page["delay"]), (&json!("slow"), &json!(20)));
}

#[test]
fn rejects_options_that_are_not_an_object() {
    let mut setup = Setup::new();
    for options in ["5", "%7B", "text"] {
        assert_eq!(setup.send("GET", &format!("/?options={options}"), "", "").status, 400);
    }
}

#[test]
fn query_modes_override_the_settings() {
    let mut setup = Setup::new();
    let patch = json!({ "host": { "handshake": "wrong-id", "refresh": "never", "delay_ms": 9 } });
    assert_eq!(setup.control("PATCH", "settings", patch).0, 200);
    let page = setup.page("?handshake=twice");
    assert_eq!([&page["handshake"], &page["refresh"]], ["twice", "never"]);
    assert_eq!(page["delay"], 9);
    let wrong = json!({ "host": { "handshake": "sideways" } });
    assert_eq!(setup.control("PATCH", "settings", wrong).0, 400);
    let response = setup.send("GET", "/?refresh=sideways", "", "");
    assert_eq!(response.status, 400);
    assert!(response.text().contains("sideways"));
}

#[test]
fn faults_script_implements_every_mode() {
    let script = Setup::new().send("GET", "/host/faults.js", "", "").text();
    let (handshakes, refreshes) = script
        .split_once("export const handshakes")
        .and_then(|(_, rest)| rest.split_once("export const refreshes"))
        .unwrap();
    let has = |table: &str, mode: Value| {
        let name = mode.as_str().unwrap();
        table.contains(&format!("\n  {name}: ")) || table.contains(&format!("\n  '{name}': "))
    };
    for mode in [
        Handshake::Normal,
        Handshake::NoReply,
        Handshake::Slow,
        Handshake::NotJson,
        Handshake::Empty,
        Handshake::Null,
        Handshake::Array,
        Handshake::NoToken,
        Handshake::WrongId,
        Handshake::Twice,
        Handshake::ForeignOriginFirst,
        Handshake::ForeignSource,
    ] {
        assert!(has(handshakes, json!(mode)), "{mode:?}");
    }
    for mode in [
        Refresh::Normal,
        Refresh::Never,
        Refresh::Slow,
        Refresh::NotJson,
        Refresh::Empty,
        Refresh::NoToken,
    ] {
        assert!(has(refreshes, json!(mode)), "{mode:?}");
    }
}

#[test]
fn replies_script_implements_every_mode() {
    let mut setup = Setup::new();
    let replies = setup.send("GET", "/host/replies.js", "", "").text();
    let page = setup.send("GET", "/host/page.js", "", "").text();
    for mode in [
        ReplyMode::Normal,
        ReplyMode::Denied,
        ReplyMode::Never,
        ReplyMode::Slow,
        ReplyMode::NotJson,
        ReplyMode::WrongId,
        ReplyMode::Twice,
        ReplyMode::ForeignOriginFirst,
        ReplyMode::ForeignSource,
        ReplyMode::NotOnDevice,
    ] {
        let name = json!(mode);
        let name = name.as_str().unwrap();
        // The host page ignores a denied command before it calls a handler.
        let known = match mode {
            ReplyMode::Denied => page.contains("mode === 'denied'"),
            _ => {
                replies.contains(&format!("\n  {name}: "))
                    || replies.contains(&format!("\n  '{name}': "))
            }
        };
        assert!(known, "{mode:?}");
    }
}

#[test]
fn each_command_has_its_own_reply_mode() {
    let mut setup = Setup::new();
    let patch = json!({ "host": { "replies": { "setTitle": "never", "openPath": "slow" } } });
    assert_eq!(setup.control("PATCH", "settings", patch).0, 200);
    let page = setup.page("?replies=openPath:denied,selectUser:not-on-device");
    assert_eq!(
        page["replies"],
        json!({ "openPath": "denied", "selectUser": "not-on-device", "setTitle": "never" })
    );
    let wrong = json!({ "host": { "replies": { "setTitle": "sideways" } } });
    assert_eq!(setup.control("PATCH", "settings", wrong).0, 400);
    let response = setup.send("GET", "/?replies=setTitle:sideways", "", "");
    assert_eq!(response.status, 400);
    assert!(response.text().starts_with("replies: ") && response.text().contains("sideways"));
}

#[test]
fn placement_denies_title_and_slider_denies_size() {
    for (query, denied) in [
        ("", json!([])),
        ("?placement=crm_deal_detail_tab", json!(["setTitle"])),
        ("?slider=1", json!(["resizeWindow"])),
        ("?placement=CRM_DEAL_DETAIL_TAB&slider=1", json!(["setTitle", "resizeWindow"])),
    ] {
        let page = Setup::new().page(query);
        assert_eq!(page["denied"], denied, "{query}");
        assert_eq!(page["slider"], query.contains("slider"), "{query}");
    }
}

#[test]
fn query_cannot_inject_html() {
    let page = Setup::new().page("?lang=%3C/script%3E%3Cb%3E%26APP_SID=1");
    assert_eq!(page["initData"]["LANG"], "</script><b>&APP_SID=1");
    assert!(
        page["action"].as_str().unwrap().contains("LANG=%3C%2Fscript%3E%3Cb%3E%26APP%5FSID%3D1&")
    );
}

#[test]
fn host_page_exchanges_each_refresh_token_once() {
    let mut setup = Setup::new();
    let mut token = |body: Value| {
        let response = setup.send("POST", "/host/token", "application/json", body.to_string());
        (response.status, json(&response))
    };
    let (status, first) = token(json!({}));
    assert_eq!((status, &first["AUTH_EXPIRES"]), (200, &json!("3600")));
    let (status, second) = token(json!({ "refresh": first["REFRESH_ID"] }));
    assert_eq!(status, 200);
    assert_ne!(first["AUTH_ID"], second["AUTH_ID"]);
    assert_eq!(token(json!({ "refresh": first["REFRESH_ID"] })).0, 401);
    setup.token = second["AUTH_ID"].as_str().unwrap().to_owned();
    assert_eq!(setup.respond("profile", "").status, 200);
}

#[test]
fn host_page_loads_only_its_own_files() {
    let mut setup = Setup::new();
    let mut read = |path: &str| {
        let response = setup.send("GET", path, "", "");
        assert_eq!(response.status, 200, "{path}");
        (response.header("content-type").unwrap().to_owned(), response.text())
    };
    let (_, html) = read("/");
    assert!(html.contains("href=\"/host/page.css\"") && html.contains("src=\"/host/page.js\""));
    assert!(read("/host/page.css").0.starts_with("text/css"));
    let mut scripts = vec!["page.js".to_owned()];
    let mut at = 0;
    while let Some(script) = scripts.get(at).cloned() {
        let (content_type, source) = read(&format!("/host/{script}"));
        assert!(content_type.starts_with("text/javascript"), "{script}");
        for import in source.lines().filter_map(|line| line.split_once(" from '")) {
            let file =
                import.1.strip_prefix("./").expect("a file beside it").trim_end_matches('\'');
            let folder = script.rsplit_once('/').map_or("", |(folder, _)| folder);
            let file = if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") };
            if !scripts.contains(&file) {
                scripts.push(file);
            }
        }
        at += 1;
    }
    assert!(scripts.iter().any(|script| script == "protocol.js"), "{scripts:?}");
    let (_, html) = read("/two-users");
    for file in ["page.css", "two-users.css", "two-users.js"] {
        assert!(html.contains(&format!("\"/host/{file}\"")), "{file}");
        read(&format!("/host/{file}"));
    }
    let (_, html) = read("/two-users");
    for file in ["page.css", "two-users.css", "two-users.js"] {
        assert!(html.contains(&format!("\"/host/{file}\"")));
        read(&format!("/host/{file}"));
    }
    assert!(read("/host/impostor").0.starts_with("text/html"));
}

#[test]
fn photos_exist_only_for_users_with_a_photo() {
    let mut setup = Setup::new();
    let response = setup.send("GET", "/upload/avatar/1.svg?size=150", "", "");
    assert_eq!(response.header("content-type"), Some("image/svg+xml"));
    assert!(response.text().starts_with("<svg ") && response.text().trim_end().ends_with("</svg>"));
    let without = setup.expected(|user| !user.photo)[0];
    for file in [format!("{without}.svg"), "0.svg".into(), "x.svg".into(), "1.png".into()] {
        assert_eq!(setup.send("GET", &format!("/upload/avatar/{file}"), "", "").status, 404);
    }
}
