//! Calls of REST 3.0. Input: the name of a method, then its parameters as JSON.

use std::cell::RefCell;
use std::rc::Rc;

use b24_wasm::auth::{Credentials, Webhook};
use b24_wasm::client::RateLimit;
use b24_wasm::error::{ErrorKind, Result};
use b24_wasm::transport::{Request, Response, Transport};
use b24_wasm::wire::{Map, Value, json};
use b24_wasm::{Client, LocalFuture};

use crate::clock::Clock;
use crate::lines;

/// Keeps the body of the last request.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<String>>);

impl Transport for Kept {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>> {
        *self.0.borrow_mut() = request.body.text().to_owned();
        Box::pin(std::future::ready(Ok(Response::new(200, r#"{"result":[]}"#))))
    }
}

pub fn check(input: &str) {
    let (method, text) = lines::split(input);
    let Ok(Value::Map(params)) = json::read(text) else { return };
    let clock = Clock::at(0);
    let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
    let kept = Kept::default();
    let client = Client::new(Credentials::Webhook(webhook), kept.clone(), Rc::new(clock.clone()));
    let client = client.rate_limit(RateLimit::UNLIMITED);
    let send = |params: Map| {
        let call = client.v3().call_by_name(method, params);
        clock.run(call).map(|_| kept.0.borrow().clone())
    };
    match send(params) {
        Ok(once) => {
            let Ok(Value::Map(sent)) = json::read(&once) else { panic!("{once} is no object") };
            assert_eq!(send(sent).as_ref(), Ok(&once), "what was sent is sent otherwise");
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Input, "{error:?}");
            assert!(!error.code().is_empty() && !error.description().is_empty(), "{error:?}");
        }
    }
    clock.stop();
}
