//! The frame: what an app says to the portal page around it. It knows nothing of REST.
//!
//! The page passes over in silence what it does not know and what it denies. So a command that it
//! answers has a deadline, one that it never answers is done when it is said, and what a person must
//! answer waits until it is dropped.

pub mod answer;
pub mod command;
pub mod height;
pub mod info;
pub mod interface;
pub mod message;

#[cfg(target_arch = "wasm32")]
mod dialogs;
#[cfg(target_arch = "wasm32")]
mod fit;
#[cfg(target_arch = "wasm32")]
mod handle;
#[cfg(target_arch = "wasm32")]
mod handshake;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod install;
#[cfg(target_arch = "wasm32")]
mod messenger;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod placement;
#[cfg(target_arch = "wasm32")]
mod slider;
#[cfg(target_arch = "wasm32")]
mod window;

pub use info::Info;
pub use interface::Interface;

#[cfg(target_arch = "wasm32")]
pub use {
    dialogs::Person,
    fit::Following,
    handle::Frame,
    host::Subscription,
    slider::Slider,
    window::{Size, Width},
};
