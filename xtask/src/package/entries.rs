//! The entries of the package: the wrapper, the glue and the module in one file each.

use anyhow::Result;
use xshell::cmd;

use crate::workspace::Workspace;

/// A shipped entry.
#[derive(Debug)]
pub struct Entry {
    /// The name in reports.
    pub name: &'static str,
    /// The file, relative to the root.
    pub file: &'static str,
}

/// The entries of the package.
pub const ENTRIES: [Entry; 2] = [
    Entry { name: "ES module", file: "pkg/dist/b24.js" },
    Entry { name: "classic script", file: "pkg/dist/b24.script.js" },
];

/// The JavaScript of the ES module without the bytes of the wasm module.
pub const SCRIPT_WITHOUT_WASM: &str = "target/b24.without-wasm.js";

/// Bundles the entries into `pkg/dist`.
pub fn bundle(workspace: &Workspace) -> Result<()> {
    Ok(cmd!(workspace.shell, "node pkg-template/build.mjs").run()?)
}
