//! Tests in JavaScript, under `node --test`.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;
use xshell::cmd;

use super::log::Log;
use super::summary::Layer;
use crate::workspace::Workspace;

/// Runs the tests of a folder with additional options of `node` and variables of the environment.
pub fn run(
    workspace: &Workspace,
    log: &Log,
    folder: &str,
    options: &[&str],
    variables: &[(&str, &OsStr)],
) -> Result<Layer> {
    let tests = files(workspace, folder)?;
    run_files(workspace, log, &folder.replace('/', "-"), &tests, options, variables)
}

/// Runs files of tests with additional options of `node`; the report has the given name.
pub fn run_files(
    workspace: &Workspace,
    log: &Log,
    name: &str,
    tests: &[PathBuf],
    options: &[&str],
    variables: &[(&str, &OsStr)],
) -> Result<Layer> {
    let reports = workspace.path("target/reports");
    fs::create_dir_all(&reports)?;
    let report = reports.join(format!("{name}.tap"));
    let reporters = [
        "--test-reporter=spec",
        "--test-reporter-destination=stdout",
        "--test-reporter=tap",
        &format!("--test-reporter-destination={}", report.display()),
    ];
    let command = cmd!(workspace.shell, "node --test {reporters...} {options...} {tests...}");
    let (_, succeeded) = log.run(name, command.envs(variables.iter().copied()))?;
    let report = fs::read_to_string(report).context("node --test left no report")?;
    Ok(Layer::from_tap(&report, succeeded))
}

fn files(workspace: &Workspace, folder: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(workspace.path(folder)).sort_by_file_name() {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(".test.js") {
            files.push(entry.into_path());
        }
    }
    // Without a file `node --test` would search everywhere.
    if files.is_empty() {
        bail!("{folder} has no *.test.js");
    }
    Ok(files)
}
