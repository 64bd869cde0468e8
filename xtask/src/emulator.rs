//! The portal emulator as a child process.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use xshell::cmd;

use crate::workspace::Workspace;

/// A running emulator. It ends when this value is dropped, and it watches its
/// standard input, so that it ends with this program in any case.
#[derive(Debug)]
pub struct Emulator {
    /// Where it answers.
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

/// Builds the emulator with optimisation and returns its program.
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
        // An open pipe, lest a later line of the emulator fails.
        process.stdout = Some(reader.into_inner());
        if ready.is_empty() {
            bail!("the emulator ended before it was ready: {}", process.wait()?);
        }
        let addresses = serde_json::from_str(&ready)
            .with_context(|| format!("the emulator announced itself with {ready}"))?;
        Ok(Self { addresses, process })
    }

    /// Waits until the emulator ends by itself.
    pub fn wait(&mut self) -> Result<()> {
        // `wait` would close the standard input, which tells the emulator to end.
        let input = self.process.stdin.take();
        let status = self.process.wait()?;
        drop(input);
        if !status.success() {
            bail!("the emulator ended: {status}");
        }
        Ok(())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Errors mean that the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
