//! The push server: the real-time events that an app receives over a WebSocket or by long polling.
//! It has no sockets; the server of the emulator opens connections and does their steps.
//!
//! * `config`: what `pull.application.config.get` returns
//! * `server`: channels, messages and connections; `access` opens it to the portal's users
//! * `channel`, `jwt`: the credentials of a client
//! * `query`, `admission`, `connection`: a client, from its address to its end
//! * `draft`, `message`, `history`: a message, before, at and after its delivery
//! * `format`, `protobuf`, `rpc`: messages on the wire
//! * `control`, `log`, `settings`: what tests read and change

mod access;
mod admission;
mod channel;
mod config;
mod connection;
mod control;
mod draft;
mod format;
mod frame;
mod history;
mod jwt;
mod log;
mod message;
mod protobuf;
mod query;
mod rpc;
mod server;
mod settings;

pub use access::{PushConnection, PushOpening};
pub(crate) use config::{Client, Origins, configuration};
pub(crate) use control::{Actions, act, log as log_json, secrets};
pub(crate) use draft::Draft;
pub use frame::{PushEnd, PushFrame, PushStep};
pub use log::PushAttempt;
pub(crate) use message::Event;
pub(crate) use server::Push;
pub use settings::{PushFaults, PushMode, PushSettings};
