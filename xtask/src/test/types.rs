//! The type tests: user code, compiled against the packed package by every supported compiler.

use std::fs;

use anyhow::{Context, Result};

use super::e2e;
use super::summary::Layer;
use crate::workspace::{TYPESCRIPT, Workspace};

/// The npm packages of the compilers: the newest, and two older ones.
const COMPILERS: [&str; 3] = [TYPESCRIPT, "typescript-5.9", "typescript-5.4"];

/// Compiler settings of users.
const SETTINGS: [&[&str]; 2] = [
    &["--module", "esnext", "--moduleResolution", "bundler"],
    &["--module", "nodenext", "--moduleResolution", "nodenext", "--noUncheckedIndexedAccess"],
];

/// The file with the tables whose code is compiled.
const DOCUMENTED: &str = "docs/coming-from.md";

/// The placeholder for the code in `tests/e2e/types/coming-from.ts`.
const PLACEHOLDER: &str = "// LINES";

/// Copies `tests/e2e/types/*.ts` beside the installed package, so that imports resolve as in a
/// user's project, and compiles them strictly.
pub fn run(workspace: &Workspace) -> Result<Layer> {
    let folder = workspace.path(e2e::FOLDER).join("types");
    fs::create_dir_all(&folder)?;
    let mut files = Vec::new();
    let sources = workspace.path("tests/e2e/types");
    let documented = documented(&fs::read_to_string(workspace.path(DOCUMENTED))?);
    for entry in fs::read_dir(&sources).context("tests/e2e/types is missing")? {
        let name = entry?.file_name();
        let text = fs::read_to_string(sources.join(&name))?;
        let copy = folder.join(name);
        fs::write(&copy, text.replace(PLACEHOLDER, &documented))?;
        files.push(copy);
    }
    let mut succeeded = true;
    for compiler in COMPILERS {
        // Older compilers ignore the configuration if files are named, and reject the option.
        let newest: &[&str] = if compiler == TYPESCRIPT { &["--ignoreConfig"] } else { &[] };
        for settings in SETTINGS {
            let strict = ["--strict", "--noEmit", "--target", "es2022"];
            let command = workspace.compiler(compiler).args(strict).args(newest).args(settings);
            succeeded &= command.args(&files).run().is_ok();
        }
    }
    let outcome = if succeeded { "no error" } else { "errors, see above" };
    let line = format!("tsc --strict on {} files: {outcome}", files.len());
    Ok(Layer::from_status(&line, succeeded))
}

/// Returns the code in the last cell of each table row, each in its own block.
fn documented(text: &str) -> String {
    let rows = text.lines().filter_map(|line| line.strip_prefix('|')?.trim_end().strip_suffix('|'));
    let lines = rows.filter_map(|row| {
        let cell = row.rsplit_once('|')?.1.trim();
        cell.strip_prefix('`')?.strip_suffix('`')
    });
    lines.map(|line| format!("{{ {line} }}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::documented;

    #[test]
    fn compiles_the_last_cell_of_each_row() {
        let text = "# Title\n\n| theirs | ours |\n| --- | --- |\n| `a()`, `b()` | `await c()` |\n";
        assert_eq!(documented(text), "{ await c() }\n");
    }
}
