//! The npm package as the registry would receive it, and a project that installs it.

use std::fs;

use anyhow::{Result, ensure};
use xshell::cmd;

use super::empty_folder;
use crate::package::install;
use crate::workspace::Workspace;

/// The code of the project.
const ENTRIES: &str = include_str!("../../../tests/release/entries.js");

/// What npm prints if it publishes another manifest than that of the package.
const CORRECTED: &str = "errors corrected";

/// Makes the checks that npm makes before an upload. Fails if npm would correct the manifest.
///
/// Between releases the version may be in the registry, which npm would reject even now.
pub fn dry_run(workspace: &Workspace, is_release: bool) -> Result<()> {
    let known: &[&str] = if is_release { &[] } else { &["--force"] };
    let options = ["--dry-run", "--ignore-scripts"];
    let command =
        cmd!(workspace.shell, "npm publish ./pkg {options...} {known...}").ignore_status();
    let output = command.output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    eprintln!("{report}");
    ensure!(output.status.success(), "npm would not publish the package");
    ensure!(
        !report.contains(CORRECTED),
        "npm would change the manifest: correct it in pkg-template/package.json, see above"
    );
    Ok(())
}

/// Installs the packed package into an empty project, and uses each of its entries in Node.js.
pub fn check_entries(workspace: &Workspace) -> Result<()> {
    let folder = empty_folder(workspace, "npm")?;
    install::run(workspace, &folder)?;
    fs::write(folder.join("entries.js"), ENTRIES)?;
    let _folder = workspace.shell.push_dir(&folder);
    Ok(cmd!(workspace.shell, "node entries.js").run()?)
}
