//! The end-to-end tests: the packed package in a real browser.

use std::ffi::OsStr;
use std::fs;
use std::thread;

use anyhow::Result;

use super::log::Log;
use super::node;
use super::summary::Layer;
use crate::package::install;
use crate::setup::browser::Browser;
use crate::setup::engine::Engine;
use crate::step::step;
use crate::workspace::Workspace;

/// The folder in which the package is installed from its tarball.
pub const FOLDER: &str = "target/e2e";

/// The files of `tests/e2e` that run in each engine: what the package does with a browser.
pub const EVERYDAY: [&str; 16] = [
    "batches",
    "bridge",
    "csp",
    "engines",
    "frame",
    "frame-placement",
    "frame-window",
    "handshake",
    "handshake-loading",
    "lists",
    "methods",
    "operators",
    "parameters",
    "push",
    "push-connection",
    "refresh",
];

/// Further ones, which take long: what events do if something fails.
pub const NIGHTLY: [&str; 4] = ["push-errors", "push-loading", "push-polling", "push-secrets"];

/// Packs `pkg/` and installs the tarball into an empty project.
pub fn install(workspace: &Workspace) -> Result<()> {
    step("installation of the packed package", || {
        let folder = workspace.path(FOLDER);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        install::run(workspace, &folder)
    })
}

/// Runs the tests of a folder: `tests/e2e`, or the short soak.
pub fn run(workspace: &Workspace, log: &Log, browser: &Browser, folder: &str) -> Result<Layer> {
    let variables = [("CHROME", browser.program.as_os_str())];
    node::run(workspace, log, folder, &[&concurrency()], &variables)
}

/// Returns the option for the number of files at a time: two even on two processors, where Node.js would run
/// one. While one file waits for a browser or a deadline, the other one computes.
fn concurrency() -> String {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    format!("--test-concurrency={}", (processors - 1).max(2))
}

/// Runs files of `tests/e2e` in another engine.
pub fn run_in(workspace: &Workspace, log: &Log, engine: Engine, files: &[&str]) -> Result<Layer> {
    let file = |name| workspace.path(format!("tests/e2e/{name}.test.js"));
    let tests: Vec<_> = files.iter().map(file).collect();
    let name = format!("tests-e2e-{}", engine.name());
    let variables = [("ENGINE", OsStr::new(engine.name()))];
    node::run_files(workspace, log, &name, &tests, &[&concurrency()], &variables)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_documentation_names_the_files_of_each_engine() {
        let text = include_str!("../../../docs/engines.md");
        let rows = text.lines().filter(|line| line.starts_with('|'));
        let files = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
        let documented: BTreeSet<_> =
            files.filter_map(|file| file.strip_suffix(".test.js")).collect();
        assert_eq!(documented, EVERYDAY.into_iter().chain(NIGHTLY).collect());
    }
}
