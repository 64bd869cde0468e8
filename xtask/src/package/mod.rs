//! `cargo xtask package`: the npm package in `pkg/`.
//!
//! [`wasm`], [`reorder`] and [`shrink`] build the Rust core and its glue, [`entries`] bundles the glue and the
//! wrapper of `pkg-template`, [`typings`] and [`declarations`] generate the declarations, and
//! [`contents`] and [`notices`] add the other files.

pub mod install;
pub mod module;
pub mod size;
pub mod typings;
pub mod wasm;

mod binary;
mod compression;
mod contents;
mod declarations;
mod entries;
mod glue;
mod instructions;
mod notices;
mod panic_texts;
mod panics;
mod reorder;
mod shrink;
mod split;

use anyhow::Result;

use module::{CORE, PUSH, V3};

use crate::setup::{node, rust, wasm_tools};
use crate::step::step;
use crate::workspace::Workspace;

/// Sets up the tools of the package's build.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    step("set-up of the package's tools", || {
        rust::set_up(workspace)?;
        node::set_up(workspace)?;
        wasm_tools::set_up(workspace)
    })
}

/// Builds `pkg/` and prints its sizes. Fails if an entry exceeds the budget.
pub fn run(workspace: &Workspace) -> Result<()> {
    build(workspace)?;
    size::report(workspace)
}

/// Builds `pkg/` from scratch and prints its contents.
pub fn build(workspace: &Workspace) -> Result<()> {
    step("wasm", || wasm::build(workspace, &CORE))?;
    step("wasm of REST 3.0", || wasm::build(workspace, &V3))?;
    step("wasm of events", || wasm::build(workspace, &PUSH))?;
    step("package", || {
        contents::start(workspace)?;
        typings::collect(workspace)?;
        entries::bundle(workspace)?;
        declarations::emit(workspace)?;
        contents::finish(workspace)
    })
}
