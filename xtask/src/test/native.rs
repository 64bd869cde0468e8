//! The tests of the native crates, including doc tests.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use super::summary::Layer;
use crate::workspace::{NATIVE, Workspace};

/// Runs `cargo test` in the native crates.
pub fn run(workspace: &Workspace) -> Result<Layer> {
    run_and_count(cmd!(workspace.shell, "cargo test {NATIVE...} --no-fail-fast"))
}

/// Runs a command with the output of `cargo test`, prints the output and counts the tests.
pub fn run_and_count(command: Cmd<'_>) -> Result<Layer> {
    println!("$ {command}");
    let mut process = Command::from(command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("the command does not start")?;
    let output = process.stdout.take().context("the command has no standard output")?;
    let mut lines = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        lines.push(line);
    }
    let succeeded = process.wait()?.success();
    Ok(Layer::from_cargo(lines.iter().map(String::as_str), succeeded))
}
