//! The set-up: each part looks for what it needs, installs what is missing
//! where it can, and otherwise names it in one line with the command that
//! installs it.

pub mod browser;
pub mod node;
pub mod php;
pub mod rust;
pub mod wasm_tools;

mod debian;
