#![doc = include_str!("../README.md")]
//!
//! # In Rust
//!
//! A list returns every row of a method; a batch sends many calls at once:
//!
//! ```no_run
//! use b24_wasm::{
//!     Batch,
//!     methods::{im, user},
//! };
//! # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
//! let mut users = b24.list(user::Get::new());
//! while let Some(user) = users.try_next().await? {
//!     println!("{}", user.id);
//! }
//! let mut batch = Batch::new();
//! let me = batch.add("me", user::Current::new());
//! let unread = batch.add("unread", im::CountersGet::new());
//! let mut outcomes = b24.batch(batch).await?;
//! println!("{:?} {:?}", outcomes.take(me)?.result.name, outcomes.take(unread)?.result.chat);
//! # Ok(())
//! # }
//! ```
//!
//! A call is awaited, with a deadline if the default of 30 seconds is not right. Any other method
//! takes and returns types of one's own:
//!
//! ```no_run
//! # #[cfg(feature = "serde")]
//! # mod example {
//! use std::time::Duration;
//!
//! use b24_wasm::methods::user;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize)]
//! struct Select {
//!     select: [&'static str; 2],
//! }
//!
//! #[derive(Deserialize)]
//! #[serde(rename_all = "UPPERCASE")]
//! struct Deal {
//!     id: u64,
//!     title: Option<String>,
//! }
//!
//! # async fn example(b24: b24_wasm::Client) -> Result<(), b24_wasm::Error> {
//! let me = b24.call(user::Current::new()).timeout(Duration::from_secs(5)).await?.result;
//! let params = Select { select: ["ID", "TITLE"] };
//! let deals = b24.call_as::<Vec<Deal>>("crm.deal.list", &params).await?.result;
//! # Ok(())
//! # }
//! # }
//! ```
//!
//! In a browser, the app sends commands to the host page. Those with an immediate reply have a
//! deadline:
//!
//! ```no_run
//! # #[cfg(target_arch = "wasm32")]
//! # async fn example() -> Result<(), b24_wasm::Error> {
//! use b24_wasm::Frame;
//!
//! let frame = Frame::open().await?;
//! let b24 = frame.client();
//! frame.set_title("Orders").await?;
//! let fitted = frame.auto_fit().await?; // as high as the content until it is dropped
//! # Ok(())
//! # }
//! ```
//!
//! # Modules
//!
//! | module | content |
//! | --- | --- |
//! | [`client`] | calls, lists and batches |
//! | [`methods`] | the typed methods |
//! | [`schema`] | definitions of typed methods: parameters, fields, records, filters |
//! | [`wire`] | parameters to a form, JSON or a batch command; bytes to values |
//! | [`auth`] | webhooks and tokens, with one shared refresh |
//! | [`push`] | real-time events |
//! | [`v3`] | REST 3.0: filters, checks |
//! | [`address`] | portal addresses |
//! | [`transport`] | requests, timers and tasks |
//! | [`frame`] | the host page's commands and messages |
//! | [`error`] | the error type of all modules |
//!
//! Everything but the module `browser` is plain Rust: [`transport::Transport`] and
//! [`transport::Runtime`] provide the network and the time.

#![forbid(unsafe_code)]

// The derives name this crate by its name, here and in other crates.
extern crate self as b24_wasm;

#[macro_use]
mod text;

pub mod address;
pub mod auth;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod client;
pub mod error;
pub mod frame;
#[cfg(all(target_arch = "wasm32", feature = "js"))]
mod js;
#[cfg(all(target_arch = "wasm32", any(feature = "js", feature = "js-push", feature = "js-v3")))]
mod js_error;
#[cfg(all(target_arch = "wasm32", feature = "js-push"))]
mod js_push;
#[cfg(all(target_arch = "wasm32", feature = "js-v3"))]
mod js_v3;
pub mod methods;
#[cfg(feature = "push")]
pub mod push;
mod redact;
pub mod schema;
mod suggest;
pub mod transport;
#[cfg(feature = "typings")]
pub mod typings;
#[cfg(feature = "v3")]
pub mod v3;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub use browser::frame::Frame;
pub use client::{Batch, Call, Client, List};
pub use error::{Error, ErrorKind};
pub use schema::filter::Filter;
pub use transport::LocalFuture;
pub use wire::envelope::Reply;
pub use wire::{Map, Value};

/// The Rust examples of the documentation's site, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../site/pages/rust.md")]
mod site {}
