//! Kinds, messages and redaction of errors.

use super::*;

fn portal(code: &str, description: &str, status: u16) -> Error {
    Error::refused(code, description).with_status(status).with_method("user.get")
}

#[test]
fn kind_depends_on_code_only() {
    for (code, status, kind) in [
        ("expired_token", 401, ErrorKind::Auth),
        ("insufficient_scope", 401, ErrorKind::Permission),
        ("insufficient_scope", 403, ErrorKind::Permission),
        ("QUERY_LIMIT_EXCEEDED", 503, ErrorKind::Limit),
        ("QUERY_LIMIT_EXCEEDED", 200, ErrorKind::Limit),
        ("ERROR_CORE", 400, ErrorKind::Portal),
        ("", 400, ErrorKind::Portal),
    ] {
        assert_eq!(portal(code, "", status).kind(), kind, "{code} {status}");
    }
}

#[test]
fn message_has_method_code_description_and_advice() {
    assert_eq!(
        portal("insufficient_scope", "The request requires higher privileges", 401).to_string(),
        "user.get: insufficient_scope: The request requires higher privileges. \
         Add the method's scope to the app or webhook"
    );
    for (description, message) in [
        ("Method not found!", "Method not found! Check the name"),
        ("Why?", "Why? Check the name"),
        ("Not found.", "Not found. Check the name"),
        ("Not found", "Not found. Check the name"),
        ("", "ERROR_METHOD_NOT_FOUND: Check the name"),
    ] {
        let error = portal("ERROR_METHOD_NOT_FOUND", description, 404).to_string();
        assert!(error.contains(message), "{error}");
    }
    assert_eq!(
        portal("", "AccessToken denied.", 400).to_string(),
        "user.get: error without a code: AccessToken denied."
    );
}

#[test]
fn only_temporary_failures_are_retryable() {
    assert!(portal("QUERY_LIMIT_EXCEEDED", "", 503).is_retryable());
    assert!(portal("INTERNAL_SERVER_ERROR", "", 500).is_retryable());
    assert!(!portal("ERROR_ARGUMENT", "", 400).is_retryable());
    assert!(Error::new(ErrorKind::Response, "NOT_JSON", "").with_status(502).is_retryable());
    assert!(!Error::new(ErrorKind::Response, "NOT_JSON", "").with_status(200).is_retryable());
}

#[test]
fn redacts_secrets_and_truncates_responses() {
    let secrets = ["5ecret".to_owned()];
    let body = format!("{}5ecret{}", "x".repeat(EXCERPT - 3), "y".repeat(1000));
    let error = Error::refused("X", "no 5ecret here").with_response(&body).redact(&secrets);
    assert_eq!(error.description(), "no *** here");
    assert_eq!(error.response().unwrap_or_default(), format!("{}***", "x".repeat(EXCERPT - 3)));
    assert!(!format!("{error:?} {error}").contains("5ec"));
}
