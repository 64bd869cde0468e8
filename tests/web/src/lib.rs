//! Tests of the Rust API for front ends, in a headless browser against the portal emulator.
//!
//! Start the emulator first; it must allow the page of the tests to use its control address:
//!
//! ```text
//! cargo run -p portal -- --portal-port 8080 --webhook-secret webhooksecret0001 \
//!     --control-origin http://127.0.0.1:8090
//! ```
//!
//! Then run in the root of the work tree, with the programs of wasm-bindgen in `target/tools/bin`:
//!
//! ```text
//! export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$PWD/target/tools/bin/wasm-bindgen-test-runner
//! WASM_BINDGEN_TEST_ADDRESS=127.0.0.1:8090 CHROMEDRIVER=$(which chromedriver) \
//!     WASM_BINDGEN_TEST_ONLY_WEB=1 cargo test -p web-tests --target wasm32-unknown-unknown
//! ```
//!
//! If the emulator is not at `http://localhost:8080`, set its origin in the variable `B24_PORTAL`
//! and its webhook in `B24_WEBHOOK` when the tests are compiled.
//!
//! The tests are for the target `wasm32-unknown-unknown`; on others this crate is empty.
#![cfg(target_arch = "wasm32")]

#[path = "../../support/secrets.rs"]
mod secrets;

use b24_wasm::wire::json;
use gloo_net::http::{Method, RequestBuilder};

pub use secrets::assert_hides;

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

/// Sends a request to the emulator's control address and returns the response as text.
///
/// # Panics
///
/// If no emulator responds.
#[allow(clippy::expect_used, reason = "the tests need an emulator")]
pub async fn control(method: Method, name: &str, body: &str) -> String {
    let request = RequestBuilder::new(&format!("{PORTAL}/control/{name}")).method(method);
    let response = match body {
        "" => request.send().await,
        body => request.body(body).expect("a request").send().await,
    };
    let response =
        response.expect("an emulator: start it as the documentation of this crate describes");
    response.text().await.expect("a response of the emulator")
}

/// Issues an access token of the emulator.
///
/// # Panics
///
/// If no emulator responds.
#[allow(clippy::expect_used, reason = "the tests need an emulator")]
pub async fn issued_token() -> String {
    let response = control(Method::POST, "token", "{}").await;
    let response = json::read(&response).expect("JSON");
    let token = response.as_map().and_then(|token| token.get("access_token")?.as_text());
    token.expect("a token").to_owned()
}
