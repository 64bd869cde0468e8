//! The first app of the README under bundlers, frameworks, runtimes and compilers: `tests/matrix`, and
//! some of `tests/e2e`.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use super::log::Log;
use super::node;
use super::summary::Layer;
use crate::fingerprint::{self, Stamp};
use crate::setup::browser::Browser;
use crate::step::step;
use crate::workspace::Workspace;

/// The folder in which the tools are installed and the cells are made.
const FOLDER: &str = "target/matrix";

/// The manifest of the tools and its lockfile.
const MANIFESTS: [&str; 2] = ["package.json", "package-lock.json"];

/// The tests of `tests/e2e` that are cells, too: policies of a page, and runners of tests.
const IN_E2E: [&str; 2] = ["csp", "runners"];

/// Runs the cells that need only the tools of this repository.
pub fn run_everyday(workspace: &Workspace, log: &Log, browser: &Browser) -> Result<Layer> {
    run_in(workspace, log, browser, "tests/matrix/everyday")
}

/// Installs the tools and runs every cell.
pub fn run(workspace: &Workspace, log: &Log, browser: &Browser) -> Result<Layer> {
    step("tools of the matrix", || install(workspace))?;
    run_in(workspace, log, browser, "tests/matrix")
}

/// Runs the cells among the end-to-end tests.
pub fn run_shared(workspace: &Workspace, log: &Log, browser: &Browser) -> Result<Layer> {
    let tests = IN_E2E.map(|name| workspace.path(format!("tests/e2e/{name}.test.js")));
    let variables = [("CHROME", browser.program.as_os_str())];
    node::run_files(workspace, log, "tests-matrix-shared", &tests, &[], &variables)
}

fn run_in(workspace: &Workspace, log: &Log, browser: &Browser, folder: &str) -> Result<Layer> {
    node::run(workspace, log, folder, &[], &[("CHROME", browser.program.as_os_str())])
}

/// Installs the tools of the lockfile unless they are up to date. Their install scripts do not run.
fn install(workspace: &Workspace) -> Result<()> {
    let sources = MANIFESTS.map(|name| workspace.path("tests/matrix").join(name));
    let fingerprint = fingerprint::of(&sources)?;
    let folder = workspace.path(FOLDER);
    let stamp = Stamp::at(folder.join("node_modules/.installed"));
    if stamp.matches(&fingerprint) {
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    for (name, source) in MANIFESTS.iter().zip(&sources) {
        fs::copy(source, folder.join(name))?;
    }
    cmd!(workspace.shell, "npm ci --prefix {folder} --ignore-scripts --no-audit --no-fund")
        .run()
        .context("the tools of the matrix are missing: npm ci in target/matrix")?;
    stamp.store(&fingerprint)
}
