//! What Rust front ends use in a browser: `fetch`, timers, and the host page of the frame.

mod connect;
mod fetch;
pub mod frame;
mod host;
mod member;
#[cfg(feature = "push")]
mod push;
mod runtime;
#[cfg(feature = "serde")]
mod value;

pub use connect::TokenBuilder;
pub use fetch::Fetch;
pub use host::Subscription;
pub use runtime::BrowserRuntime;
