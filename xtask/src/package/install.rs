//! The installation of the packed package, as a user installs it.

use std::fs;
use std::path::Path;

use anyhow::Result;
use xshell::cmd;

use crate::workspace::{VERSION, Workspace};

/// Packs `pkg/` and installs the tarball into an empty folder, which becomes a project.
pub fn run(workspace: &Workspace, folder: &Path) -> Result<()> {
    fs::write(folder.join("package.json"), r#"{ "private": true, "type": "module" }"#)?;
    let shell = &workspace.shell;
    let quiet = ["--ignore-scripts", "--loglevel", "error"];
    cmd!(shell, "npm pack ./pkg --pack-destination {folder} {quiet...}").run()?;
    let tarball = folder.join(format!("b24-wasm-{VERSION}.tgz"));
    Ok(cmd!(shell, "npm install --offline --prefix {folder} {quiet...} {tarball}").run()?)
}
