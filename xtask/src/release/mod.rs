//! `cargo xtask release --dry-run`: all steps of a release but the upload.
//!
//! [`versions`] compares the version numbers, [`crates`] and [`npm`] pack what the registries would receive,
//! and use it as a new project would.

mod changelog;
mod crates;
mod npm;
mod versions;

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::package;
use crate::step::step;
use crate::workspace::Workspace;

/// The options of `cargo xtask release`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Upload nothing. Only the workflow of a tag publishes
    #[arg(long)]
    dry_run: bool,
    /// Tag of the release, such as v1.2.3, with which all version numbers are compared
    #[arg(long)]
    tag: Option<String>,
}

/// Tries a release. Fails if a registry or a user could not take it.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    ensure!(
        options.dry_run,
        "only the workflow release.yml publishes; to try a release: cargo xtask release --dry-run"
    );
    step("versions", || versions::check(workspace, options.tag.as_deref()))?;
    package::set_up(workspace)?;
    step("crates", || crates::pack(workspace))?;
    step("a front end with the packed crates", || crates::check_front_end(workspace))?;
    package::run(workspace)?;
    step("npm package", || npm::dry_run(workspace, options.tag.is_some()))?;
    step("a project with the packed npm package", || npm::check_entries(workspace))
}

/// Returns an empty folder of this command.
fn empty_folder(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    let folder = workspace.path("target/release-dry-run").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
