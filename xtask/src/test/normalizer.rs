//! The tests of the wrapper's normalizer, which must equal the core's.

use anyhow::Result;
use xshell::cmd;

use super::log::Log;
use super::node;
use super::summary::Layer;
use crate::workspace::Workspace;

/// The program that prints results and what the core makes of them.
const CASES: &str = "normalizer-cases";

/// Builds the program and runs the tests of `tests/normalizer`.
pub fn run(workspace: &Workspace, log: &Log) -> Result<Layer> {
    let features = ["--features", "typings"];
    cmd!(workspace.shell, "cargo build --package b24-wasm {features...} --example {CASES}")
        .run()?;
    node::run(workspace, log, "tests/normalizer", &[], &[])
}
