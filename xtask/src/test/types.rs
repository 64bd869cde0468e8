//! The type tests: code of a user, compiled against the packed package by every supported compiler.

use std::fs;

use anyhow::{Context, Result};

use super::e2e;
use super::summary::Layer;
use crate::workspace::{TYPESCRIPT, Workspace};

/// The compilers, by their packages: the newest, and two that users still have.
const COMPILERS: [&str; 3] = [TYPESCRIPT, "typescript-5.9", "typescript-5.4"];

/// The settings that users compile with.
const SETTINGS: [&[&str]; 2] = [
    &["--module", "esnext", "--moduleResolution", "bundler"],
    &["--module", "nodenext", "--moduleResolution", "nodenext", "--noUncheckedIndexedAccess"],
];

/// The tables whose lines are compiled.
const DOCUMENTED: &str = "docs/coming-from.md";

/// Where the lines go in the one file that wants them.
const MARK: &str = "// LINES";

/// Copies `tests/e2e/types/*.ts` beside the installed package, so that imports
/// resolve as a user's do, and compiles them strictly.
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
        fs::write(&copy, text.replace(MARK, &documented))?;
        files.push(copy);
    }
    let mut succeeded = true;
    for compiler in COMPILERS {
        // Older ones read no configuration where files are named, and do not know the option.
        let newest: &[&str] = if compiler == TYPESCRIPT { &["--ignoreConfig"] } else { &[] };
        for settings in SETTINGS {
            let strict = ["--strict", "--noEmit", "--target", "es2022"];
            let command = workspace.compiler(compiler).args(strict).args(newest).args(settings);
            succeeded &= command.args(&files).run().is_ok();
        }
    }
    let verdict = if succeeded { "no error" } else { "errors, see above" };
    let line = format!("tsc --strict on {} files: {verdict}", files.len());
    Ok(Layer::from_status(&line, succeeded))
}

/// The code in the last cell of each row of the tables, each in a block of its own.
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
    fn the_last_cell_of_each_row_is_compiled() {
        let text = "# Title\n\n| theirs | ours |\n| --- | --- |\n| `a()`, `b()` | `await c()` |\n";
        assert_eq!(documented(text), "{ await c() }\n");
    }
}
