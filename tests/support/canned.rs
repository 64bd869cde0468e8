//! A transport that responds to every request with the same body.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use b24_wasm::Client;
use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::error::Result;
use b24_wasm::transport::{Request, Response, Transport};

use super::{Clock, START};

/// Responds with this body and the status 200.
pub struct Canned(pub String);

impl Canned {
    /// Returns a client over this transport.
    pub fn client(self, clock: &Clock) -> Client {
        let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
        Client::new(Credentials::Webhook(webhook), self, Rc::new(clock.clone()))
    }

    /// Runs `call` with a client over this transport.
    pub fn call<T>(self, call: impl AsyncFnOnce(Client) -> T) -> T {
        let clock = Clock::at(START);
        clock.run(call(self.client(&clock)))
    }
}

impl Transport for Canned {
    fn send(&self, _: Request) -> Pin<Box<dyn Future<Output = Result<Response>> + '_>> {
        Box::pin(std::future::ready(Ok(Response::new(200, self.0.clone()))))
    }
}
