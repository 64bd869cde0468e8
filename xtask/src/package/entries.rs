//! The entries of the package: the wrapper, the glue and the module in one file each.

use anyhow::Result;
use xshell::cmd;

use crate::workspace::Workspace;

/// An entry, as shipped.
#[derive(Debug)]
pub struct Entry {
    /// What it is, for a person.
    pub name: &'static str,
    /// The file, relative to the root.
    pub file: &'static str,
}

/// What the package ships to be loaded.
pub const ENTRIES: [Entry; 2] = [
    Entry { name: "ES module", file: "pkg/dist/b24.js" },
    Entry { name: "classic script", file: "pkg/dist/b24.script.js" },
];

/// The JavaScript of the ES module alone, without the bytes of the module.
pub const SCRIPT_WITHOUT_WASM: &str = "target/b24.without-wasm.js";

/// Bundles the entries into `pkg/dist`.
pub fn bundle(workspace: &Workspace) -> Result<()> {
    Ok(cmd!(workspace.shell, "node pkg-template/build.mjs").run()?)
}
