//! Pinned tools of crates.io, in `target/tools`.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::workspace::Workspace;

/// A crate with programs, in one version.
pub struct Tool {
    /// The crate.
    pub package: &'static str,
    /// The version.
    pub version: &'static str,
    /// The programs, which print their version.
    pub programs: &'static [&'static str],
}

impl Tool {
    /// Installs the tool, unless `target/tools` contains this version.
    pub fn set_up(&self, workspace: &Workspace) -> Result<()> {
        if self.is_installed(workspace) { Ok(()) } else { self.install(workspace) }
    }

    fn is_installed(&self, workspace: &Workspace) -> bool {
        self.programs.iter().all(|program| {
            let path = workspace.path("target/tools/bin").join(program);
            cmd!(workspace.shell, "{path} --version")
                .quiet()
                .ignore_stderr()
                .read()
                .is_ok_and(|printed| version_in_output(&printed) == Some(self.version))
        })
    }

    /// Builds the tool from its crate, in a separate folder so that it does not wait for or
    /// invalidate the project's build. Without optimization, which takes most of the build's time and saves
    /// the tool tenths of a second.
    fn install(&self, workspace: &Workspace) -> Result<()> {
        let Self { package, version, .. } = self;
        let root = workspace.path("target/tools");
        let build = root.join("build");
        cmd!(workspace.shell, "cargo install {package} --version {version} --root {root} --force")
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .run()
            .with_context(|| {
                format!("{package} {version} is missing: cargo install {package} --version {version} --root target/tools")
            })?;
        fs::remove_dir_all(&build)?;
        Ok(())
    }
}

/// Parses the version in the output of a tool's `--version`: `wasm-bindgen 0.2.130`.
fn version_in_output(printed: &str) -> Option<&str> {
    printed.split_whitespace().nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_versions_in_tool_output() {
        assert_eq!(version_in_output("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(version_in_output("wasm-bindgen 0.2.130 (abcdef)\n"), Some("0.2.130"));
        assert_eq!(version_in_output(""), None);
    }
}
