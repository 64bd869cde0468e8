//! Calls of REST 3.0.

mod batch;
mod list;
#[cfg(test)]
mod tests;

use crate::client::call::READ_REPLY;
#[cfg(feature = "serde")]
use crate::client::call::{own_params, read_own};
use crate::client::{Call, Client, Command};
use crate::error::Result;
use crate::v3;
use crate::wire::{Map, Value};

pub use batch::{V3Batch, V3Handle, V3Outcomes};
pub use list::V3List;

/// The methods of REST 3.0, which have other parameters and results than those of REST 2.0, also those
/// with the same names.
///
/// ```no_run
/// use b24_wasm::v3::where3;
/// use b24_wasm::wire::Map;
/// # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
///
/// let params = Map::from_iter([("filter", where3("id").gt(7))]);
/// let tasks = b24.v3().call_by_name("tasks.task.list", params).await?.result;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct V3 {
    client: Client,
    unchecked: bool,
}

impl Client {
    /// Returns the client of REST 3.0, which shares the credentials and the limits of this one.
    #[must_use]
    pub fn v3(&self) -> V3 {
        V3 { client: self.clone(), unchecked: false }
    }
}

impl V3 {
    /// Sends single calls without checks of their names and parameters, for portals with methods that are newer
    /// than this version of the SDK.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.unchecked = true;
        self
    }

    /// Calls a method by its name. The parameters are checked; the result stays unchanged, as
    /// `{ "item": … }` or `{ "items": […] }` of most methods.
    ///
    /// # Errors
    ///
    /// `OTHER_REST_VERSION` for a method of REST 2.0, and the errors of the parameters, before anything is
    /// sent; see [`ErrorKind`](crate::ErrorKind) for others. [`validation`](crate::Error::validation) has the parts of the
    /// request that the portal rejected.
    pub fn call_by_name(&self, method: &str, params: Map) -> Call<Value> {
        Call::new(&self.client, method, self.command(method, params), READ_REPLY)
    }

    /// Calls a method with parameters and a result of any type, as [`Client::call_as`] does.
    ///
    /// # Errors
    ///
    /// As [`call_by_name`](Self::call_by_name); `INVALID_RESULT` if the result has another type.
    #[cfg(feature = "serde")]
    pub fn call_as<T: serde::de::DeserializeOwned + 'static>(
        &self,
        method: &str,
        params: &(impl serde::Serialize + ?Sized),
    ) -> Call<T> {
        let command = own_params(method, params).and_then(|params| self.command(method, params));
        Call::new(&self.client, method, command, read_own())
    }

    /// Checks a call.
    fn command(&self, method: &str, mut params: Map) -> Result<Command> {
        match self.unchecked {
            true => v3::check_unchecked(method, &params)?,
            false => v3::check_single(method, &mut params)?,
        }
        let reads = Some(v3::is_read(method));
        Ok(Command { reads, ..Command::v3(method, params)? })
    }
}
