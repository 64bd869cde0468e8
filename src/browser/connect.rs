//! Clients of a browser's page: over `fetch`, in the browser's time.

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
    /// A client of the portal in whose frame this page is.
    ///
    /// # Errors
    ///
    /// Those of [`Frame::open`].
    pub async fn frame() -> Result<Self> {
        Ok(Self::in_frame(&Frame::open().await?))
    }

    /// A client of the portal in whose frame this page is, as the user who opened it; fresh tokens
    /// come by the frame's command `refreshAuth`.
    #[must_use]
    pub fn in_frame(frame: &Frame) -> Self {
        Self::new(frame.credentials(), Fetch, Rc::new(BrowserRuntime))
    }

    /// A client with an inbound webhook's address. For servers, tests and tools: whoever can open
    /// the page can read the address.
    ///
    /// # Errors
    ///
    /// `INVALID_WEBHOOK` and `INVALID_ADDRESS`.
    pub fn webhook(address: &str) -> Result<Self> {
        let credentials = Credentials::Webhook(Webhook::parse(address)?);
        Ok(Self::new(credentials, Fetch, Rc::new(BrowserRuntime)))
    }

    /// A client with an access token for the portal at `domain` (`example.bitrix24.com`), which ends
    /// after so many seconds where that is known, and a way to a fresh one.
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
