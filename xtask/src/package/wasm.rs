//! The Rust core as WebAssembly with its glue, in `target/wasm`.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use super::shrink::{self, shrink};
use crate::fingerprint::{self, Stamp};
use crate::workspace::Workspace;

/// The features of the crate that make up the npm package.
pub const FEATURES: [&str; 3] = ["--no-default-features", "--features", "js"];

/// The inputs of the build, relative to the root; the last nine contain the commands and the
/// versions of the tools.
const INPUTS: [&str; 16] = [
    "src",
    "macros",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "package-lock.json",
    "xtask/src/package/binary.rs",
    "xtask/src/package/glue.rs",
    "xtask/src/package/instructions.rs",
    "xtask/src/package/panic_texts.rs",
    "xtask/src/package/panics.rs",
    "xtask/src/package/reorder.rs",
    "xtask/src/package/shrink.rs",
    "xtask/src/package/split.rs",
    "xtask/src/package/wasm.rs",
    "xtask/src/setup/wasm_tools.rs",
];

/// The declarations of the glue, relative to the root.
pub const DECLARATIONS: &str = "target/wasm/b24_wasm.d.ts";

const OUTPUT: &str = "target/wasm";

/// Builds the module if its inputs or outputs have changed since the last build.
pub fn build(workspace: &Workspace) -> Result<()> {
    let stamp = Stamp::at(workspace.path("target/wasm.stamp"));
    if stamp.matches(&state(workspace)?) {
        println!("nothing has changed since the last build");
        return Ok(());
    }
    let _flags = workspace.shell.push_env("RUSTFLAGS", rust_flags()?);
    cmd!(
        workspace.shell,
        "wasm-pack build --profile browser --target web --no-pack --mode no-install --out-dir {OUTPUT} --out-name b24_wasm . -- --package b24-wasm {FEATURES...}"
    )
    .run()?;
    shrink(workspace)?;
    stamp.store(&state(workspace)?)
}

/// Returns the compiler flags.
///
/// Half a megabyte of stack suffices for the deepest JSON and keeps addresses small. The paths of
/// the registry in panic messages are made relative.
fn rust_flags() -> Result<String> {
    let cargo = home::cargo_home()?.join("registry/src");
    let registries = fs::read_dir(&cargo).with_context(|| format!("no {}", cargo.display()))?;
    let mut flags = String::from("-C link-arg=-zstack-size=524288");
    for registry in registries {
        let registry = registry?.path();
        flags += &format!(" --remap-path-prefix={}=", registry.display());
    }
    Ok(flags)
}

/// Returns the fingerprint of the inputs and outputs, and the version of the compiler.
fn state(workspace: &Workspace) -> Result<String> {
    let files: Vec<_> =
        INPUTS.iter().chain([&OUTPUT, &shrink::OUTPUT]).map(|path| workspace.path(path)).collect();
    let compiler = cmd!(workspace.shell, "rustc --version").quiet().read()?;
    Ok(format!("{} {compiler}", fingerprint::of(&files)?))
}
