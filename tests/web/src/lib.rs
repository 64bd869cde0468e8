//! Tests of the Rust API for front ends, in a headless browser against the portal emulator.
//!
//! Start the emulator first, so that it lets the page of the tests use its control address:
//!
//! ```text
//! cargo run -p portal -- --portal-port 8080 --webhook-secret webhooksecret0001 \
//!     --control-origin http://127.0.0.1:8090
//! ```
//!
//! Then, in the root of the work tree,
//!
//! ```text
//! WASM_BINDGEN_TEST_ADDRESS=127.0.0.1:8090 wasm-pack test --headless --chrome tests/web
//! ```
//!
//! An emulator that is not at `http://localhost:8080` is named when the tests are compiled: its
//! origin by the variable `B24_PORTAL`, its webhook by `B24_WEBHOOK`.
//!
//! The tests are for the target `wasm32-unknown-unknown`; elsewhere this crate is empty.
#![cfg(target_arch = "wasm32")]

use b24_wasm::Error;
use b24_wasm::wire::json;
use gloo_net::http::{Method, RequestBuilder};

/// The emulator's origin.
pub const PORTAL: &str = match option_env!("B24_PORTAL") {
    Some(origin) => origin,
    None => "http://localhost:8080",
};

/// The webhook of the emulator's administrator.
pub const WEBHOOK: &str = match option_env!("B24_WEBHOOK") {
    Some(address) => address,
    None => "http://localhost:8080/rest/1/webhooksecret0001/",
};

/// Says something to the emulator's control address, and hands out its answer as text.
///
/// # Panics
///
/// Where no emulator answers.
#[allow(clippy::expect_used, reason = "a test without an emulator cannot go on")]
pub async fn control(method: Method, name: &str, body: &str) -> String {
    let request = RequestBuilder::new(&format!("{PORTAL}/control/{name}")).method(method);
    let answer = match body {
        "" => request.send().await,
        body => request.body(body).expect("a request").send().await,
    };
    let answer = answer.expect("an emulator: start it as the documentation of this crate says");
    answer.text().await.expect("an answer of the emulator")
}

/// An access token that the emulator has just issued.
///
/// # Panics
///
/// Where no emulator answers.
#[allow(clippy::expect_used, reason = "a test without an emulator cannot go on")]
pub async fn issued_token() -> String {
    let answer = control(Method::POST, "token", "{}").await;
    let answer = json::read(&answer).expect("JSON");
    let token = answer.as_map().and_then(|answer| answer.get("access_token")?.as_text());
    token.expect("a token").to_owned()
}

/// Asserts that an error shows none of the secrets.
///
/// # Panics
///
/// Where it does.
pub fn assert_keeps(error: &Error, secrets: &[&str]) {
    let texts = format!("{error} {error:?} {} {}", error.description(), error.response());
    for secret in secrets {
        assert!(!texts.contains(secret), "a secret is in {texts}");
    }
}
