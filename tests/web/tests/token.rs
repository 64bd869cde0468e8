//! Calls with an access token, and the refresh of an expired one.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use b24_wasm::Client;
use b24_wasm::auth::{AccessToken, Refresh};
use b24_wasm::browser::BrowserRuntime;
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::methods::user::Current;
use b24_wasm::transport::Runtime;
use futures_util::future::join_all;
use gloo_net::http::Method;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_tests::{PORTAL, assert_hides, control, issued_token};

wasm_bindgen_test_configure!(run_in_browser);

/// An app's server that issues tokens of the emulator.
#[derive(Default)]
struct Server {
    calls: Cell<u32>,
}

impl Refresh for Server {
    fn refresh(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken>>>> {
        self.calls.set(self.calls.get() + 1);
        Box::pin(async {
            let lifetime = Duration::from_secs(3600);
            Ok(AccessToken::new(issued_token().await).expires_in(lifetime, BrowserRuntime.now()))
        })
    }
}

/// A refresh that stays pending.
struct Pending;

impl Refresh for Pending {
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
async fn accepts_a_token() {
    let b24 = Client::token(PORTAL, issued_token().await).build().unwrap();
    assert_eq!(b24.call(Current::new()).await.unwrap().result.id, 1);
}

#[wasm_bindgen_test]
async fn refreshes_an_expired_token_once_for_ten_calls() {
    let server = Rc::new(Server::default());
    let b24 = Client::token(PORTAL, expired_token().await).refresh(server.clone()).build().unwrap();
    for reply in join_all((0..10).map(|_| b24.call(Current::new()))).await {
        assert_eq!(reply.unwrap().result.id, 1);
    }
    assert_eq!(server.calls.get(), 1);
}

#[wasm_bindgen_test]
async fn refreshes_an_expired_token_before_the_call() {
    let server = Rc::new(Server::default());
    let token = Client::token(PORTAL, "not-even-sent").expires_in(Duration::ZERO);
    let b24 = token.refresh(server.clone()).build().unwrap();
    b24.call(Current::new()).await.unwrap();
    assert_eq!(server.calls.get(), 1);
}

#[wasm_bindgen_test]
async fn fails_with_an_expired_token_without_a_refresh_function() {
    let token = expired_token().await;
    let b24 = Client::token(PORTAL, &token).build().unwrap();
    let error = b24.call(Current::new()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.status().unwrap_or_default()),
        (ErrorKind::Auth, "expired_token", 401)
    );
    assert_hides(&error, &[&token]);
}

#[wasm_bindgen_test]
async fn a_pending_refresh_does_not_block_the_deadline() {
    let token = expired_token().await;
    let b24 = Client::token(PORTAL, &token).refresh(Rc::new(Pending)).build().unwrap();
    let call = b24.call_by_name("user.current", Default::default());
    let error = call.timeout(Duration::from_millis(200)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Timeout, "TIMEOUT"));
    assert_hides(&error, &[&token]);
}
