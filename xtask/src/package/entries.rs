//! The entries of the package: the files that a page loads, and their budgets.

use anyhow::Result;
use xshell::cmd;

use super::compression::Sizes;
use crate::workspace::Workspace;

/// The JavaScript of the slim entry, which contains no module.
pub const SLIM: &str = "pkg/dist/b24.slim.js";

/// The module as a file of its own.
pub const WASM: &str = "pkg/dist/b24.wasm";

/// The module for REST 3.0 with its glue, which every entry loads when it is first needed.
pub const V3: &str = "pkg/dist/b24.v3.js";

/// A shipped entry.
#[derive(Debug)]
pub struct Entry {
    /// The name in reports.
    pub name: &'static str,
    /// The files that a page loads, relative to the root.
    pub files: &'static [&'static str],
    /// The largest sum of the compressed files.
    pub budget: Sizes,
}

/// The entries of the package.
pub const ENTRIES: [Entry; 3] = [
    Entry {
        name: "ES module",
        files: &["pkg/dist/b24.js"],
        budget: Sizes { gzip: 68_608, brotli: 66_560 },
    },
    Entry {
        name: "classic script",
        files: &["pkg/dist/b24.script.js"],
        budget: Sizes { gzip: 68_608, brotli: 66_560 },
    },
    Entry {
        name: "slim with the wasm",
        files: &[SLIM, WASM],
        budget: Sizes { gzip: 79_200, brotli: 69_700 },
    },
];

/// Bundles the entries into `pkg/dist`.
pub fn bundle(workspace: &Workspace) -> Result<()> {
    Ok(cmd!(workspace.shell, "node pkg-template/build.mjs").run()?)
}
