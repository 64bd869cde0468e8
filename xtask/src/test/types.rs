//! The type tests: code of a user, compiled against the packed package.

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use super::e2e;
use super::summary::Layer;
use crate::workspace::Workspace;

/// The ways to resolve modules that users compile with.
const MODULE_SETTINGS: [[&str; 4]; 2] = [
    ["--module", "esnext", "--moduleResolution", "bundler"],
    ["--module", "nodenext", "--moduleResolution", "nodenext"],
];

/// Copies `tests/e2e/types/*.ts` beside the installed package, so that imports
/// resolve as a user's do, and compiles them strictly.
pub fn run(workspace: &Workspace) -> Result<Layer> {
    let folder = workspace.path(e2e::FOLDER).join("types");
    fs::create_dir_all(&folder)?;
    let mut files = Vec::new();
    let sources = workspace.path("tests/e2e/types");
    for entry in fs::read_dir(&sources).context("tests/e2e/types is missing")? {
        let copy = folder.join(entry?.file_name());
        fs::copy(sources.join(copy.file_name().unwrap_or_default()), &copy)?;
        files.push(copy);
    }
    let mut succeeded = true;
    for settings in MODULE_SETTINGS {
        let strict = ["--strict", "--noEmit", "--target", "es2022", "--ignoreConfig"];
        let command = cmd!(workspace.shell, "tsc {strict...} {settings...}").args(&files);
        succeeded &= command.run().is_ok();
    }
    let verdict = if succeeded { "no error" } else { "errors, see above" };
    let line = format!("tsc --strict on {} files: {verdict}", files.len());
    Ok(Layer::from_status(&line, succeeded))
}
