//! A portal, a clock and clients.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use b24_wasm::Client;
use b24_wasm::address::Origin;
use b24_wasm::auth::{AccessToken, Credentials, Refresh, Token, Webhook};
use portal::php::{Array, parse_str};
use portal::{Fault, Grant, Options, Portal, Record};

use super::refresher::Shared;
use super::{Clock, Fresh, InProcess, Refresher};

/// The portal's origin.
pub const ORIGIN: &str = "http://localhost:8000";

/// The webhook's code.
pub const SECRET: &str = "webhooksecret0001";

/// When every test begins, in milliseconds since 1970.
pub const START: u64 = 1_790_000_000_000;

/// A portal in the same process.
pub struct Setup {
    /// The portal.
    pub portal: Rc<RefCell<Portal>>,
    /// The time for the portal and its clients.
    pub clock: Clock,
}

impl Setup {
    /// A portal with a company of 300 users, which lets everybody call as often as they like.
    pub fn new() -> Self {
        Self::with_users(300)
    }

    /// The same with a company of another size.
    pub fn with_users(users: u32) -> Self {
        let options = Options {
            users,
            origin: ORIGIN.to_owned(),
            webhook_secret: SECRET.to_owned(),
            ..Options::default()
        };
        let mut portal = Portal::new(options);
        portal.settings_mut().bucket.enabled = false;
        Self { portal: Rc::new(RefCell::new(portal)), clock: Clock::at(START) }
    }

    /// A client with the portal's webhook.
    pub fn webhook(&self) -> Client {
        self.webhook_with_code(SECRET)
    }

    /// A client with a webhook of another code.
    pub fn webhook_with_code(&self, code: &str) -> Client {
        let webhook = Webhook::parse(&format!("{ORIGIN}/rest/1/{code}/")).unwrap();
        self.client(Credentials::Webhook(webhook))
    }

    /// A token that the portal accepts.
    pub fn issue_token(&self) -> String {
        let now = self.clock.milliseconds() as f64 / 1000.0;
        self.portal.borrow_mut().issue_token(Grant::default(), now).access_token
    }

    /// A client with a token and no way to a fresh one.
    pub fn token(&self, token: &str) -> Client {
        self.token_with(AccessToken::new(token, None, 0.0), None)
    }

    /// A client with a token and a refresh function that counts.
    pub fn token_refreshed_by(&self, token: &str, fresh: Fresh) -> (Client, Rc<Refresher>) {
        self.ending_token_refreshed_by(AccessToken::new(token, None, 0.0), fresh)
    }

    /// The same with a token whose end may be known.
    pub fn ending_token_refreshed_by(
        &self,
        access: AccessToken,
        fresh: Fresh,
    ) -> (Client, Rc<Refresher>) {
        let refresher = Refresher::new(Rc::clone(&self.portal), self.clock.clone(), fresh);
        let shared = Rc::new(Shared(Rc::clone(&refresher)));
        (self.token_with(access, Some(shared)), refresher)
    }

    fn token_with(&self, access: AccessToken, refresh: Option<Rc<dyn Refresh>>) -> Client {
        let origin = Origin::parse(ORIGIN).unwrap();
        self.client(Credentials::Token(Token::new(&origin, "/rest", access, refresh)))
    }

    fn client(&self, credentials: Credentials) -> Client {
        let transport = InProcess { portal: Rc::clone(&self.portal), clock: self.clock.clone() };
        Client::new(credentials, transport, Rc::new(self.clock.clone()))
    }

    /// Runs `work` in virtual time.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.clock.run(work)
    }

    /// Milliseconds since the test began.
    pub fn elapsed(&self) -> u64 {
        self.clock.milliseconds() - START
    }

    /// Lets something go wrong from now on.
    pub fn add_fault(&self, fault: Fault) {
        fault.check().unwrap();
        self.portal.borrow_mut().add_fault(fault);
    }

    /// The requests that reached the portal.
    pub fn requests(&self) -> Vec<Record> {
        self.portal.borrow().requests().to_vec()
    }

    /// The only request that reached the portal.
    pub fn request(&self) -> Record {
        let [request] = self.requests().try_into().expect("one request");
        request
    }

    /// The form that the only request carried, as PHP reads it.
    pub fn form(&self) -> Array {
        let request = self.request();
        assert_eq!(request.content_type.as_deref(), Some("application/x-www-form-urlencoded"));
        parse_str(&request.body)
    }

    /// The JSON text that the only request carried.
    pub fn json(&self) -> String {
        let request = self.request();
        assert_eq!(request.content_type.as_deref(), Some("application/json"));
        request.body
    }
}
