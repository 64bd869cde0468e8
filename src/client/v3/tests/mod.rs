//! Calls, lists and batches of REST 3.0 at portals of every kind.

mod batches;
mod calls;
mod lists;
mod tails;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_executor::block_on;
use futures_util::FutureExt;
use serde_json::Value as Json;

use crate::address::Origin;
use crate::auth::{AccessToken, Credentials, Refresh, Token, Webhook};
use crate::client::{Client, RateLimit};
use crate::error::{Error, ErrorKind, Result};
use crate::transport::{LocalFuture, Request, Response, Runtime, Transport};
use crate::wire::{Map, Value, json};

/// A request: its address after the host, and its body.
type Sent = (String, String);

/// Returns the status and the body of the response to a request.
type Respond = Box<dyn Fn(&str, &Json) -> (u16, String)>;

/// A portal that responds by a function, and remembers the requests.
#[derive(Clone)]
struct Portal {
    respond: Rc<Respond>,
    sent: Rc<RefCell<Vec<Sent>>>,
    refreshes: Rc<Cell<u32>>,
    /// Whether it is on a server.
    sends_keys: bool,
    keys: Rc<RefCell<Vec<Option<String>>>>,
}

impl Portal {
    fn new(respond: impl Fn(&str, &Json) -> (u16, String) + 'static) -> Self {
        let respond: Respond = Box::new(respond);
        Self {
            respond: Rc::new(respond),
            sent: Rc::default(),
            refreshes: Rc::default(),
            sends_keys: false,
            keys: Rc::default(),
        }
    }

    /// Returns a client with a webhook.
    fn webhook(&self) -> Client {
        let webhook = Webhook::parse("https://example.bitrix24.com/rest/1/c0de/").unwrap();
        self.client(Credentials::Webhook(webhook))
    }

    /// Returns a client with the token `t0`, and `t1` after a refresh.
    fn token(&self) -> Client {
        let origin = Origin::parse("example.bitrix24.com").unwrap();
        let token = Token::new(&origin, AccessToken::new("t0"));
        self.client(Credentials::Token(token.with_refresh(Rc::new(self.clone()))))
    }

    fn client(&self, credentials: Credentials) -> Client {
        let client = Client::new(credentials, self.clone(), Rc::<Clock>::default());
        client.rate_limit(RateLimit::UNLIMITED)
    }

    /// Returns the addresses and bodies of the requests so far.
    fn sent(&self) -> Vec<Sent> {
        self.sent.take()
    }
}

impl Refresh for Portal {
    fn refresh(&self) -> LocalFuture<'static, Result<AccessToken>> {
        self.refreshes.set(self.refreshes.get() + 1);
        let token = AccessToken::new(format!("t{}", self.refreshes.get()));
        Box::pin(std::future::ready(Ok(token)))
    }
}

impl Transport for Portal {
    fn send(&self, request: Request) -> LocalFuture<'_, Result<Response>> {
        let path = request.url.strip_prefix("https://example.bitrix24.com").unwrap().to_owned();
        let body = request.body.text().to_owned();
        self.sent.borrow_mut().push((path.clone(), body.clone()));
        self.keys.borrow_mut().push(request.idempotency_key.clone());
        assert!(self.sent.borrow().len() < 100, "it does not end");
        assert_eq!(request.body.content_type(), "application/json");
        let (status, body) = (self.respond)(&path, &serde_json::from_str(&body).unwrap());
        let response = match status {
            0 => Err(Error::new(ErrorKind::Network, "NETWORK", "")),
            _ => Ok(Response::new(status, body)),
        };
        Box::pin(std::future::ready(response))
    }

    fn sends_idempotency_key(&self) -> bool {
        self.sends_keys
    }
}

/// A deadline that never passes; other delays resolve at once.
const DEADLINES: [u32; 3] = [10_000, 30_000, 60_000];

/// A clock that goes on when somebody sleeps.
#[derive(Default)]
struct Clock(Cell<f64>);

impl Runtime for Clock {
    fn now(&self) -> f64 {
        self.0.get()
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn sleep(&self, milliseconds: u32) -> LocalFuture<'static, ()> {
        if DEADLINES.contains(&milliseconds) {
            return Box::pin(std::future::pending());
        }
        self.0.set(self.0.get() + f64::from(milliseconds));
        Box::pin(std::future::ready(()))
    }

    fn spawn(&self, work: LocalFuture<'static, ()>) {
        work.now_or_never().expect("work that does not wait");
    }
}

/// Returns parameters.
fn params(text: &str) -> Map {
    match json::read(text) {
        Ok(Value::Map(params)) => params,
        other => panic!("{text}: {other:?}"),
    }
}

/// Returns the body of a refusal in the envelope of REST 3.0.
fn refusal(code: &str) -> String {
    format!(r#"{{"error":{{"code":"BITRIX_REST_V3_EXCEPTION_{code}","message":"no"}}}}"#)
}
