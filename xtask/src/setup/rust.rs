//! The WebAssembly target of the Rust toolchain.

use std::path::Path;

use anyhow::{Result, bail};
use xshell::cmd;

use crate::workspace::Workspace;

/// The target triple of the browser build.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the active toolchain, unless it is installed.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    let libraries = cmd!(shell, "rustc --print target-libdir --target {WASM_TARGET}").quiet();
    if libraries.read().is_ok_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if which::which("rustup").is_err() {
        bail!(
            "the Rust target {WASM_TARGET} is missing; install rustup (https://rustup.rs), then: rustup target add {WASM_TARGET}"
        );
    }
    cmd!(shell, "rustup target add {WASM_TARGET}").run()?;
    Ok(())
}
