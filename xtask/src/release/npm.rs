//! The npm package as the registry would receive it, and a project that installs it.

use std::fs;

use anyhow::Result;
use xshell::cmd;

use super::empty_folder;
use crate::package::install;
use crate::workspace::Workspace;

/// The code of the project.
const ENTRIES: &str = include_str!("../../../tests/release/entries.js");

/// Makes the checks that npm makes before an upload.
pub fn dry_run(workspace: &Workspace) -> Result<()> {
    let options = ["--dry-run", "--ignore-scripts"];
    Ok(cmd!(workspace.shell, "npm publish ./pkg {options...}").run()?)
}

/// Installs the packed package into an empty project, and uses each of its entries in Node.js.
pub fn check_entries(workspace: &Workspace) -> Result<()> {
    let folder = empty_folder(workspace, "npm")?;
    install::run(workspace, &folder)?;
    fs::write(folder.join("entries.js"), ENTRIES)?;
    let _folder = workspace.shell.push_dir(&folder);
    Ok(cmd!(workspace.shell, "node entries.js").run()?)
}
