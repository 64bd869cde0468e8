//! The set-up: each part looks for its tools and installs missing ones if it can. Otherwise it
//! prints the installation command.

pub mod browser;
pub mod engine;
pub mod fuzzer;
pub mod node;
pub mod php;
pub mod rust;
pub mod wasm_tools;

mod debian;
mod tool;
