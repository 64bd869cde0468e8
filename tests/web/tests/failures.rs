//! Calls that cannot succeed: each ends in its own error, and none waits for ever.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Field, Get};
use b24_wasm::wire::Map;
use b24_wasm::{Client, Filter};
use gloo_net::http::Method;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::{WEBHOOK, assert_keeps, control};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn outside_a_portal_there_is_no_frame() {
    let error = Client::frame().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Frame, "NOT_IN_PORTAL"));
    assert!(error.description().contains("emulator"));
}

#[wasm_bindgen_test]
async fn a_portal_out_of_reach() {
    // Nothing listens on port 1.
    let b24 = Client::webhook("http://localhost:1/rest/1/c0dec0dec0de/").unwrap();
    let error = b24.call(Current::new()).await.unwrap_err();
    assert_eq!((error.kind(), error.code(), error.status()), (ErrorKind::Network, "NETWORK", 0));
    assert_eq!(error.method(), "user.current");
    assert!(error.retryable());
    assert_keeps(&error, &["c0dec0dec0de"]);
}

#[wasm_bindgen_test]
async fn a_portal_that_never_answers() {
    // A method of its own, so that the fault strikes no other test.
    control(Method::POST, "faults", r#"{"name":"never","method":"server.time"}"#).await;
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let error = b24.call_by_name("server.time", Map::new(), 200).await.unwrap_err();
    control(Method::DELETE, "faults", "").await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Timeout, "TIMEOUT"));
    assert!(b24.call_by_name("server.time", Map::new(), 10_000).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_webhook_with_a_wrong_code() {
    let wrong = WEBHOOK.replace("webhooksecret", "wrongsecret");
    let error = Client::webhook(&wrong).unwrap().call(Current::new()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, "INVALID_CREDENTIALS"));
    assert_keeps(&error, &["wrongsecret"]);
}

#[wasm_bindgen_test]
async fn a_condition_that_the_portal_would_drop() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let filter = Filter::new().equals(Field::Custom("LAST_NMAE".into()), "an");
    let error = b24.call(Get::new().filter(filter)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "UNKNOWN_FIELD"));
    assert!(error.description().contains("LAST_NAME"));
}
