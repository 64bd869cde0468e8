//! Where things are, and a shell in which the pinned tools come first.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell, cmd};

/// The version of every crate of the workspace and of the npm package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The package of the TypeScript compiler.
pub const TYPESCRIPT: &str = "typescript";

/// Cargo's selection of the crates that run on this machine, not in a browser.
pub const NATIVE: [&str; 3] = ["--workspace", "--exclude", "web-tests"];

/// The work tree, and a shell that runs in its root.
///
/// Commands of the shell run with standard input closed, so that none of them
/// waits for an answer.
#[derive(Debug)]
pub struct Workspace {
    /// Runs in the root, with the pinned tools and the Node binaries on `PATH`.
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

    /// The absolute path of something that is named relative to the root.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The TypeScript compiler of this package, by its path: each package of several brings a `tsc`.
    pub fn compiler(&self, package: &str) -> Cmd<'_> {
        let program = self.path("node_modules").join(package).join("bin/tsc");
        cmd!(self.shell, "node {program}")
    }

    /// The folder of cargo's own build results, which `CARGO_TARGET_DIR` moves.
    pub fn cargo_target(&self) -> PathBuf {
        let name = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.path(name)
    }
}
