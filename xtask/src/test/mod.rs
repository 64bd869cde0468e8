//! `cargo xtask test`: the tests of every layer, on the packed package.
//!
//! All layers run, even if one fails; the counts are printed at the end.

pub mod e2e;
pub mod front_ends;

mod log;
mod matrix;
mod native;
mod node;
mod normalizer;
mod summary;
mod types;
mod web;

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Error, Result};

use self::log::Log;
use self::summary::Layer;
use crate::emulator;
use crate::package;
use crate::setup::engine::Engine;
use crate::setup::{browser, engine, php};
use crate::step::step;
use crate::workspace::Workspace;

/// The options of `cargo xtask test`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Run only the end-to-end tests in these engines, all that depend on the engine; by default every
    /// test, and most of those in the engines that are installed or can be
    #[arg(long, value_delimiter = ',', value_name = "ENGINES")]
    engines: Vec<Engine>,
    /// Run only the first app of the README, under every bundler, framework, runtime and compiler,
    /// and the Rust front ends of the frameworks
    #[arg(long)]
    matrix: bool,
}

/// Sets up, runs every layer and prints the summaries. Returns false if a test failed or a layer
/// could not run.
pub fn run(workspace: &Workspace, options: &Options) -> Result<bool> {
    package::set_up(workspace)?;
    if !options.engines.is_empty() {
        return run_engines(workspace, &options.engines);
    }
    let browser = step("set-up of the browser", || {
        php::set_up(workspace);
        browser::set_up(workspace)
    })?;

    let log = Log::start(workspace)?;
    if options.matrix {
        build(workspace)?;
        let layers = [
            layer("lints of the Rust front ends", || front_ends::lint(workspace)),
            layer("build of the Rust front ends", || {
                front_ends::build(workspace, &front_ends::NIGHTLY)
            }),
            layer("matrix", || matrix::run(workspace, &log, &browser)),
            layer("policies and test runners", || matrix::run_shared(workspace, &log, &browser)),
            layer("types of the package", || types::run(workspace, &types::NIGHTLY)),
        ];
        println!("\n{}", summary::text(&layers));
        return Ok(!layers.iter().any(Layer::failed));
    }

    let mut layers = vec![
        layer("native tests", || native::run(workspace, &log)),
        layer("normalizer of the package", || normalizer::run(workspace, &log)),
    ];
    match build(workspace) {
        Ok(emulator) => layers.extend([
            layer("size of the package", || Ok(size(workspace))),
            layer("tests in the browser", || web::run(workspace, &log, &browser, &emulator)),
            layer("build of the Rust front end", || {
                front_ends::build(workspace, &front_ends::EVERYDAY)
            }),
            layer("end-to-end tests", || e2e::run(workspace, &log, &browser, "tests/e2e")),
            in_engine(workspace, &log, Engine::Firefox, &e2e::EVERYDAY, is_ci()),
            in_engine(workspace, &log, Engine::Webkit, &e2e::EVERYDAY, is_ci()),
            layer("matrix", || matrix::run_everyday(workspace, &log, &browser)),
            layer("short soak", || e2e::run(workspace, &log, &browser, "tests/soak")),
            layer("types of the package", || types::run(workspace, &types::EVERYDAY)),
        ]),
        Err(error) => layers.push(broken("package and emulator", &error)),
    }

    layers.push(layer("search for secrets", || log.search()));

    println!("\n{}", fault_matrix(workspace)?);
    println!("\n{}", summary::text(&layers));
    Ok(!layers.iter().any(Layer::failed))
}

/// Runs the end-to-end tests in the given engines alone.
fn run_engines(workspace: &Workspace, engines: &[Engine]) -> Result<bool> {
    let log = Log::start(workspace)?;
    build(workspace)?;
    let files = [e2e::EVERYDAY.as_slice(), &e2e::NIGHTLY].concat();
    let run = |engine: &Engine| in_engine(workspace, &log, *engine, &files, true);
    let mut layers: Vec<Layer> = engines.iter().map(run).collect();
    layers.push(layer("search for secrets", || log.search()));
    println!("\n{}", summary::text(&layers));
    Ok(!layers.iter().any(Layer::failed))
}

/// Sets up an engine and runs its tests. A missing engine is a failure if it is required.
fn in_engine(
    workspace: &Workspace,
    log: &Log,
    engine: Engine,
    files: &[&str],
    is_required: bool,
) -> Layer {
    let name = match engine {
        Engine::Firefox => "end-to-end tests in Firefox",
        Engine::Webkit => "end-to-end tests in WebKit",
    };
    match step("set-up of the engine", || engine::set_up(workspace, engine)) {
        Ok(()) => layer(name, || e2e::run_in(workspace, log, engine, files)),
        Err(error) if is_required => broken(name, &error),
        Err(error) => {
            eprintln!("{error:#}");
            Layer::skipped(&error).named(name)
        }
    }
}

/// Returns whether this is a run on a server, which has all engines.
fn is_ci() -> bool {
    env::var_os("CI").is_some()
}

/// Builds and installs the package, builds the emulator, and returns the path of its program.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    package::build(workspace)?;
    e2e::install(workspace)?;
    step("emulator", || emulator::build(workspace))
}

/// Returns the tables of faults, with which the tests have compared what happens.
fn fault_matrix(workspace: &Workspace) -> Result<String> {
    let document = fs::read_to_string(workspace.path("docs/faults.md"))?;
    let tables = document.lines().filter(|line| line.starts_with('|') || line.starts_with("## "));
    Ok(tables.collect::<Vec<_>>().join("\n"))
}

/// Checks the budgets of the entries as one test.
fn size(workspace: &Workspace) -> Layer {
    match package::size::report(workspace) {
        Ok(()) => Layer::from_status("each entry is within its budgets", true),
        Err(error) => Layer::from_status(&error.to_string(), false),
    }
}

fn layer(name: &'static str, run: impl FnOnce() -> Result<Layer>) -> Layer {
    step(name, run).map(|layer| layer.named(name)).unwrap_or_else(|error| broken(name, &error))
}

/// Reports a layer that cannot run; it counts as one failure.
fn broken(name: &'static str, error: &Error) -> Layer {
    eprintln!("{error:#}");
    Layer::broken(name, error)
}
