//! b24
pub mod address;
pub mod auth;
pub mod client;
pub mod error;
pub mod filter;
pub mod frame;
#[cfg(all(target_arch = "wasm32", feature = "js"))]
mod js;
pub mod methods;
mod suggest;
mod task;
mod text;
pub mod transport;
pub mod wire;
pub use client::{Client, Reply};
pub use error::Error;
pub use filter::Filter;
