//! The generated declarations that `tsc` reads, in `target/typings`: those of
//! the glue, which stay inside, and those of the REST methods, which are shipped.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use super::wasm::{self, FEATURES};
use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

const FOLDER: &str = "target/typings";

/// Generates both from an unoptimised build, for a check of the sources.
pub fn generate(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    cmd!(shell, "cargo build --package b24-wasm --lib --target {WASM_TARGET} {FEATURES...}")
        .run()?;
    let module = workspace.cargo_target().join(WASM_TARGET).join("debug/b24_wasm.wasm");
    cmd!(shell, "wasm-bindgen --target web --out-dir {FOLDER} {module}").run()?;
    typings(workspace)?;
    Ok(())
}

/// Takes the glue's declarations from the package's build, generates the
/// methods', and returns the file of the latter.
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
