//! The Rust core as WebAssembly with its glue.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use super::module::Module;
use super::shrink::shrink;
use crate::fingerprint::{self, Stamp};
use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

/// The inputs of the build, relative to the root; the last ten contain the commands and the
/// versions of the tools.
const INPUTS: [&str; 18] = [
    "src",
    "macros",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "package-lock.json",
    "pkg-template/join.wat",
    "xtask/src/package/binary.rs",
    "xtask/src/package/glue.rs",
    "xtask/src/package/instructions.rs",
    "xtask/src/package/module.rs",
    "xtask/src/package/panic_texts.rs",
    "xtask/src/package/panics.rs",
    "xtask/src/package/reorder.rs",
    "xtask/src/package/shrink.rs",
    "xtask/src/package/split.rs",
    "xtask/src/package/wasm.rs",
    "xtask/src/setup/wasm_tools.rs",
];

/// The profile of `Cargo.toml` with which the core is compiled.
const PROFILE: &str = "browser";

/// Builds a module if its inputs or outputs have changed since the last build.
pub fn build(workspace: &Workspace, module: &Module) -> Result<()> {
    let stamp = Stamp::at(workspace.path(module.stamp()));
    if stamp.matches(&state(workspace, module)?) {
        println!("nothing has changed since the last build");
        return Ok(());
    }
    let _flags = workspace.shell.push_env("RUSTFLAGS", rust_flags()?);
    let ([folder, _], features) = (module.folders(), module.features);
    let shell = &workspace.shell;
    let options = ["--package", "b24-wasm", "--lib", "--target", WASM_TARGET];
    cmd!(shell, "cargo build {options...} --profile {PROFILE} {features...}").run()?;
    let built = workspace.cargo_target().join(WASM_TARGET).join(PROFILE).join("b24_wasm.wasm");
    let options = ["--target", "web", "--omit-default-module-path", "--out-name", "b24_wasm"];
    cmd!(shell, "wasm-bindgen {options...} --out-dir {folder} {built}").run()?;
    shrink(workspace, module)?;
    stamp.store(&state(workspace, module)?)
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
fn state(workspace: &Workspace, module: &Module) -> Result<String> {
    let folders = module.folders();
    let files: Vec<_> = INPUTS.iter().chain(&folders).map(|path| workspace.path(path)).collect();
    let compiler = cmd!(workspace.shell, "rustc --version").quiet().read()?;
    Ok(format!("{} {compiler}", fingerprint::of(&files)?))
}
