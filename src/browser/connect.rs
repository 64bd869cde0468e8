//! Constructors of a client that uses the browser's `fetch` and timers.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use crate::address::Origin;
use crate::auth::{AccessToken, Credentials, Refresh, Source, Token, Webhook};
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

    /// Starts a client with an access token for the portal at `domain` (`example.bitrix24.com`).
    ///
    /// ```no_run
    /// use std::rc::Rc;
    /// use std::time::Duration;
    ///
    /// use b24_wasm::auth::Refresh;
    /// use b24_wasm::{Client, Error};
    ///
    /// fn connect(token: &str, server: Rc<dyn Refresh>) -> Result<Client, Error> {
    ///     Client::token("example.bitrix24.com", token)
    ///         .expires_in(Duration::from_secs(3600))
    ///         .refresh(server)
    ///         .build()
    /// }
    /// ```
    pub fn token(domain: impl Into<String>, token: impl Into<String>) -> TokenBuilder {
        TokenBuilder { domain: domain.into(), access: AccessToken::new(token), refresh: None }
    }
}

/// The settings of a client with an access token; see [`Client::token`].
#[must_use = "call \"build()\" to get the client"]
pub struct TokenBuilder {
    domain: String,
    access: AccessToken,
    refresh: Option<Rc<dyn Refresh>>,
}

impl TokenBuilder {
    /// Sets the lifetime of the token from now on. The client replaces an expired token before a
    /// call.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.access = self.access.expires_in(lifetime, BrowserRuntime.now());
        self
    }

    /// Sets the source of the next tokens. Without one, calls fail when the token has expired.
    pub fn refresh(mut self, refresh: Rc<dyn Refresh>) -> Self {
        self.refresh = Some(refresh);
        self
    }

    /// Creates the client; sends nothing.
    ///
    /// # Errors
    ///
    /// `INVALID_ADDRESS`.
    pub fn build(self) -> Result<Client> {
        let source = self.refresh.map_or(Source::None, Source::Refresh);
        let token = Token::at(&Origin::parse(&self.domain)?, "/rest", self.access, source);
        Ok(Client::new(Credentials::Token(token), Fetch, Rc::new(BrowserRuntime)))
    }
}

impl fmt::Debug for TokenBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("TokenBuilder").field(&self.domain).finish()
    }
}
