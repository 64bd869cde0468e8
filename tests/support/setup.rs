//! A portal, a clock and clients.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use b24_wasm::Client;
use b24_wasm::address::Origin;
use b24_wasm::auth::{AccessToken, Credentials, Token, Webhook};
use portal::php::{Array, parse_str};
use portal::{Fault, Grant, Options, Portal, Record};

use super::refresher::Shared;
use super::{Clock, Fresh, InProcess, Refresher};

/// The number of portals so far: each has its own origin, because all clients of one portal share
/// its limits.
static PORTALS: AtomicU32 = AtomicU32::new(0);

/// The webhook's code.
pub const SECRET: &str = "webhooksecret0001";

/// The start of every test, in milliseconds since 1970.
pub const START: u64 = 1_790_000_000_000;

/// A portal in the same process.
pub struct Setup {
    /// The portal.
    pub portal: Rc<RefCell<Portal>>,
    /// The clock of the portal and its clients.
    pub clock: Clock,
    /// The portal's origin.
    pub origin: String,
}

impl Setup {
    /// Returns a portal with 300 users and no rate limit.
    pub fn new() -> Self {
        Self::with_users(300)
    }

    /// Returns a portal with `users` users and no rate limit.
    pub fn with_users(users: u32) -> Self {
        let number = PORTALS.fetch_add(1, Ordering::Relaxed);
        let origin = format!("http://portal{number}.localhost");
        let options = Options {
            users,
            origin: origin.clone(),
            webhook_secret: SECRET.to_owned(),
            ..Options::default()
        };
        let mut portal = Portal::new(options);
        portal.settings_mut().bucket.enabled = false;
        Self { portal: Rc::new(RefCell::new(portal)), clock: Clock::at(START), origin }
    }

    /// Returns a client with the portal's webhook.
    pub fn webhook(&self) -> Client {
        self.webhook_with_code(SECRET)
    }

    /// Returns a client with a webhook of another code.
    pub fn webhook_with_code(&self, code: &str) -> Client {
        let webhook = Webhook::parse(&format!("{}/rest/1/{code}/", self.origin)).unwrap();
        self.client(Credentials::Webhook(webhook))
    }

    /// Issues a valid token.
    pub fn issue_token(&self) -> String {
        let now = self.clock.milliseconds() as f64 / 1000.0;
        self.portal.borrow_mut().issue_token(Grant::default(), now).access_token
    }

    /// Returns a client with a token and no refresh function.
    pub fn token(&self, token: &str) -> Client {
        self.client(Credentials::Token(self.new_token(AccessToken::new(token))))
    }

    /// Returns a client with a token and a counting refresh function.
    pub fn token_refreshed_by(&self, token: &str, fresh: Fresh) -> (Client, Rc<Refresher>) {
        self.expiring_token_refreshed_by(AccessToken::new(token), fresh)
    }

    /// Returns a client with a token of known or unknown lifetime and a counting refresh function.
    pub fn expiring_token_refreshed_by(
        &self,
        access: AccessToken,
        fresh: Fresh,
    ) -> (Client, Rc<Refresher>) {
        let refresher = Refresher::new(Rc::clone(&self.portal), self.clock.clone(), fresh);
        let shared = Rc::new(Shared(Rc::clone(&refresher)));
        let token = self.new_token(access).with_refresh(shared);
        (self.client(Credentials::Token(token)), refresher)
    }

    fn new_token(&self, access: AccessToken) -> Token {
        Token::new(&Origin::parse(&self.origin).unwrap(), access)
    }

    fn client(&self, credentials: Credentials) -> Client {
        let transport = InProcess { portal: Rc::clone(&self.portal), clock: self.clock.clone() };
        Client::new(credentials, transport, Rc::new(self.clock.clone()))
    }

    /// Runs `work` in virtual time.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.clock.run(work)
    }

    /// Returns the milliseconds since the start of the test.
    pub fn elapsed(&self) -> u64 {
        self.clock.milliseconds() - START
    }

    /// Adds a fault to the portal.
    pub fn add_fault(&self, fault: Fault) {
        fault.check().unwrap();
        self.portal.borrow_mut().add_fault(fault);
    }

    /// Returns the requests that reached the portal.
    pub fn requests(&self) -> Vec<Record> {
        self.portal.borrow().requests().to_vec()
    }

    /// Returns the only request that reached the portal.
    pub fn request(&self) -> Record {
        let [request] = self.requests().try_into().expect("one request");
        request
    }

    /// Returns the form of the only request, decoded as by PHP.
    pub fn form(&self) -> Array {
        let request = self.request();
        assert_eq!(request.content_type.as_deref(), Some("application/x-www-form-urlencoded"));
        parse_str(&request.body)
    }

    /// Returns the JSON text of the only request.
    pub fn json(&self) -> String {
        let request = self.request();
        assert_eq!(request.content_type.as_deref(), Some("application/json"));
        request.body
    }
}

/// Returns a portal and a client with its webhook.
pub fn webhook() -> (Setup, Client) {
    let setup = Setup::new();
    let client = setup.webhook();
    (setup, client)
}
