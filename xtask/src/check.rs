//! `cargo xtask check`: formatting, lints, docs, native tests and types.

use anyhow::Result;
use xshell::cmd;

use crate::imports;
use crate::package::module::{CORE, PUSH, V3};
use crate::package::typings;
use crate::setup::rust::WASM_TARGET;
use crate::setup::{node, rust, wasm_tools};
use crate::step::step;
use crate::test::front_ends::MANIFEST as FRONT_ENDS;
use crate::words;
use crate::workspace::{NATIVE, TYPESCRIPT, Workspace};

/// The options of `cargo xtask check`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Write the formatting instead of only checking it
    #[arg(long)]
    fix: bool,

    /// Leave out the native tests, which `cargo xtask test` runs, too
    #[arg(long)]
    skip_tests: bool,
}

/// Runs the checks until one fails.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    step("set-up", || {
        rust::set_up(workspace)?;
        node::set_up(workspace)?;
        wasm_tools::set_up(workspace)
    })?;
    formatting(workspace, options.fix)?;
    step("words", || words::check(workspace))?;
    step("direction of imports", || imports::check(workspace))?;
    lints(workspace)?;
    let shell = &workspace.shell;
    step("docs", || {
        let _flags = shell.push_env("RUSTDOCFLAGS", "-D warnings");
        cmd!(shell, "cargo doc {NATIVE...} --no-deps").run()?;
        Ok(cmd!(shell, "cargo doc --package b24-wasm --no-deps --target {WASM_TARGET}").run()?)
    })?;
    if !options.skip_tests {
        step("native tests", || Ok(cmd!(shell, "cargo test {NATIVE...}").run()?))?;
    }
    step("types", || {
        typings::generate(workspace)?;
        workspace.compiler(TYPESCRIPT).args(["--project", "pkg-template", "--noEmit"]).run()?;
        Ok(workspace.compiler(TYPESCRIPT).args(["--project", "."]).run()?)
    })
}

fn formatting(workspace: &Workspace, fix: bool) -> Result<()> {
    let shell = &workspace.shell;
    let (rust, prettier): (&[&str], _) =
        if fix { (&[], "--write") } else { (&["--check"], "--check") };
    step("rustfmt", || {
        cmd!(shell, "cargo fmt --all {rust...}").run()?;
        Ok(cmd!(shell, "cargo fmt --all --manifest-path {FRONT_ENDS} {rust...}").run()?)
    })?;
    step("prettier", || Ok(cmd!(shell, "prettier {prettier} --log-level warn .").run()?))
}

fn lints(workspace: &Workspace) -> Result<()> {
    let shell = &workspace.shell;
    step("biome", || Ok(cmd!(shell, "biome lint --error-on-warnings").run()?))?;
    let deny = ["--", "--deny", "warnings"];
    let features = ["--features", "b24-wasm/typings"];
    step("clippy", || {
        Ok(cmd!(shell, "cargo clippy {NATIVE...} --all-targets {features...} {deny...}").run()?)
    })?;
    step("clippy for the browser", || {
        let target = ["--target", WASM_TARGET];
        for module in [CORE, PUSH, V3] {
            let features = module.features;
            cmd!(
                shell,
                "cargo clippy --package b24-wasm --lib {target...} {features...} {deny...}"
            )
            .run()?;
        }
        let packages = ["--package", "web-tests", "--package", "bench-front-end"];
        Ok(cmd!(shell, "cargo clippy {packages...} --all-targets {target...} {deny...}").run()?)
    })
}
