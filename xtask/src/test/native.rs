//! The tests of the native crates, including doc tests.

use anyhow::Result;
use xshell::{Cmd, cmd};

use super::log::Log;
use super::summary::Layer;
use crate::workspace::{NATIVE, Workspace};

/// Runs `cargo test` in the native crates.
pub fn run(workspace: &Workspace, log: &Log) -> Result<Layer> {
    let command = cmd!(workspace.shell, "cargo test {NATIVE...} --no-fail-fast");
    run_and_count(log, "native", command)
}

/// Runs a command with the output of `cargo test`, prints the output and counts the tests.
pub fn run_and_count(log: &Log, name: &str, command: Cmd<'_>) -> Result<Layer> {
    let (lines, succeeded) = log.run(name, command)?;
    Ok(Layer::from_cargo(lines.iter().map(String::as_str), succeeded))
}
