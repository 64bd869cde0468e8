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

pub use info::Info;
pub use interface::Interface;
