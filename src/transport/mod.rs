//! The platform that the core runs on: transport of requests, timers and tasks.

mod deadline;
mod race;
mod request;
mod runtime;
mod shared_result;

pub use request::{Request, Response, Transport};
pub use runtime::{LocalFuture, Runtime};

pub(crate) use deadline::{deadline, milliseconds};
pub(crate) use race::race;
#[cfg(any(target_arch = "wasm32", feature = "typings"))]
pub(crate) use request::MAX_RESPONSE;
pub(crate) use request::moved;
#[cfg(target_arch = "wasm32")]
pub(crate) use request::too_large;
pub(crate) use shared_result::SharedResult;
