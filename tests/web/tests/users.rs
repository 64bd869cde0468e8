//! Typed calls through a webhook.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use b24_wasm::methods::user::{Current, Get, Order, User};
use b24_wasm::wire::{Map, Value};
use b24_wasm::{Client, Filter};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::WEBHOOK;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn gets_a_page_of_users_and_the_next_one() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let first = b24.call(Get::new().sort(User::ID).order(Order::Ascending)).await.unwrap();
    assert_eq!((first.result.len(), first.next), (50, Some(50)));
    assert!(first.total.unwrap() > 50);
    assert!(first.result.windows(2).all(|pair| pair[0].id < pair[1].id));

    let second = b24.call(Get::new().sort(User::ID).start(50)).await.unwrap();
    assert!(second.result[0].id > first.result[49].id);
}

#[wasm_bindgen_test]
async fn filters_users() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let cities = ["New York", "Berlin"];
    let filter = Filter::new()
        .is_in(User::PERSONAL_CITY, cities)
        .not_contains(User::LAST_NAME, "an")
        .equals(User::ACTIVE, true);
    let found = b24.call(Get::new().filter(filter)).await.unwrap();

    assert!(!found.result.is_empty());
    let everybody = b24.call(Get::new()).await.unwrap();
    assert!(found.total.unwrap() < everybody.total.unwrap());
    for user in found.result {
        assert!(cities.contains(&user.personal_city.unwrap().as_str()));
        assert!(!user.last_name.unwrap().to_lowercase().contains("an"));
        assert_eq!(user.active, Some(true));
    }
}

#[wasm_bindgen_test]
async fn selects_the_identifier_implicitly() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let filter = Filter::new().equals(User::ID, 1);
    let call = Get::new().filter(filter).select([User::LAST_NAME.name()]);
    let user = b24.call(call).await.unwrap().result.remove(0);
    assert_eq!(user.id, 1);
    assert!(user.last_name.is_some());
    assert_eq!(user.email, None);
}

#[wasm_bindgen_test]
async fn gets_the_current_user_and_calls_a_method_by_name() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let me = b24.call(Current::new()).await.unwrap().result;
    assert_eq!(me.id, 1);

    let scopes = b24.call_by_name("scope", Map::new()).await.unwrap().result;
    assert!(matches!(scopes, Value::List(scopes) if scopes.contains(&Value::from("user"))));
}

#[wasm_bindgen_test]
async fn sends_concurrent_calls() {
    let b24 = Client::webhook(WEBHOOK).unwrap();
    let calls = (0..5).map(|_| b24.call(Current::new()));
    for reply in futures_util::future::join_all(calls).await {
        assert_eq!(reply.unwrap().result.id, 1);
    }
}
