//! Failing calls: each has its own error, and none waits forever.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use b24_wasm::error::ErrorKind;
use b24_wasm::methods::user::{Current, Get};
use b24_wasm::schema::Column;
use b24_wasm::wire::Map;
use b24_wasm::{Client, Filter, Frame};
use gloo_net::http::Method;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::{WEBHOOK, assert_hides, control};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn fails_to_open_a_frame_outside_a_portal() {
    let error = Frame::open().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Frame, "NOT_IN_PORTAL"));
    assert!(error.description().contains("emulator"));
}

#[wasm_bindgen_test]
async fn an_unreachable_portal_is_a_network_error() {
    // Nothing listens on port 1.
    let b24 = Client::webhook("http://localhost:1/rest/1/c0dec0dec0de/").unwrap();
    let error = b24.call(Current::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.status().unwrap_or_default()),
        (ErrorKind::Network, "NETWORK", 0)
    );
    assert_eq!(error.method().unwrap_or_default(), "user.current");
    assert!(error.is_retryable());
    assert_hides(&error, &["c0dec0dec0de"]);
}

#[wasm_bindgen_test]
async fn a_call_without_a_response_times_out() {
    // Another method than in the other tests, so that the fault does not affect them.
    control(Method::POST, "faults", r#"{"name":"never","method":"server.time"}"#).await;
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let call = || b24.call_by_name("server.time", Map::new());
    let error = call().timeout(Duration::from_millis(200)).await.unwrap_err();
    control(Method::DELETE, "faults", "").await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Timeout, "TIMEOUT"));
    assert!(call().timeout(Duration::from_secs(10)).await.is_ok());
}

#[wasm_bindgen_test]
async fn rejects_a_wrong_webhook_code() {
    let wrong = WEBHOOK.replace("webhooksecret", "wrongsecret");
    let error = Client::webhook(&wrong).unwrap().call(Current::new()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, "INVALID_CREDENTIALS"));
    assert_hides(&error, &["wrongsecret"]);
}

#[wasm_bindgen_test]
async fn rejects_a_condition_that_the_portal_would_drop() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let filter = Filter::new().equals(Column::custom("LAST_NMAE"), "an");
    let error = b24.call(Get::new().filter(filter)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Input, "UNKNOWN_FIELD"));
    assert!(error.description().contains("LAST_NAME"));
}
