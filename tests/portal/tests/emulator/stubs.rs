//! Methods that the emulator does not have, and stubs of them.

use crate::common::{NOW, Setup};
use portal::{Grant, Options, Portal, Replies};
use serde_json::{Value, json};

fn with_replies(replies: &str) -> Setup {
    let replies: Replies = replies.parse().unwrap();
    let mut portal = Portal::new(Options { users: 20, replies, ..Options::default() });
    let token = portal.issue_token(Grant::default(), NOW).access_token;
    Setup { portal, token, now: NOW }
}

#[test]
fn unknown_method_names_similar_ones_and_the_option() {
    let mut setup = Setup::with_users(20);
    let description = |setup: &mut Setup, name: &str| {
        let reply = setup.call(name, "");
        assert_eq!(reply["error"], "ERROR_METHOD_NOT_FOUND", "{name}");
        assert_eq!(reply.as_object().unwrap().len(), 2, "the portal's shape");
        reply["error_description"].as_str().unwrap().to_owned()
    };
    let text = description(&mut setup, "crm.vat.list");
    assert!(text.starts_with("Method not found! The emulator has no \"crm.vat.list\"; it has "));
    assert!(text.contains("\"crm.lead.list\"") && text.contains("--replies FILE.json"), "{text}");
    let text = description(&mut setup, "crm.deal.recurring");
    assert!(text.contains("\"crm.deal."), "a method of the same folder: {text}");

    // What may be a secret is not repeated.
    for path in ["1/webhooksecret0001", "secret0001", "a.%3Cscript%3E"] {
        assert_eq!(description(&mut setup, path), "Method not found!", "{path}");
    }
}

#[test]
fn stub_replies_with_what_is_given() {
    let mut setup = with_replies(
        r#"{
            "crm.vat.list": { "result": [{ "ID": "1" }], "total": 120, "next": 50 },
            "Crm.Vat.Get": { "result": null },
            "user.get": { "error": "", "error_description": "no", "status": 403 }
        }"#,
    );
    let list = setup.call("crm.vat.list", "");
    assert_eq!(list["result"], json!([{ "ID": "1" }]));
    assert_eq!((&list["total"], &list["next"]), (&json!(120), &json!(50)));
    assert!(list["time"].is_object());
    let got = setup.call("crm.vat.get", "");
    assert_eq!(got.get("result"), Some(&Value::Null));
    assert_eq!(got.get("total"), None);
    let response = setup.respond("user.get", "");
    assert_eq!((response.status, response.text().contains("\"no\"")), (403, true));

    let batch = setup.call("batch", "cmd[a]=crm.vat.list&cmd[b]=user.get&cmd[c]=$result[a][0][ID]");
    assert_eq!(batch["result"]["result"]["a"], json!([{ "ID": "1" }]));
    assert_eq!(batch["result"]["result_error"]["b"]["error_description"], "no");
    assert_eq!(setup.call("method.get", "name=crm.vat.get")["result"]["isExisting"], true);
    let names = setup.call("methods", "")["result"].clone();
    assert!(names.as_array().unwrap().contains(&json!("crm.vat.list")));
    // A stub is a method: it needs a token.
    assert_eq!(setup.send("POST", "/rest/crm.vat.list", "", "").status, 401);
}

#[test]
fn invalid_replies_are_rejected_with_the_method() {
    for (json, part) in [
        ("[]", "expected a map"),
        (
            r#"{ "a.b": {} }"#,
            r#""a.b" needs either "result" or "error", as in {"a.b": {"result": []}}"#,
        ),
        (r#"{ "a.b": { "result": 1, "error": "x" } }"#, "needs either"),
        (r#"{ "a.b": { "rows": [] } }"#, r#""a.b": unknown field `rows`"#),
    ] {
        let error = json.parse::<Replies>().unwrap_err();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn all_methods_are_listed_once_and_in_order() {
    let names: Vec<&str> = portal::method_names().collect();
    assert!(names.is_sorted_by(|one, other| one < other), "{names:?}");
    for name in ["user.get", "crm.deal.list", "tasks.task.add", "disk.folder.uploadfile"] {
        assert!(names.contains(&name), "{name}");
    }
}
