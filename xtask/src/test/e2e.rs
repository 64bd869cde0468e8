//! The end-to-end tests: the packed package in a real browser.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;
use xshell::cmd;

use super::summary::Layer;
use crate::setup::browser::Browser;
use crate::step::step;
use crate::workspace::{VERSION, Workspace};

/// The folder in which the package is installed from its tarball.
pub const FOLDER: &str = "target/e2e";

/// Packs `pkg/` and installs the tarball into an empty project.
pub fn install(workspace: &Workspace) -> Result<()> {
    step("installation of the packed package", || {
        let folder = workspace.path(FOLDER);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), r#"{ "private": true, "type": "module" }"#)?;
        let shell = &workspace.shell;
        let quiet = ["--ignore-scripts", "--loglevel", "error"];
        cmd!(shell, "npm pack ./pkg --pack-destination {FOLDER} {quiet...}").run()?;
        let tarball = folder.join(format!("b24-wasm-{VERSION}.tgz"));
        Ok(cmd!(shell, "npm install --offline --prefix {folder} {quiet...} {tarball}").run()?)
    })
}

/// Runs the tests of `tests/e2e` under `node --test`.
pub fn run(workspace: &Workspace, browser: &Browser) -> Result<Layer> {
    let tests = files(workspace)?;
    let report = workspace.path(FOLDER).join("report.tap");
    let reporters = [
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=tap",
        &format!("--test-reporter-destination={}", report.display()),
    ];
    let outcome = cmd!(workspace.shell, "node --test {reporters...} {tests...}")
        .env("CHROME", &browser.program)
        .run();
    let report = fs::read_to_string(report).context("node --test left no report")?;
    Ok(Layer::from_tap(&report, outcome.is_ok()))
}

fn files(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(workspace.path("tests/e2e")).sort_by_file_name() {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(".test.js") {
            files.push(entry.into_path());
        }
    }
    // Without a file `node --test` would search everywhere.
    if files.is_empty() {
        bail!("tests/e2e has no *.test.js");
    }
    Ok(files)
}
