//! Single calls.

use super::*;
use crate::v3::Problem;

fn one(status: u16, body: &'static str) -> Portal {
    Portal::new(move |_, _| (status, body.to_owned()))
}

fn call(client: &Client, method: &str, given: &str) -> Result<String> {
    let reply = block_on(client.v3().call_by_name(method, params(given)).into_future());
    reply.map(|reply| json::write(&reply.result))
}

fn failure(status: u16, body: &'static str) -> Error {
    call(&one(status, body).webhook(), "tasks.task.update", r#"{"id":1,"fields":{}}"#).unwrap_err()
}

#[test]
fn sends_json_to_the_address_of_rest_3() {
    let portal = one(200, r#"{"result":{"items":[{"id":1}]},"time":{"start":1}}"#);
    let result = call(&portal.webhook(), "tasks.task.list", r#"{"filter":["id",1]}"#).unwrap();
    assert_eq!(result, r#"{"items":[{"id":1}]}"#);
    call(&portal.token(), "tasks.task.list", r#"{"filter":["id",1]}"#).unwrap();
    call(&portal.token(), "tasks.task.list", "{}").unwrap();
    let sent = |path: &str, body: &str| (path.to_owned(), body.to_owned());
    assert_eq!(
        portal.sent(),
        [
            sent("/rest/api/1/c0de/tasks.task.list", r#"{"filter":[["id",1]]}"#),
            sent("/rest/api/tasks.task.list", r#"{"auth":"t0","filter":[["id",1]]}"#),
            sent("/rest/api/tasks.task.list", r#"{"auth":"t0"}"#),
        ]
    );
}

#[test]
fn a_call_without_parameters_has_a_body() {
    let portal = one(200, r#"{"result":{"total":3}}"#);
    call(&portal.webhook(), "humanresources.employee.count", "{}").unwrap();
    assert_eq!(portal.sent()[0].1, "{}");
}

#[test]
fn reads_own_types() {
    #[derive(serde::Deserialize)]
    struct Items {
        items: Vec<Task>,
    }
    #[derive(serde::Deserialize)]
    struct Task {
        id: u64,
    }
    let client = one(200, r#"{"result":{"items":[{"id":7}]}}"#).webhook();
    let call = client.v3().call_as::<Items>("tasks.task.list", &());
    assert_eq!(block_on(call.into_future()).unwrap().result.items[0].id, 7);
}

#[test]
fn names_of_the_other_version_are_not_sent() {
    let portal = one(200, "{}");
    let client = portal.webhook();
    let error = call(&client, "crm.deal.list", "{}").unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "OTHER_REST_VERSION"));
    let v2 = client.call_by_name("main.eventlog.list", Map::new());
    let error = block_on(v2.into_future()).unwrap_err();
    assert_eq!(error.code(), "OTHER_REST_VERSION");
    assert_eq!(error.method(), Some("main.eventlog.list"));
    assert_eq!(portal.sent(), []);
}

#[test]
fn codes_are_the_same_with_any_prefix() {
    for (code, expected) in [
        ("BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION", "ACCESSDENIEDEXCEPTION"),
        ("BITRIX_REST_V3_EXCEPTIONS_ACCESSDENIEDEXCEPTION", "ACCESSDENIEDEXCEPTION"),
        ("BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION", "FIELDNOTFOUNDEXCEPTION"),
        (
            "BITRIX_REST_V3_EXCEPTION_VALIDATION_DTOVALIDATIONEXCEPTION",
            "VALIDATION_DTOVALIDATIONEXCEPTION",
        ),
        ("BITRIX_REST_V3_EXCEPTION_", "BITRIX_REST_V3_EXCEPTION_"),
        ("NOTE_EXCEPTION_X", "NOTE_EXCEPTION_X"),
        ("access_denied", "access_denied"),
    ] {
        let body = format!(r#"{{"error":{{"code":"{code}","message":"no"}}}}"#);
        let portal = Portal::new(move |_, _| (400, body.clone()));
        let error = call(&portal.webhook(), "tasks.task.list", "{}").unwrap_err();
        assert_eq!(error.code(), expected);
        assert_eq!(error.status(), Some(400));
    }
}

#[test]
fn kinds_follow_from_code_and_status() {
    for (status, code, kind) in [
        (401, "ACCESSDENIEDEXCEPTION", ErrorKind::Auth),
        (403, "ACCESSDENIEDEXCEPTION", ErrorKind::Permission),
        (400, "ACCESSDENIEDEXCEPTION", ErrorKind::Permission),
        (403, "INSUFFICIENTSCOPEEXCEPTION", ErrorKind::Permission),
        (402, "RESTUNAVAILABLEEXCEPTION", ErrorKind::Permission),
        (404, "METHODNOTFOUNDEXCEPTION", ErrorKind::Portal),
        (400, "ENTITYNOTFOUNDEXCEPTION", ErrorKind::Portal),
    ] {
        let body = refusal(code);
        let portal = Portal::new(move |_, _| (status, body.clone()));
        let error = call(&portal.webhook(), "tasks.task.get", r#"{"id":1}"#).unwrap_err();
        assert_eq!((error.kind(), error.code()), (kind, code));
    }
}

#[test]
fn an_unknown_method_may_be_of_the_other_version() {
    let body =
        r#"{"error":{"code":"BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION","message":"-"}}"#;
    assert!(failure(404, body).description().contains("REST 2.0"));
}

#[test]
fn validation_has_messages_and_fields() {
    let error = failure(
        400,
        r#"{"error":{"code":"BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION","message":"no",
            "validation":[{"message":"is required","field":"filter.userId"},{"message":"is wrong"},7]}}"#,
    );
    let problem = |message: &str, field: Option<&str>| Problem {
        message: message.to_owned(),
        field: field.map(str::to_owned),
    };
    assert_eq!(
        error.validation(),
        [
            problem("is required", Some("filter.userId")),
            problem("is wrong", None),
            problem("", None)
        ]
    );
    assert_eq!(failure(400, r#"{"error":{"code":"X","validation":{}}}"#).validation(), []);
}

#[test]
fn both_envelopes_are_read() {
    let error = failure(400, r#"{"error":"ERROR_CORE","error_description":"no"}"#);
    assert_eq!((error.code(), error.description()), ("ERROR_CORE", "no"));
}

#[test]
fn the_openapi_document_is_the_result() {
    let document = r#"{"openapi":"3.0.0","paths":{}}"#;
    let portal = one(200, document);
    assert_eq!(call(&portal.webhook(), "rest.documentation.openapi", "{}").unwrap(), document);
    let error = call(&portal.webhook(), "tasks.task.list", "{}").unwrap_err();
    assert_eq!(error.code(), "NOT_AN_ENVELOPE");
    let error = call(&portal.webhook(), "documentation", "{}").unwrap_err();
    assert!(error.description().contains("rest.documentation.openapi"));
}

#[test]
fn any_401_refreshes_once_and_repeats_once() {
    for code in ["ACCESSDENIEDEXCEPTION", "SOMETHINGNEWEXCEPTION"] {
        let body = refusal(code);
        let portal = Portal::new(move |_, body_sent| match body_sent["auth"].as_str() {
            Some("t1") => (200, r#"{"result":true}"#.to_owned()),
            _ => (401, body.clone()),
        });
        // A refusal of the token certainly precedes the execution of a write.
        call(&portal.token(), "tasks.task.delete", r#"{"id":1}"#).unwrap();
        assert_eq!((portal.refreshes.get(), portal.sent().len()), (1, 2));
    }
    let portal = Portal::new(|_, _| (401, refusal("ACCESSDENIEDEXCEPTION")));
    let error = call(&portal.token(), "tasks.task.get", r#"{"id":1}"#).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Auth, 2));
    assert_eq!((portal.refreshes.get(), portal.sent().len()), (1, 2));
}

#[test]
fn a_403_never_refreshes() {
    let portal = Portal::new(|_, _| (403, refusal("ACCESSDENIEDEXCEPTION")));
    let error = call(&portal.token(), "tasks.task.get", r#"{"id":1}"#).unwrap_err();
    assert_eq!((error.kind(), portal.refreshes.get()), (ErrorKind::Permission, 0));
    assert_eq!(portal.sent().len(), 1);
}

#[test]
fn a_lost_response_repeats_reads_alone() {
    for (method, given, requests) in [
        ("tasks.task.get", r#"{"id":1}"#, 4),
        ("mail.message.thread", r#"{"id":1}"#, 4),
        ("tasks.task.update", r#"{"id":1,"fields":{}}"#, 1),
        ("some.new.thing", "{}", 1),
    ] {
        for status in [0, 502] {
            let portal = Portal::new(move |_, _| (status, "<html>".to_owned()));
            call(&portal.webhook(), method, given).unwrap_err();
            assert_eq!(portal.sent().len(), requests, "{method} {status}");
        }
    }
}

#[test]
fn limits_repeat_writes_too() {
    for (status, body) in [
        (503, r#"{"error":"QUERY_LIMIT_EXCEEDED","error_description":"-"}"#),
        (429, r#"{"error":{"code":"BITRIX_REST_V3_EXCEPTIONS_RATELIMITEXCEPTION","message":"-"}}"#),
    ] {
        let requests = Cell::new(0);
        let portal = Portal::new(move |_, _| match requests.replace(requests.get() + 1) {
            1 => (status, body.to_owned()),
            _ => {
                (200, r#"{"result":true,"time":{"operating":1,"operating_reset_at":5}}"#.to_owned())
            }
        });
        let client = portal.webhook();
        for requests in [1, 2] {
            call(&client, "tasks.task.delete", r#"{"id":1}"#).unwrap();
            assert_eq!(portal.sent().len(), requests, "{body}");
        }
    }
}

#[test]
fn other_failures_of_the_server_are_final() {
    let portal = Portal::new(|_, _| (500, refusal("INTERNAL_INTERNALEXCEPTION")));
    call(&portal.webhook(), "tasks.task.list", "{}").unwrap_err();
    assert_eq!(portal.sent().len(), 1);
}

#[test]
fn errors_have_no_token() {
    let portal = Portal::new(|path, body| {
        let text = format!("{path} {body}").replace('"', "'");
        (
            400,
            format!(
                r#"{{"error":{{"code":"t0","message":"{text}","validation":[{{"message":"{text}"}}]}}}}"#
            ),
        )
    });
    let origin = Origin::parse("example.bitrix24.com").unwrap();
    let token = Token::new(&origin, AccessToken::new("s3cret-token"));
    let client = portal.client(Credentials::Token(token));
    let error = call(&client, "tasks.task.list", "{}").unwrap_err();
    let problems = error.validation();
    let printed = format!("{error} {error:?} {:?} {problems:?}", error.response());
    assert!(!printed.contains("s3cret"), "{printed}");
    assert_eq!(problems.len(), 1);
}

#[test]
fn writes_over_a_webhook_have_a_key_that_attempts_share() {
    let requests = Cell::new(0);
    let mut portal = Portal::new(move |_, _| match requests.replace(1 - requests.get()) {
        0 => (503, r#"{"error":"QUERY_LIMIT_EXCEEDED"}"#.to_owned()),
        _ => (200, r#"{"result":[true]}"#.to_owned()),
    });
    let write = |portal: &Portal, client: &Client| {
        call(client, "tasks.task.delete", r#"{"id":1}"#).unwrap();
        portal.keys.take()
    };
    assert_eq!(write(&portal, &portal.webhook()), [None, None]);
    portal.sends_keys = true;
    let keys = write(&portal, &portal.webhook());
    let is_key =
        |key: &str| key.len() > 20 && key.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
    assert!(matches!(&keys[..], [Some(key), Some(same)] if is_key(key) && key == same), "{keys:?}");
    assert_ne!(write(&portal, &portal.webhook())[0], None);
    // The portal compares the body, in which the token changes.
    assert_eq!(write(&portal, &portal.token()), [None, None]);
    call(&portal.webhook(), "tasks.task.list", "{}").unwrap();
    assert_eq!(portal.keys.take(), [None, None]);
}

#[test]
fn unchecked_calls_are_sent_as_they_are() {
    let portal = one(200, r#"{"result":[]}"#);
    let call = portal.webhook().v3().unchecked();
    let call = call.call_by_name("crm.deal.list", params(r#"{"filters":[]}"#));
    block_on(call.into_future()).unwrap();
    let sent = ("/rest/api/1/c0de/crm.deal.list".to_owned(), r#"{"filters":[]}"#.to_owned());
    assert_eq!(portal.sent(), [sent]);
}

#[test]
fn bx24_has_no_rest_3() {
    let portal = one(200, "{}");
    let error = call(&portal.client(Credentials::Bridge), "tasks.task.list", "{}").unwrap_err();
    assert_eq!((error.code(), portal.sent().len()), ("NO_REST_3", 0));
}
