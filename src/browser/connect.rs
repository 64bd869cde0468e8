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

impl Frame {
    /// Creates a client of this frame's portal, with the frame's credentials: it acts as the user
    /// who opened the page. The command `refreshAuth` refreshes the token.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), b24_wasm::Error> {
    /// use b24_wasm::Frame;
    /// use b24_wasm::methods::user;
    ///
    /// let b24 = Frame::open().await?.client();
    /// let me = b24.call(user::Current::new()).await?.result;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(self.credentials(), Fetch, Rc::new(BrowserRuntime))
    }
}

impl Client {
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
