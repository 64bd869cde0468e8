//! Single calls, awaited like any future.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::client::response::{Read, read_response};
use crate::client::{CallRules, Client, Command};
#[cfg(feature = "serde")]
use crate::error::Error;
use crate::error::Result;
use crate::schema::{Decode, Method, decode};
use crate::transport::{LocalFuture, Response, milliseconds};
#[cfg(feature = "serde")]
use crate::wire;
use crate::wire::envelope::Reply;
use crate::wire::{Map, Value};

/// The default timeout of a call in milliseconds.
pub(crate) const CALL_TIMEOUT: u32 = 30_000;

/// A call, which is sent when it is first awaited. Dropping it aborts its request.
///
/// ```no_run
/// use std::time::Duration;
///
/// use b24_wasm::methods::user;
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
///
/// let me = b24.call(user::Current::new()).await?.result;
/// let users = b24.call(user::Get::new()).timeout(Duration::from_secs(5)).await?.result;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call sends nothing until it is awaited"]
pub struct Call<T> {
    client: Client,
    method: String,
    /// The call before it is sent.
    command: Option<Result<Command>>,
    rules: CallRules,
    timeout: u32,
    max_age: Option<Duration>,
    reply: LocalFuture<'static, Result<Reply<T>>>,
    read: Read<Reply<T>>,
}

impl Client {
    /// Calls a typed method.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn call<M: Method>(&self, method: M) -> Call<M::Result> {
        Call::new(
            self,
            M::definition().name,
            Command::typed(method, false),
            Read { response: read_typed, reply: |reply| Reply::from(reply).try_map(decode) },
        )
    }

    /// Calls any method by its name, without `.json`. For a typed method, checks the parameters and
    /// normalizes the result; for others, both stay unchanged.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn call_by_name(&self, method: &str, params: Map) -> Call<Value> {
        Call::new(self, method, v2_command(method, params), READ_REPLY)
    }
}

#[cfg(feature = "serde")]
impl Client {
    /// Calls any method by its name, with parameters and a result of any type. Parameters are a
    /// struct or a map; `()` is none. A typed method's parameters are checked, and its result is
    /// normalized before it is read. [`wire`] says what each type is read from.
    ///
    /// ```no_run
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize)]
    /// struct Params {
    ///     select: [&'static str; 3],
    /// }
    ///
    /// #[derive(Deserialize)]
    /// #[serde(rename_all = "UPPERCASE")]
    /// struct Deal {
    ///     id: u64,
    ///     title: String,
    ///     opportunity: Option<f64>,
    /// }
    ///
    /// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
    /// let params = Params { select: ["ID", "TITLE", "OPPORTUNITY"] };
    /// let deals = b24.call_as::<Vec<Deal>>("crm.deal.list", &params).await?.result;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETERS` if the parameters are not encodable, `INVALID_RESULT` with the row and
    /// the field if the result has another type; see [`ErrorKind`](crate::ErrorKind) for others.
    pub fn call_as<T: serde::de::DeserializeOwned + 'static>(
        &self,
        method: &str,
        params: &(impl serde::Serialize + ?Sized),
    ) -> Call<T> {
        let command = own_params(method, params).and_then(|params| v2_command(method, params));
        Call::new(self, method, command, read_own())
    }
}

/// Returns parameters of one's own type.
#[cfg(feature = "serde")]
pub(super) fn own_params(method: &str, params: &(impl serde::Serialize + ?Sized)) -> Result<Map> {
    let params = wire::to_value(params).and_then(|params| match params {
        Value::Map(params) => Ok(params),
        Value::Null => Ok(Map::new()),
        _ => Err(Error::input("INVALID_PARAMETERS", "parameters are a struct or a map")),
    });
    params.map_err(|error| error.with_method(method))
}

impl<T: 'static> Call<T> {
    pub(super) fn new(
        client: &Client,
        method: &str,
        command: Result<Command>,
        read: Read<Reply<T>>,
    ) -> Self {
        Self {
            client: client.clone(),
            method: method.to_owned(),
            command: Some(command),
            rules: CallRules::default(),
            timeout: CALL_TIMEOUT,
            max_age: None,
            reply: Box::pin(std::future::pending()),
            read,
        }
    }

    /// Sets the timeout, by default 30 seconds. It includes the wait for the portal's limits, a
    /// refresh of the token and all attempts.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = milliseconds(timeout);
        self
    }

    /// Allows that the portal runs the call twice: it is sent again if a response is lost. Calls of
    /// methods that only read always are.
    pub fn idempotent(mut self) -> Self {
        self.rules.idempotent = true;
        self
    }

    /// Sets whether the call may travel with others in a batch if it would have to wait for the
    /// portal's rate limit; by default it may.
    pub fn pack(mut self, pack: bool) -> Self {
        self.rules.pack = pack;
        self
    }

    /// Accepts a reply that an equal call of this client with this setting received at most this long
    /// ago, and shares the request of one that is in progress. That has the timeout of the first call:
    /// others join it unless it ends before half of their own timeout has passed. Only for methods
    /// that read; without it, nothing is shared or kept.
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Sets whether the call waits while the portal blocks its method by `OPERATION_TIME_LIMIT`, or
    /// fails at once; by default it waits if its timeout allows.
    pub fn wait_if_blocked(mut self, wait: bool) -> Self {
        self.rules.wait_if_blocked = wait;
        self
    }
}

impl<T: 'static> Future for Call<T> {
    type Output = Result<Reply<T>>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { client, command, rules, timeout, max_age, reply, read, .. } = self.get_mut();
        if let Some(command) = command.take() {
            let (client, rules, timeout, read) = (client.clone(), *rules, *timeout, *read);
            let command = command.map_err(|error| client.fail(error));
            *reply =
                match *max_age {
                    None => Box::pin(async move {
                        client.send_and_read(command?, rules, timeout, read).await
                    }),
                    Some(max_age) => Box::pin(async move {
                        let reply = client.send_shared(command?, rules, timeout, max_age).await?;
                        (read.reply)(reply)
                    }),
                };
        }
        reply.as_mut().poll(context)
    }
}

/// Checks a call of REST 2.0.
fn v2_command(method: &str, params: Map) -> Result<Command> {
    #[cfg(feature = "v3")]
    super::v2_name::check_v2_name(method)?;
    Command::by_name(method, params, false)
}

/// How a reply becomes values.
pub(super) const READ_REPLY: Read<Reply<Value>> =
    Read { response: read_value, reply: |reply| Ok(reply.into()) };

/// Returns how a reply becomes a type of one's own.
#[cfg(feature = "serde")]
pub(super) fn read_own<T: serde::de::DeserializeOwned>() -> Read<Reply<T>> {
    Read {
        response: |command, response| read_value(command, response)?.try_map(wire::from_value),
        reply: |reply| Reply::from(reply).try_map(wire::from_value),
    }
}

/// Reads a reply into values.
fn read_value(command: &Command, response: &Response) -> Result<Reply<Value>> {
    read_response(command, response).map(Into::into)
}

/// Reads a reply into its type, if possible without a [`Value`] between.
fn read_typed<D: Decode>(command: &Command, response: &Response) -> Result<Reply<D>> {
    match command.read_directly(response) {
        Some(reply) => Ok(reply),
        None => read_value(command, response)?.try_map(decode),
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.client.shared.access.credentials.redact_text(&self.method);
        formatter.debug_tuple("Call").field(&method).finish()
    }
}
