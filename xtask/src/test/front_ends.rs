//! The Rust front ends of `examples/rust`, a workspace of its own, built with their glue for the
//! tests.

use std::fs;

use anyhow::Result;
use xshell::cmd;

use super::summary::Layer;
use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

/// The manifest of their workspace.
pub const MANIFEST: &str = "examples/rust/Cargo.toml";

/// Those that are built for every test run: their dependencies are those of the crate.
pub const EVERYDAY: [&str; 1] = ["plain"];

/// Those of the matrix, whose frameworks take minutes.
pub const NIGHTLY: [&str; 2] = ["leptos", "yew"];

/// Where the tests expect them, a folder each.
const OUTPUT: &str = "target/front-ends";

/// Builds front ends and their glue, and copies their pages.
pub fn build(workspace: &Workspace, names: &[&str]) -> Result<Layer> {
    let shell = &workspace.shell;
    // The target folder of the project has most of the dependencies.
    let target = workspace.cargo_target();
    let packages = names.iter().flat_map(|name| ["--package".to_owned(), format!("people-{name}")]);
    let options = ["--target", WASM_TARGET, "--manifest-path", MANIFEST];
    cmd!(shell, "cargo build {options...} --target-dir {target} {packages...}").run()?;
    for name in names {
        let folder = workspace.path(OUTPUT).join(name);
        // Tests must not find an older build.
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let module = target.join(WASM_TARGET).join("debug").join(format!("people-{name}.wasm"));
        cmd!(shell, "wasm-bindgen --target web --no-typescript --out-dir {folder} {module}")
            .run()?;
        let page = workspace.path("examples/rust").join(name).join("index.html");
        fs::copy(page, folder.join("index.html"))?;
    }
    Ok(Layer::from_status(&format!("built: {}", names.join(", ")), true))
}

/// Runs clippy on all front ends.
pub fn lint(workspace: &Workspace) -> Result<Layer> {
    let target = workspace.cargo_target();
    let options = ["--workspace", "--target", WASM_TARGET, "--manifest-path", MANIFEST];
    cmd!(workspace.shell, "cargo clippy {options...} --target-dir {target} -- --deny warnings")
        .run()?;
    Ok(Layer::from_status("clippy finds nothing", true))
}
