//! The frame: what an app says to the portal page around it. It knows nothing of REST.

pub mod message;

#[cfg(target_arch = "wasm32")]
mod handshake;
#[cfg(target_arch = "wasm32")]
mod host;

#[cfg(target_arch = "wasm32")]
pub(crate) use handshake::open;
