//! Real-time events over the emulator's push server.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use b24_wasm::Client;
use b24_wasm::client::{Change, Events};
use b24_wasm::push::Status;
use b24_wasm::wire::Map;
use futures_util::StreamExt;
use gloo_net::http::Method;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::{PORTAL, control, issued_token};

wasm_bindgen_test_configure!(run_in_browser);

async fn events() -> Events {
    Client::token(PORTAL, issued_token().await).build().unwrap().events()
}

/// Sets the switches of the push server.
async fn set(push: &str) {
    control(Method::PATCH, "settings", &format!(r#"{{"push":{push}}}"#)).await;
}

/// Waits until events arrive.
async fn online(events: &Events) -> Status {
    let mut changes = events.changes();
    while !events.state().is_online() {
        changes.next().await;
    }
    events.state().status
}

#[wasm_bindgen_test]
async fn arrive_over_a_socket_also_after_it_broke() {
    set(r#"{"websocket_enabled":true,"gather_ms":10}"#).await;
    let events = events().await;
    let mut changed = events.on("application", "order.changed");
    assert_eq!(online(&events).await, Status::Socket);
    for id in [7, 8] {
        events.send("order.changed", Map::from_iter([("id", id)])).await.unwrap();
        let event = changed.try_next().await.unwrap().unwrap();
        assert_eq!(event.params.as_map().unwrap().get("id"), Some(&id.into()));
        let mut changes = events.changes();
        control(Method::POST, "push", r#"{"drop":true}"#).await;
        while !matches!(changes.next().await, Some(Change::State(state)) if !state.is_online()) {}
    }
}

#[wasm_bindgen_test]
async fn arrive_over_long_polling() {
    set(r#"{"websocket_enabled":false,"hold_ms":200}"#).await;
    let events = events().await;
    let mut changed = events.on("application", "order.changed");
    assert_eq!(online(&events).await, Status::Polling);
    events.send_to([1], "order.changed", Map::from_iter([("id", 7)])).await.unwrap();
    assert!(changed.try_next().await.unwrap().is_some());
    set(r#"{"websocket_enabled":true}"#).await;
}

#[wasm_bindgen_test]
async fn need_the_token_of_an_app() {
    let events = Client::webhook(web_tests::WEBHOOK).unwrap().events();
    let mut changed = events.on("application", "order.changed");
    assert_eq!(changed.try_next().await.unwrap_err().code(), "WRONG_AUTH_TYPE");
    assert_eq!(changed.try_next().await, Ok(None));
}
