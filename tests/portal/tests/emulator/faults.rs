//! Configurable faults.

use crate::common::{Setup, json};
use portal::{Delivery, Fault, FaultName, Noise, Options, Portal, Response};
use serde_json::{Value, json};

fn with(name: FaultName) -> Response {
    let mut setup = Setup::new();
    setup.portal.add_fault(Fault::new(name));
    setup.respond("user.get", "start=50")
}

fn has_cors(response: &Response) -> bool {
    response.header("access-control-allow-origin") == Some("*")
}

fn error(code: &str) -> Fault {
    Fault { code: Some(code.to_owned()), ..Fault::new(FaultName::Error) }
}

#[test]
fn every_documented_error_is_available_as_a_fault() {
    let statuses = [
        ("ERROR_METHOD_NOT_FOUND", 404),
        ("NO_AUTH_FOUND", 401),
        ("expired_token", 401),
        ("invalid_token", 401),
        ("insufficient_scope", 401),
        ("user_access_error", 401),
        ("authorization_error", 401),
        ("APPLICATION_NOT_FOUND", 401),
        ("CONNECTION_ERROR", 401),
        ("ACCESS_DENIED", 401),
        ("INVALID_CREDENTIALS", 401),
        ("INVALID_REQUEST", 401),
        ("OVERLOAD_LIMIT", 401),
        ("OPERATION_TIME_LIMIT", 429),
        ("QUERY_LIMIT_EXCEEDED", 503),
        ("ERROR_ARGUMENT", 400),
        ("ERROR_CORE", 500),
        ("WRONG_AUTH_TYPE", 403),
        ("WRONG_LICENSE", 403),
        ("PORTAL_DELETED", 403),
        ("ERROR_BATCH_METHOD_NOT_ALLOWED", 405),
        ("ERROR_BATCH_LENGTH_EXCEEDED", 400),
        ("INTERNAL_SERVER_ERROR", 500),
        ("ERROR_UNEXPECTED_ANSWER", 500),
        ("ERROR_MANIFEST_IS_NOT_AVAILABLE", 404),
        ("METHOD_CONFIRM_WAITING", 401),
        ("METHOD_CONFIRM_DENIED", 403),
        ("WRONG_ENCODING", 200),
    ];
    let mut setup = Setup::new();
    for (code, status) in statuses {
        setup.portal.clear_faults();
        setup.portal.add_fault(error(code));
        let response = setup.respond("profile", "");
        assert_eq!(response.status, status, "{code}");
        assert!(has_cors(&response));
        let reply = json(&response);
        assert_eq!(reply["error"], code);
        assert!(reply["error_description"].as_str().is_some_and(|text| !text.is_empty()));
        assert_eq!((reply.get("result"), reply.get("time")), (None, None));
    }
}

#[test]
fn error_fault_precedes_every_check() {
    let mut setup = Setup::new();
    setup.portal.settings_mut().bucket.capacity = 0.0;
    setup.portal.add_fault(error("OVERLOAD_LIMIT"));
    let response = setup.send("POST", "/rest/no.such.method", "", "");
    assert_eq!(json(&response)["error"], "OVERLOAD_LIMIT");
}

#[test]
fn status_and_description_of_an_error_are_configurable() {
    let mut setup = Setup::new();
    setup.portal.add_fault(Fault {
        status: Some(503),
        description: Some("Busy<br>".to_owned()),
        ..error("OVERLOAD_LIMIT")
    });
    let response = setup.respond("profile", "");
    assert_eq!(response.status, 503);
    assert_eq!(json(&response)["error_description"], "Busy<br>");
}

#[test]
fn error_codes_can_be_falsy_in_php() {
    for (name, code) in [
        (FaultName::EmptyErrorCode, ""),
        (FaultName::ZeroErrorCode, "0"),
        (FaultName::HundredErrorCode, "100"),
    ] {
        let response = with(name);
        assert_eq!(response.status, 400);
        assert_eq!(json(&response)["error"], code);
    }
}

#[test]
fn replies_can_have_unexpected_shapes() {
    let shape = |name| {
        let response = with(name);
        assert_eq!(response.status, 200);
        assert!(has_cors(&response));
        json(&response)
    };
    assert!(shape(FaultName::ErrorObject)["error"]["code"].is_string());
    assert!(shape(FaultName::ErrorNumber)["error"].is_u64());
    assert!(shape(FaultName::ErrorWithOk)["error"].is_string());
    assert!(shape(FaultName::ListBody).is_array());
    let bare = shape(FaultName::NotAnEnvelope);
    assert!(bare.is_object() && bare.get("result").is_none() && bare.get("error").is_none());
    let null = shape(FaultName::NullResult);
    assert!(null["result"].is_null() && null.get("result").is_some() && null["time"].is_object());
    assert_eq!(shape(FaultName::RepeatedNext)["next"], 50);
}

#[test]
fn normal_response_can_be_damaged() {
    let whole = Setup::new().respond("user.get", "start=50");
    let is_preceded = |name, start: &str| {
        let response = with(name);
        assert_eq!(response.status, 200);
        response.text().strip_prefix(start).is_some_and(|rest| rest == whole.text())
    };
    assert!(is_preceded(FaultName::ByteOrderMark, "\u{feff}"));
    assert!(is_preceded(FaultName::LeadingWhitespace, "\n\r\n  "));
    let notice = with(FaultName::PhpNotice).text();
    assert!(notice.starts_with("<br />\n<b>Notice</b>") && notice.ends_with(&whole.text()));
    let truncated = with(FaultName::Truncated);
    assert!(whole.text().starts_with(&truncated.text()) && truncated.body.len() < whole.body.len());
    assert!(serde_json::from_slice::<Value>(&truncated.body).is_err());
    assert!(with(FaultName::EmptyBody).body.is_empty());
}

#[test]
fn front_server_pages_have_no_cors_headers() {
    for (name, status, cors) in [
        (FaultName::FatalHtml, 500, true),
        (FaultName::BadGatewayHtml, 502, false),
        (FaultName::UnavailableHtml, 503, false),
        (FaultName::GatewayTimeoutHtml, 504, false),
        (FaultName::Redirect, 302, false),
    ] {
        let response = with(name);
        assert_eq!(response.status, status);
        assert_eq!(response.header("content-type"), Some("text/html"));
        assert_eq!(has_cors(&response), cors, "{name:?}");
    }
    assert!(with(FaultName::Redirect).header("location").is_some());
}

#[test]
fn responses_can_be_delayed_or_missing() {
    assert_eq!(with(FaultName::Slow).delay.as_millis(), 3000);
    let mut setup = Setup::new();
    setup.portal.add_fault(Fault { delay_ms: Some(70), ..Fault::new(FaultName::Slow) });
    assert_eq!(setup.respond("profile", "").delay.as_millis(), 70);
    assert_eq!(with(FaultName::Drop).delivery, Delivery::Drop);
    assert_eq!(with(FaultName::Never).delivery, Delivery::Never);
}

#[test]
fn fault_can_be_limited_to_a_method_and_a_count() {
    let mut setup = Setup::new();
    setup.portal.add_fault(Fault {
        method: Some("user.get".to_owned()),
        times: Some(2),
        ..error("INTERNAL_SERVER_ERROR")
    });
    let mut status = |method: &str| setup.respond(method, "").status;
    assert_eq!(status("profile"), 200);
    let statuses = ["user.get", "User.Get.json", "profile", "user.get"].map(&mut status);
    assert_eq!(statuses, [500, 500, 200, 200]);
}

#[test]
fn first_matching_fault_applies() {
    let mut setup = Setup::new();
    setup.portal.add_fault(Fault { times: Some(1), ..error("OVERLOAD_LIMIT") });
    setup.portal.add_fault(error("PORTAL_DELETED"));
    assert_eq!(setup.call("profile", "")["error"], "OVERLOAD_LIMIT");
    assert_eq!(setup.call("profile", "")["error"], "PORTAL_DELETED");
    setup.portal.clear_faults();
    assert_eq!(setup.respond("profile", "").status, 200);
}

#[test]
fn preflight_is_never_affected() {
    let mut setup = Setup::new();
    setup.portal.add_fault(Fault { times: Some(1), ..Fault::new(FaultName::UnavailableHtml) });
    assert_eq!(setup.send("OPTIONS", "/rest/profile", "", "").status, 200);
    assert_eq!(setup.respond("profile", "").status, 503);
}

#[test]
fn fault_of_one_call_also_applies_within_a_batch() {
    let mut setup = Setup::new();
    let on_user_get = |fault: Fault| Fault { method: Some("user.get".to_owned()), ..fault };
    setup.portal.add_fault(on_user_get(Fault { times: Some(1), ..error("ERROR_CORE") }));
    setup
        .portal
        .add_fault(on_user_get(Fault { times: Some(1), ..Fault::new(FaultName::NullResult) }));
    setup
        .portal
        .add_fault(on_user_get(Fault { times: Some(1), ..Fault::new(FaultName::RepeatedNext) }));
    setup.portal.add_fault(on_user_get(Fault::new(FaultName::Drop)));
    let form = "cmd[a]=user.get&cmd[b]=user.get&cmd[c]=user.get%3Fstart%3D50&cmd[d]=user.get&cmd[e]=profile";
    let reply = setup.call("batch", form);
    let result = &reply["result"];
    assert_eq!(result["result_error"]["a"]["error"], "ERROR_CORE");
    assert!(result["result"]["b"].is_null() && result["result"].get("b").is_some());
    assert_eq!(result["result_next"]["c"], json!(50));
    assert_eq!(result["result_next"]["d"], json!(50));
    assert_eq!(result["result"]["e"]["ID"], "1");
}

#[test]
fn a_fault_may_follow_the_execution() {
    for executed in [false, true] {
        let mut setup = Setup::new();
        let before = setup.portal.company().departments().len();
        setup.portal.add_fault(Fault { executed, ..Fault::new(FaultName::GatewayTimeoutHtml) });
        assert_eq!(setup.respond("department.add", "NAME=new&PARENT=1").status, 504);
        let after = setup.portal.company().departments().len();
        assert_eq!(after, before + usize::from(executed));
    }
}

#[test]
fn noise_affects_its_share_of_the_requests() {
    let statuses = |seed| {
        let options = Options { seed, users: 20, ..Options::default() };
        let mut setup = Setup { portal: Portal::new(options), ..Setup::new() };
        let settings = setup.portal.settings_mut();
        settings.bucket.enabled = false;
        let names = [FaultName::FatalHtml, FaultName::BadGatewayHtml];
        settings.noise = Noise { percent: 20, faults: names.map(Fault::new).to_vec() };
        (0..1000).map(|_| setup.respond("profile", "").status).collect::<Vec<_>>()
    };
    let first = statuses(1);
    let count = |status| first.iter().filter(|&&other| other == status).count();
    for status in [500, 502] {
        assert!((70..130).contains(&count(status)), "{} of {status}", count(status));
    }
    assert_eq!(first, statuses(1));
    assert_ne!(first, statuses(2));
}
