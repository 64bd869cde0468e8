//! Everything that only a browser has: `fetch`, time, the portal page around the frame.

mod connect;
mod fetch;
pub mod frame;
mod host;
mod member;
mod runtime;

pub use fetch::Fetch;
pub use host::Subscription;
pub use runtime::BrowserRuntime;
