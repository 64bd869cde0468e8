//! The client of the portal's push server, without I/O: the configuration, the frames, and a connection that
//! resumes, reconnects and falls back to long polling.
//!
//! An app gets what its own pages and servers send by `pull.application.event.add`. Events are hints: any
//! user of the app can send them, and some may be lost. The portal's own events (chats, the CRM) do not reach
//! apps.

mod address;
mod config;
mod connection;
mod date;
pub mod frame;
mod ladder;
mod machine;
mod message;
mod network;
mod position;
mod state;
mod step;

pub use message::{Message, PushEvent};
pub use network::{Guard, Listener, Network, PageEvent, PollResponse, Socket, SocketEvent};
pub use state::{PushState, Status};

pub(crate) use config::unavailable;
pub(crate) use connection::{Connection, Signal};
#[cfg(all(target_arch = "wasm32", feature = "js-push"))]
pub(crate) use {
    config::Page,
    machine::Machine,
    step::{Action, Input},
};
