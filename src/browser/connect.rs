//! Constructors of a client that uses the browser's `fetch` and timers.

use std::rc::Rc;

use crate::address::Origin;
use crate::auth::{AccessToken, Credentials, Refresh, Token, Webhook};
use crate::browser::fetch::Fetch;
use crate::browser::frame::Frame;
use crate::browser::runtime::BrowserRuntime;
use crate::client::Client;
use crate::error::Result;
use crate::transport::Runtime;

impl Client {
    /// Connects to the portal in whose frame this page is.
    ///
    /// # Errors
    ///
    /// The errors of [`Frame::open`].
    pub async fn frame() -> Result<Self> {
        Ok(Self::in_frame(&Frame::open().await?))
    }

    /// Creates a client of the frame's portal, as the user who opened the page. The frame's command
    /// `refreshAuth` refreshes the token.
    #[must_use]
    pub fn in_frame(frame: &Frame) -> Self {
        Self::new(frame.credentials(), Fetch, Rc::new(BrowserRuntime))
    }

    /// Creates a client from the address of an inbound webhook. Use it in servers, tests and tools:
    /// anyone who can open a page can read an address in it.
    ///
    /// # Errors
    ///
    /// `INVALID_WEBHOOK` and `INVALID_ADDRESS`.
    pub fn webhook(address: &str) -> Result<Self> {
        let credentials = Credentials::Webhook(Webhook::parse(address)?);
        Ok(Self::new(credentials, Fetch, Rc::new(BrowserRuntime)))
    }

    /// Creates a client with an access token for the portal at `domain` (`example.bitrix24.com`).
    ///
    /// The token expires after `seconds`, if that is known. `refresh` fetches the next token.
    ///
    /// # Errors
    ///
    /// `INVALID_ADDRESS`.
    pub fn token(
        domain: &str,
        token: &str,
        seconds: Option<u32>,
        refresh: Option<Rc<dyn Refresh>>,
    ) -> Result<Self> {
        let access = AccessToken::new(token, seconds, BrowserRuntime.now());
        let token = Token::new(&Origin::parse(domain)?, "/rest", access, refresh);
        Ok(Self::new(Credentials::Token(token), Fetch, Rc::new(BrowserRuntime)))
    }
}
