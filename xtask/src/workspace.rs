//! Paths of the work tree, and a shell with the pinned tools first on `PATH`.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell, cmd};

/// The version of every crate of the workspace and of the npm package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The npm package of the TypeScript compiler.
pub const TYPESCRIPT: &str = "typescript";

/// Cargo arguments that select the native crates.
pub const NATIVE: [&str; 3] = ["--workspace", "--exclude", "web-tests"];

/// The work tree, and a shell that runs in its root.
///
/// Commands of the shell run with closed standard input, so that none waits for input.
#[derive(Debug)]
pub struct Workspace {
    /// A shell in the root, with the pinned tools and the Node binaries on `PATH`.
    pub shell: Shell,
    root: PathBuf,
}

impl Workspace {
    /// Opens the work tree that this program was compiled in.
    pub fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies outside of a workspace")?
            .to_path_buf();
        let shell = Shell::new()?;
        shell.change_dir(&root);
        let tools = [root.join("target/tools/bin"), root.join("node_modules/.bin")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(tools.into_iter().chain(env::split_paths(&inherited)))?;
        shell.set_var("PATH", path);
        Ok(Self { shell, root })
    }

    /// Returns the absolute path of a path relative to the root.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns the command of the TypeScript compiler in `package`. It has a full path, since
    /// several packages contain a `tsc`.
    pub fn compiler(&self, package: &str) -> Cmd<'_> {
        let program = self.path("node_modules").join(package).join("bin/tsc");
        cmd!(self.shell, "node {program}")
    }

    /// Returns cargo's target folder, which `CARGO_TARGET_DIR` overrides.
    pub fn cargo_target(&self) -> PathBuf {
        let name = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.path(name)
    }
}
