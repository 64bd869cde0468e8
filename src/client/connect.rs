//! Clients of a browser's page: over `fetch`, in the browser's time.

use std::rc::Rc;

use crate::address::Origin;
use crate::auth::{Access, Credentials, Refresh, Token, Webhook};
use crate::client::Client;
use crate::error::Result;
use crate::frame;
use crate::transport::{Browser, Fetch, Runtime};

/// How long the portal page may take to answer the first command, in milliseconds.
const HANDSHAKE_TIMEOUT: u32 = 10_000;

impl Client {
    /// A client of the portal in whose frame this page is.
    ///
    /// # Errors
    ///
    /// See [`frame_within`](Self::frame_within).
    pub async fn frame() -> Result<Self> {
        Self::frame_within(HANDSHAKE_TIMEOUT, &[]).await
    }

    /// A client of the portal in whose frame this page is, by the frame's commands `getInitData` and,
    /// for fresh tokens, `refreshAuth`; where the portal is one of `portals`
    /// (`example.bitrix24.com`, `*.bitrix24.com`; an empty list allows any) and answers within so
    /// many milliseconds.
    ///
    /// # Errors
    ///
    /// Errors of kind [`Frame`](crate::error::Kind::Frame): `NOT_IN_PORTAL`, `PORTAL_NOT_ALLOWED`,
    /// `FRAME_SILENT` where the page around does not answer, `FRAME_ANSWER` where its answer is none.
    pub async fn frame_within(timeout: u32, portals: &[&str]) -> Result<Self> {
        let runtime: Rc<dyn Runtime> = Rc::new(Browser);
        let credentials = frame::open(Rc::clone(&runtime), timeout, portals).await?;
        Ok(Self::new(credentials, Fetch, runtime))
    }

    /// A client with an inbound webhook's address. For servers, tests and tools: whoever can open
    /// the page can read the address.
    ///
    /// # Errors
    ///
    /// `INVALID_WEBHOOK` and `INVALID_ADDRESS`.
    pub fn webhook(address: &str) -> Result<Self> {
        let credentials = Credentials::Webhook(Webhook::parse(address)?);
        Ok(Self::new(credentials, Fetch, Rc::new(Browser)))
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
        let access = Access::new(token, seconds, Browser.now());
        let token = Token::new(&Origin::parse(domain)?, "/rest", access, refresh);
        Ok(Self::new(Credentials::Token(token), Fetch, Rc::new(Browser)))
    }
}
