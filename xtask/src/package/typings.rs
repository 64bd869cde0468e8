//! The generated declarations in `target/typings`: the internal ones of the glue and the shipped
//! ones of the REST methods.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use super::wasm::{self, FEATURES};
use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

const FOLDER: &str = "target/typings";

/// Generates both from an unoptimised build, to check the sources.
pub fn generate(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    cmd!(shell, "cargo build --package b24-wasm --lib --target {WASM_TARGET} {FEATURES...}")
        .run()?;
    let module = workspace.cargo_target().join(WASM_TARGET).join("debug/b24_wasm.wasm");
    cmd!(shell, "wasm-bindgen --target web --out-dir {FOLDER} {module}").run()?;
    typings(workspace)?;
    Ok(())
}

/// Copies the glue's declarations from the package's build and generates those of the methods.
/// Returns the file of the methods.
pub fn collect(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.path(FOLDER);
    fs::create_dir_all(&folder)?;
    fs::copy(workspace.path(wasm::DECLARATIONS), folder.join("b24_wasm.d.ts"))?;
    typings(workspace)
}

/// Generates the declarations of the REST methods from their definitions.
fn typings(workspace: &Workspace) -> Result<PathBuf> {
    let declarations = cmd!(
        workspace.shell,
        "cargo run --quiet --package b24-wasm --features typings --bin typings"
    )
    .read()?;
    let file = workspace.path(FOLDER).join("methods.d.ts");
    fs::write(&file, declarations + "\n")?;
    Ok(file)
}
