//! Node.js, and the pinned packages of the lockfile in `node_modules`.

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::fingerprint::{self, Stamp};
use crate::workspace::Workspace;

const MIN_VERSION: u32 = 20;

/// Checks the version of Node.js, and installs the packages of the lockfile unless `node_modules`
/// is up to date.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    check_version(workspace)?;
    set_up_in(workspace, ".")
}

/// Installs the packages of the lockfile in a folder unless its `node_modules` is up to date.
///
/// Install scripts of packages do not run.
pub fn set_up_in(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.path(folder);
    let manifests = ["package.json", "package-lock.json"].map(|name| folder.join(name));
    let fingerprint = fingerprint::of(&manifests)?;
    let stamp = Stamp::at(folder.join("node_modules/.installed"));
    if stamp.matches(&fingerprint) {
        return Ok(());
    }
    let _folder = workspace.shell.push_dir(&folder);
    cmd!(workspace.shell, "npm ci --ignore-scripts --no-audit --no-fund")
        .run()
        .context("the Node packages are missing: npm ci --ignore-scripts")?;
    stamp.store(&fingerprint)
}

fn check_version(workspace: &Workspace) -> Result<()> {
    let printed = cmd!(workspace.shell, "node --version").quiet().ignore_stderr().read();
    let found = match &printed {
        Ok(version) if major(version).is_some_and(|major| major >= MIN_VERSION) => return Ok(()),
        Ok(version) => format!("it is {version}"),
        Err(_) => "it is missing".to_owned(),
    };
    bail!(
        "Node.js {MIN_VERSION} or later is needed, but {found}; install it: {}",
        install_command()
    );
}

fn install_command() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install node"
    } else {
        "nvm install 20 (with nvm), or from https://nodejs.org/en/download"
    }
}

/// Parses the major version in the output of `node --version`: `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn parses_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v9.0.0"), Some(9));
        assert_eq!(major("20"), None);
        assert_eq!(major("vx.1"), None);
    }
}
