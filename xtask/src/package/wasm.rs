//! The Rust core as WebAssembly with its glue, in `target/wasm`.

use anyhow::Result;
use xshell::cmd;

use crate::fingerprint::{self, Stamp};
use crate::workspace::Workspace;

/// The features of the crate that make up the npm package.
pub const FEATURES: [&str; 3] = ["--no-default-features", "--features", "js"];

/// The optimised module, relative to the root.
pub const MODULE: &str = "target/wasm/b24_wasm_bg.wasm";

/// What the module is made from, relative to the root; the last two name the
/// command and the versions of its tools.
const INPUTS: [&str; 7] = [
    "src",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "package-lock.json",
    "xtask/src/package/wasm.rs",
    "xtask/src/setup/wasm_tools.rs",
];

/// The declarations of the glue, relative to the root.
pub const DECLARATIONS: &str = "target/wasm/b24_wasm.d.ts";

const OUTPUT: &str = "target/wasm";

/// Builds the module, unless neither its sources nor the results have changed
/// since the last time; optimising takes a while.
pub fn build(workspace: &Workspace) -> Result<()> {
    let stamp = Stamp::at(workspace.path("target/wasm.stamp"));
    if stamp.matches(&state(workspace)?) {
        println!("nothing has changed since the last build");
        return Ok(());
    }
    cmd!(
        workspace.shell,
        "wasm-pack build --release --target web --no-pack --mode no-install --out-dir {OUTPUT} --out-name b24_wasm . -- --package b24-wasm {FEATURES...}"
    )
    .run()?;
    stamp.keep(&state(workspace)?)
}

/// The inputs, the compiler and the output, as they are now.
fn state(workspace: &Workspace) -> Result<String> {
    let files: Vec<_> = INPUTS.iter().chain([&OUTPUT]).map(|path| workspace.path(path)).collect();
    let compiler = cmd!(workspace.shell, "rustc --version").quiet().read()?;
    Ok(format!("{} {compiler}", fingerprint::of(&files)?))
}
