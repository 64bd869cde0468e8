//! `cargo xtask package`: the npm package in `pkg/`.
//!
//! The Rust core becomes a wasm file and its glue ([`wasm`], [`shrink`]), the glue and the
//! wrapper of `pkg-template` become the entries ([`entries`]) with their
//! declarations ([`typings`], [`declarations`]), and [`contents`] lays the rest
//! beside them.

pub mod size;
pub mod typings;
pub mod wasm;

mod contents;
mod declarations;
mod entries;
mod shrink;

use anyhow::Result;

use crate::setup::{node, rust, wasm_tools};
use crate::step::step;
use crate::workspace::Workspace;

/// Sets up what the package is built with.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    step("set-up of the package's tools", || {
        rust::set_up(workspace)?;
        node::set_up(workspace)?;
        wasm_tools::set_up(workspace)
    })
}

/// Builds `pkg/` and prints how large it is. Fails if an entry is larger than
/// its budget.
pub fn run(workspace: &Workspace) -> Result<()> {
    build(workspace)?;
    size::report(workspace)
}

/// Builds `pkg/` anew and prints what is in it.
pub fn build(workspace: &Workspace) -> Result<()> {
    step("wasm", || wasm::build(workspace))?;
    step("package", || {
        contents::start(workspace)?;
        entries::bundle(workspace)?;
        declarations::emit(workspace)?;
        contents::finish(workspace)
    })
}
