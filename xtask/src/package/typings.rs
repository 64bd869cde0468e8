//! The generated files in `target/typings`: the declarations of the glue, those that the core writes
//! from its definitions and defaults, and those of the documented methods.

use std::fs;
use std::path::Path;

use anyhow::Result;
use xshell::cmd;

use super::module::CORE;
use crate::api_types;
use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

/// The folder of all generated files.
pub const FOLDER: &str = "target/typings";

/// The file of the glue's declarations.
const GLUE: &str = "b24_wasm.d.ts";

/// Generates all from an unoptimised build, to check the sources.
pub fn generate(workspace: &Workspace) -> Result<()> {
    let (shell, features) = (&workspace.shell, CORE.features);
    cmd!(shell, "cargo build --package b24-wasm --lib --target {WASM_TARGET} {features...}")
        .run()?;
    let module = workspace.cargo_target().join(WASM_TARGET).join("debug/b24_wasm.wasm");
    cmd!(shell, "wasm-bindgen --target web --out-dir {FOLDER} {module}").run()?;
    from_facts(workspace)
}

/// Copies the glue's declarations from the package's build and generates the others.
pub fn collect(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    fs::copy(workspace.path(CORE.source(GLUE)), folder.join(GLUE))?;
    from_facts(workspace)
}

/// Copies the generated declarations into a folder.
pub fn ship(workspace: &Workspace, target: &Path) -> Result<()> {
    for folder in [""].into_iter().chain(api_types::FOLDERS) {
        fs::create_dir_all(target.join(folder))?;
        for entry in fs::read_dir(workspace.path(FOLDER).join(folder))? {
            let entry = entry?;
            let name = entry.file_name();
            if name != GLUE && name.to_string_lossy().ends_with(".d.ts") {
                fs::copy(entry.path(), target.join(folder).join(name))?;
            }
        }
    }
    Ok(())
}

/// Lets the core write its files, and adds those of the other documented methods.
fn from_facts(workspace: &Workspace) -> Result<()> {
    cmd!(
        workspace.shell,
        "cargo run --quiet --package b24-wasm --features typings --bin typings -- {FOLDER}"
    )
    .run()?;
    api_types::write(workspace, &workspace.path(FOLDER))
}
