//! Debian's package manager, used if no confirmation is needed.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::workspace::Workspace;

/// Returns whether the system is Debian or a derivative and the user may install packages.
pub fn can_install(workspace: &Workspace) -> bool {
    is_debian() && is_root(workspace)
}

/// Installs packages with apt-get, without confirmation.
pub fn install(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let shell = &workspace.shell;
    let _environment = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
    let installed = cmd!(shell, "apt-get update --quiet").run().and_then(|()| {
        cmd!(shell, "apt-get install --yes --quiet --no-install-recommends {packages...}").run()
    });
    let names = packages.join(" ");
    installed.with_context(|| format!("missing, and not installed: apt-get install {names}"))
}

/// Returns the installation command for this system.
pub fn command_or<'a>(packages: &'a str, elsewhere: &'a str) -> String {
    if is_debian() { format!("sudo apt-get install {packages}") } else { elsewhere.to_owned() }
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|release| names_debian(&release))
}

fn names_debian(release: &str) -> bool {
    release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .any(|id| id == "debian")
}

fn is_root(workspace: &Workspace) -> bool {
    cmd!(workspace.shell, "id -u").quiet().read().is_ok_and(|id| id == "0")
}

#[cfg(test)]
mod tests {
    use super::names_debian;

    #[test]
    fn recognises_debian_and_its_derivatives() {
        assert!(names_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(names_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(names_debian("ID=mint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!names_debian("ID=fedora\nHOME_URL=https://debian.org\n"));
    }
}
