//! The Rust front end of the benchmark, built with its glue as an app may ship it.

use anyhow::Result;
use xshell::cmd;

use crate::setup::rust::WASM_TARGET;
use crate::workspace::Workspace;

/// Where `tests/bench` expects the front end.
const OUTPUT: &str = "target/bench/rust";

/// Builds the front end with the profile `front-end` (in Cargo.toml) and wasm-bindgen.
pub fn build(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    cmd!(shell, "cargo build --profile front-end --package bench-front-end --target {WASM_TARGET}")
        .run()?;
    let module =
        workspace.cargo_target().join(WASM_TARGET).join("front-end").join("bench_front_end.wasm");
    Ok(cmd!(shell, "wasm-bindgen --target web --no-typescript --out-dir {OUTPUT} {module}")
        .run()?)
}
