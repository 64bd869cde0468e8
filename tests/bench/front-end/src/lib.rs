//! A Rust front end that requests a page of users, for `cargo xtask bench`.
//!
//! It is for the target `wasm32-unknown-unknown`; on others this crate is empty.
#![cfg(target_arch = "wasm32")]

use b24_wasm::client::RateLimit;
use b24_wasm::methods::user::{Get, User};
use b24_wasm::{Client, Error};
use wasm_bindgen::prelude::*;

/// A client of a portal.
#[wasm_bindgen]
#[derive(Debug)]
pub struct FrontEnd(Client);

#[wasm_bindgen]
impl FrontEnd {
    /// Connects with the address of a webhook.
    ///
    /// # Errors
    ///
    /// The text of the error.
    #[wasm_bindgen(constructor)]
    pub fn new(webhook: &str) -> Result<Self, String> {
        let client = Client::webhook(webhook).map_err(text)?;
        // Every sample would wait for the limiter.
        Ok(Self(client.rate_limit(RateLimit::UNLIMITED)))
    }

    /// Requests a page of users and returns their number.
    ///
    /// # Errors
    ///
    /// The text of the error.
    pub async fn users(&self) -> Result<usize, String> {
        Ok(self.page().await?.len())
    }

    /// Requests a page of users and returns it as JSON text.
    ///
    /// # Errors
    ///
    /// The text of the error.
    pub async fn users_json(&self) -> Result<String, String> {
        serde_json::to_string(&self.page().await?).map_err(|error| error.to_string())
    }

    async fn page(&self) -> Result<Vec<User>, String> {
        self.0.call(Get::new()).await.map(|reply| reply.result).map_err(text)
    }
}

fn text(error: Error) -> String {
    error.to_string()
}
