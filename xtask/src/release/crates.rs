//! The crates as the registry would receive them, and a front end that depends on them.

use std::fs;

use anyhow::Result;
use xshell::cmd;

use super::empty_folder;
use super::versions::CRATES;
use crate::setup::rust::WASM_TARGET;
use crate::workspace::{VERSION, Workspace};

/// The code of the front end.
const FRONT_END: &str = include_str!("../../../tests/release/front-end.rs");

/// Packs and builds the crates, then makes the checks that cargo makes before an upload.
///
/// Cargo takes crates of one command from each other, so the derives need not be in the registry yet.
pub fn pack(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    let packages = &CRATES.map(|name| ["--package", name]).concat();
    cmd!(shell, "cargo package {packages...}").run()?;
    Ok(cmd!(shell, "cargo publish --dry-run --no-verify {packages...}").run()?)
}

/// Compiles a new project outside of the workspace, with the newest versions of all dependencies.
pub fn check_front_end(workspace: &Workspace) -> Result<()> {
    let folder = empty_folder(workspace, "front-end")?;
    let shell = &workspace.shell;
    for name in CRATES {
        let packed = workspace.cargo_target().join(format!("package/{name}-{VERSION}.crate"));
        cmd!(shell, "tar -xzf {packed} -C {folder}").run()?;
    }
    fs::create_dir(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), FRONT_END)?;
    fs::write(folder.join("Cargo.toml"), manifest())?;
    let _folder = shell.push_dir(&folder);
    Ok(cmd!(shell, "cargo check --target {WASM_TARGET}").run()?)
}

/// Returns a manifest as users write it, with the unpacked crates in place of the registry's.
fn manifest() -> String {
    let patches: String =
        CRATES.iter().map(|name| format!("{name} = {{ path = \"{name}-{VERSION}\" }}\n")).collect();
    format!(
        "[package]\nname = \"front-end\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nb24-wasm = \"{VERSION}\"\n\n[patch.crates-io]\n{patches}"
    )
}
