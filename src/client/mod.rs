//! The client: what to send, when, and how often.

#[cfg(target_arch = "wasm32")]
mod connect;
mod deadline;

use std::rc::Rc;

use crate::auth::Credentials;
use crate::error::{Error, Kind, Result};
use crate::methods::{self, Decode, Definition, Method, undecodable};
use crate::task::until;
use crate::transport::{Request, Response, Runtime, Transport};
use crate::wire::body::Body;
use crate::wire::envelope::{self, Reply};
use crate::wire::{Map, Value, php};

pub(crate) use deadline::deadline;

/// How long a call may take where the caller does not say, in milliseconds.
pub const DEFAULT_TIMEOUT: u32 = 30_000;

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

    /// Calls any method by its name, without `.json`, within so many milliseconds. A name that is
    /// typed here gets its parameters checked and its result cleaned; any other's pass as they are.
    ///
    /// # Errors
    ///
    /// See [`Kind`] for what there is.
    pub async fn call_by_name(
        &self,
        name: &str,
        params: Map,
        timeout: u32,
    ) -> Result<Reply<Value>> {
        let late = Error::new(Kind::Timeout, "TIMEOUT", format!("No answer within {timeout} ms."));
        let end = deadline(&*self.shared.runtime, timeout, late);
        let work = Box::pin(self.exchange(name, params));
        let outcome = until(end, work).await;
        let credentials = &self.shared.credentials;
        outcome.map_err(|error| credentials.keep_secret(error.of_method(name)))
    }

    /// Sends once, and once more with a fresh token where the portal says that the first is stale.
    async fn exchange(&self, name: &str, mut params: Map) -> Result<Reply<Value>> {
        let definition = methods::find(name);
        check_name(name)?;
        check_reserved(&params)?;
        if let Some(definition) = definition {
            definition.check(&mut params)?;
        }
        let Shared { credentials, transport, runtime } = &*self.shared;
        let mut stale = None;
        loop {
            let token = match credentials {
                Credentials::Webhook(_) => None,
                Credentials::Token(token) => Some(token.get(stale.as_deref(), runtime).await?),
            };
            let body = Body::encode(token.as_deref(), &params);
            let response = transport.send(Request { url: credentials.url(name), body }).await?;
            match read(definition, &params, &response) {
                Err(error) if stale.is_none() && credentials.can_replace(&error) => stale = token,
                outcome => return outcome,
            }
        }
    }
}

fn read(
    definition: Option<&Definition>,
    params: &Map,
    Response { status, body }: &Response,
) -> Result<Reply<Value>> {
    let clean = |mut reply: Reply<Value>| {
        if let Some(definition) = definition {
            definition.result.clean(&mut reply.result)?;
        }
        // The portal says 0 where it was asked not to count.
        if params.get("start").and_then(php::integer).is_some_and(|start| start < 0) {
            reply.total = None;
        }
        Ok(reply)
    };
    let outcome = envelope::decode(*status, body).and_then(clean);
    outcome.map_err(|error| error.with_status(*status).with_answer(body))
}

/// A name goes into an address, so it must not lead anywhere else.
fn check_name(name: &str) -> Result<()> {
    let spelt = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let first = name.as_bytes().first();
    if name.bytes().all(spelt) && first.is_some_and(u8::is_ascii_alphanumeric) {
        return Ok(());
    }
    let problem = "A method's name is letters, digits, dots and dashes.";
    Err(Error::input("INVALID_METHOD", problem))
}

/// The portal keeps these names for itself and would not hand them to the method.
fn check_reserved(params: &Map) -> Result<()> {
    const RESERVED: [&str; 6] = ["auth", "access_token", "sessid", "token", "method", "state"];
    for name in RESERVED {
        if params.get(name).is_some() {
            let problem = format!("the portal keeps the parameter \"{name}\" for itself");
            return Err(Error::input("RESERVED_PARAMETER", problem));
        }
    }
    Ok(())
}
