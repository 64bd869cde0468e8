//! The protocol between an app in a frame and its host page. It is independent of REST.
//!
//! The host page silently ignores unknown and denied commands. So a command with a reply has a
//! deadline, a command without a reply is complete when it is sent, and a dialog waits until the
//! caller stops waiting.

pub mod command;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) mod failure;
pub mod height;
pub mod info;
pub mod interface;
pub mod message;
pub(crate) mod reply;
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) mod state;

pub use info::Info;
pub use interface::Interface;

/// The default timeout of the handshake, in milliseconds.
pub(crate) const HANDSHAKE_TIMEOUT: u32 = 10_000;

/// The default timeout of a command with an immediate reply, in milliseconds.
pub(crate) const COMMAND_TIMEOUT: u32 = 5_000;
