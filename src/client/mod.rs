//! The client: what to send, when, and how often.

#[cfg(target_arch = "wasm32")]
mod connect;
mod deadline;

use std::rc::Rc;

use crate::auth::Credentials;
use crate::error::{Error, Kind, Result};
use crate::methods::{self, Decode, Method, undecodable};
use crate::text;
use crate::transport::{Request, Runtime, Transport};
use crate::wire::body::Body;
use crate::wire::{Map, Value, envelope};

pub(crate) use deadline::within;

/// How long a call may take where the caller does not say, in milliseconds.
pub const DEFAULT_TIMEOUT: u32 = 30_000;

/// What a call came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply<T> {
    /// What the method hands out.
    pub result: T,
    /// How many rows there are in all, where the portal counted them.
    pub total: Option<u64>,
    /// Where the next page starts; `None` on the last page.
    pub next: Option<u64>,
    /// What the call took on the server, as sent: `start`, `finish`, `duration`, `processing` in
    /// seconds, `operating` in seconds where the portal counts it.
    pub time: Option<Map>,
}

/// Calls the methods of one portal's REST.
///
/// Clones share the credentials, so a token is refreshed once for all of them.
#[derive(Clone)]
pub struct Client {
    shared: Rc<Shared>,
}

struct Shared {
    credentials: Credentials,
    transport: Box<dyn Transport>,
    runtime: Rc<dyn Runtime>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Client").field(&self.shared.credentials).finish()
    }
}

impl Client {
    /// A client over any transport and runtime.
    #[must_use]
    pub fn new(
        credentials: Credentials,
        transport: impl Transport + 'static,
        runtime: Rc<dyn Runtime>,
    ) -> Self {
        Self { shared: Rc::new(Shared { credentials, transport: Box::new(transport), runtime }) }
    }

    /// Calls a typed method, within 30 seconds.
    ///
    /// # Errors
    ///
    /// See [`Kind`] for what there is.
    pub async fn call<M: Method>(&self, method: M) -> Result<Reply<M::Result>> {
        let name = M::definition().name;
        let reply = self.call_by_name(name, method.into_params(), DEFAULT_TIMEOUT).await?;
        let wrong = || undecodable("the result does not fit its type".to_owned()).of_method(name);
        let result = M::Result::decode(reply.result).ok_or_else(wrong)?;
        Ok(Reply { result, total: reply.total, next: reply.next, time: reply.time })
    }

    /// Calls any method by its name, within so many milliseconds. A name that is typed here gets
    /// its parameters checked and its result cleaned; any other's pass as they are.
    ///
    /// # Errors
    ///
    /// See [`Kind`] for what there is.
    pub async fn call_by_name(&self, name: &str, params: Map, timeout: u32) -> Result<Reply<Value>> {
        let late = || Error::new(Kind::Timeout, "TIMEOUT", format!("No answer within {timeout} ms."));
        let work = Box::pin(self.exchange(name, params));
        let outcome = within(&*self.shared.runtime, timeout, late, work).await;
        let secrets = || self.shared.credentials.secrets();
        outcome.map_err(|error| error.of_method(name).without(&secrets()))
    }

    async fn exchange(&self, name: &str, params: Map) -> Result<Reply<Value>> {
        check_name(name)?;
        check_reserved(&params)?;
        let definition = methods::find(name);
        let params = match definition {
            Some(definition) => definition.check(params)?,
            None => params,
        };
        let uncounted = params.get("start") == Some(&Value::from(-1));
        let answer = self.send_with_credentials(name, &params).await?;
        let result = match definition {
            Some(definition) => definition.result.clean(answer.result)?,
            None => answer.result,
        };
        let total = answer.total.filter(|_| !uncounted);
        Ok(Reply { result, total, next: answer.next, time: answer.time })
    }

    /// Sends once, and once more with a fresh token where the portal says that the first is stale.
    async fn send_with_credentials(&self, name: &str, params: &Map) -> Result<envelope::Envelope> {
        let Credentials::Token(token) = &self.shared.credentials else {
            return self.send(name, params.clone()).await;
        };
        let current = token.current(&self.shared.runtime).await?;
        let outcome = self.send(name, with_token(&current, params)).await;
        match outcome {
            Err(error) if is_stale(&error) && token.is_renewable() => {
                token.renew(&current, &self.shared.runtime).await?;
                let fresh = token.current(&self.shared.runtime).await?;
                self.send(name, with_token(&fresh, params)).await
            }
            outcome => outcome,
        }
    }

    async fn send(&self, name: &str, params: Map) -> Result<envelope::Envelope> {
        let credentials = &self.shared.credentials;
        let request = Request { url: credentials.url(name), body: Body::encode(params) };
        let response = self.shared.transport.send(request).await?;
        envelope::decode(&response.body).map_err(|failure| {
            let error = Error::from_failure(failure, response.status);
            error.with_answer(&response.body, &credentials.secrets())
        })
    }
}

impl Reply<Value> {
    /// The reply as one value, with the keys of the portal's own envelope.
    #[must_use]
    pub fn into_value(self) -> Value {
        let mut envelope = Map::new();
        envelope.insert("result", self.result);
        if let Some(total) = self.total {
            envelope.insert("total", total);
        }
        if let Some(next) = self.next {
            envelope.insert("next", next);
        }
        if let Some(time) = self.time {
            envelope.insert("time", time);
        }
        Value::Map(envelope)
    }
}

fn with_token(token: &str, params: &Map) -> Map {
    let mut sent = Map::new();
    sent.insert("auth", token);
    for (name, value) in params.iter() {
        sent.push(name.to_owned(), value.clone());
    }
    sent
}

fn is_stale(error: &Error) -> bool {
    error.kind() == Kind::Auth && matches!(error.code(), "expired_token" | "invalid_token")
}

/// A name goes into an address, so it must not lead anywhere else.
fn check_name(name: &str) -> Result<()> {
    let spelt = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !name.is_empty() && name.bytes().all(spelt) && text::find(name, "..").is_none() {
        return Ok(());
    }
    let problem = "A method's name is made of letters, digits, dots, dashes and underscores.";
    Err(Error::input("INVALID_METHOD", problem))
}

/// The portal keeps these names for itself and would not hand them to the method.
fn check_reserved(params: &Map) -> Result<()> {
    const RESERVED: [&str; 5] = ["auth", "access_token", "sessid", "token", "method"];
    for name in RESERVED {
        if params.get(name).is_some() {
            let problem = format!("the portal keeps the parameter \"{name}\" for itself");
            return Err(Error::input("RESERVED_PARAMETER", problem));
        }
    }
    Ok(())
}
