//! Calls with an access token, and how a stale one is refreshed.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use b24_wasm::Client;
use b24_wasm::auth::{AccessToken, Refresh};
use b24_wasm::browser::BrowserRuntime;
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::methods::user::Current;
use b24_wasm::transport::Runtime;
use futures_util::future::join_all;
use gloo_net::http::Method;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::{PORTAL, assert_keeps, control, issued_token};

wasm_bindgen_test_configure!(run_in_browser);

/// An app's own server, which asks the emulator for a token.
#[derive(Default)]
struct Server {
    asked: Cell<u32>,
}

impl Refresh for Server {
    fn refresh(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken>>>> {
        self.asked.set(self.asked.get() + 1);
        Box::pin(async {
            Ok(AccessToken::new(issued_token().await, Some(3600), BrowserRuntime.now()))
        })
    }
}

/// A server that has no token and says nothing.
struct Mute;

impl Refresh for Mute {
    fn refresh(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken>>>> {
        Box::pin(std::future::pending())
    }
}

async fn expired_token() -> String {
    let token = issued_token().await;
    control(Method::POST, "expire-tokens", "").await;
    token
}

#[wasm_bindgen_test]
async fn a_token_lets_in() {
    let b24 = Client::token(PORTAL, &issued_token().await, None, None).unwrap();
    assert_eq!(b24.call(Current::new()).await.unwrap().result.id, 1);
}

#[wasm_bindgen_test]
async fn an_expired_token_is_refreshed_once_for_ten_calls() {
    let server = Rc::new(Server::default());
    let refresh = Some(server.clone() as Rc<dyn Refresh>);
    let b24 = Client::token(PORTAL, &expired_token().await, None, refresh).unwrap();
    for reply in join_all((0..10).map(|_| b24.call(Current::new()))).await {
        assert_eq!(reply.unwrap().result.id, 1);
    }
    assert_eq!(server.asked.get(), 1);
}

#[wasm_bindgen_test]
async fn a_token_whose_end_is_known_is_refreshed_first() {
    let server = Rc::new(Server::default());
    let refresh = Some(server.clone() as Rc<dyn Refresh>);
    let b24 = Client::token(PORTAL, "not-even-sent", Some(0), refresh).unwrap();
    b24.call(Current::new()).await.unwrap();
    assert_eq!(server.asked.get(), 1);
}

#[wasm_bindgen_test]
async fn without_a_way_to_a_fresh_token_the_call_fails() {
    let token = expired_token().await;
    let b24 = Client::token(PORTAL, &token, None, None).unwrap();
    let error = b24.call(Current::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.status()),
        (ErrorKind::Auth, "expired_token", 401)
    );
    assert_keeps(&error, &[&token]);
}

#[wasm_bindgen_test]
async fn a_refresh_that_never_ends_does_not_keep_the_call_waiting() {
    let token = expired_token().await;
    let b24 = Client::token(PORTAL, &token, None, Some(Rc::new(Mute))).unwrap();
    let call = b24.call_by_name("user.current", Default::default(), 200);
    let error = call.await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Timeout, "TIMEOUT"));
    assert_keeps(&error, &[&token]);
}
