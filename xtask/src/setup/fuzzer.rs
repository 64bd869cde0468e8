//! The pinned cargo-fuzz in `target/tools`, which builds programs with libFuzzer.

use anyhow::Result;

use super::tool::Tool;
use crate::workspace::Workspace;

const CARGO_FUZZ: Tool =
    Tool { package: "cargo-fuzz", version: "0.13.2", programs: &["cargo-fuzz"] };

/// Installs the pinned cargo-fuzz, unless `target/tools` contains this version.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    CARGO_FUZZ.set_up(workspace)
}
