//! The portal emulator as a child process.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use xshell::cmd;

use crate::workspace::Workspace;

/// A running emulator. Dropping this value stops it. It also exits when its standard input closes,
/// so it never outlives this program.
#[derive(Debug)]
pub struct Emulator {
    /// The addresses of the emulator.
    pub addresses: Addresses,
    process: Child,
}

/// What the emulator prints when it is ready.
#[derive(Debug, Deserialize)]
pub struct Addresses {
    /// The origin of the portal.
    pub portal: String,
    /// The URL of a webhook of the portal's administrator.
    pub webhook: String,
}

/// Builds the emulator with optimisation and returns the path of its program.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    cmd!(workspace.shell, "cargo build --release --package portal").run()?;
    Ok(workspace.cargo_target().join("release/portal"))
}

impl Emulator {
    /// Starts the emulator and waits until it is ready.
    pub fn start(program: &Path, arguments: &[String]) -> Result<Self> {
        let mut process = Command::new(program)
            .args(arguments)
            .args(["--json", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = process.stdout.take().context("the emulator has no standard output")?;
        let mut ready = String::new();
        let mut reader = BufReader::new(output);
        reader.read_line(&mut ready)?;
        // The pipe stays open, so that the emulator can print more lines.
        process.stdout = Some(reader.into_inner());
        if ready.is_empty() {
            bail!("the emulator exited before it was ready: {}", process.wait()?);
        }
        let addresses = serde_json::from_str(&ready)
            .with_context(|| format!("the emulator printed {ready}"))?;
        Ok(Self { addresses, process })
    }

    /// Waits until the emulator exits.
    pub fn wait(&mut self) -> Result<()> {
        // `wait` would close the standard input, and the emulator would exit.
        let input = self.process.stdin.take();
        let status = self.process.wait()?;
        drop(input);
        if !status.success() {
            bail!("the emulator exited: {status}");
        }
        Ok(())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // These fail only if the process has already exited.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
