//! The type tests: user code, compiled against the packed package by every supported compiler.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context, Result};

use super::e2e;
use super::summary::Layer;
use crate::api_types;
use crate::package::typings;
use crate::workspace::{TYPESCRIPT, Workspace};

/// The npm packages of the compilers of each run: the newest and the oldest.
pub const EVERYDAY: [&str; 2] = [TYPESCRIPT, OLDEST];

/// The npm packages of the compilers between them.
pub const NIGHTLY: [&str; 2] = ["typescript-5.9", "typescript-5.4"];

/// The oldest compiler that is supported. It is older than what the declarations of Vue need.
const OLDEST: &str = "typescript-5.1";

/// Compiler settings of users. Without an option for libraries, their declarations are checked, too.
const SETTINGS: [&[&str]; 3] = [
    &["--module", "esnext", "--moduleResolution", "bundler", "--exactOptionalPropertyTypes"],
    &["--module", "nodenext", "--moduleResolution", "nodenext", "--noUncheckedIndexedAccess"],
    &[
        "--module",
        "esnext",
        "--moduleResolution",
        "node10",
        "--exactOptionalPropertyTypes",
        "--noUncheckedIndexedAccess",
    ],
];

/// A resolution that the newest compiler no longer has, and that does not know `exports`.
const NODE10: &str = "node10";

/// Entries that only a resolution with `exports` finds.
const EXPORTED: [&str; 6] = [
    "b24-wasm/slim",
    "b24-wasm/script",
    "b24-wasm/helpers",
    "b24-wasm/testing",
    "b24-wasm/react",
    "b24-wasm/vue",
];

/// The file with the tables whose code is compiled.
const DOCUMENTED: &str = "docs/coming-from.md";

/// The placeholder for the code in `tests/e2e/types/coming-from.ts`.
const PLACEHOLDER: &str = "// LINES";

/// Code of a user.
struct Source {
    file: PathBuf,
    text: String,
}

impl Source {
    /// Returns whether the compiler and the settings support what the code uses.
    fn is_for(&self, compiler: &str, settings: &[&str]) -> bool {
        let uses = |name: &str| self.text.contains(name);
        let is_unresolved = settings.contains(&NODE10) && EXPORTED.into_iter().any(uses);
        let is_too_new = compiler == OLDEST && uses("b24-wasm/vue");
        !is_unresolved && !is_too_new
    }
}

/// Compiles the user code strictly with each of the compilers and each resolution.
pub fn run(workspace: &Workspace, compilers: &[&str]) -> Result<Layer> {
    let sources = sources(workspace)?;
    let mut commands: Vec<Command> = Vec::new();
    for &compiler in compilers {
        // Older compilers ignore the configuration if files are named, and reject the option.
        let newest: &[&str] = if compiler == TYPESCRIPT { &["--ignoreConfig"] } else { &[] };
        for settings in SETTINGS {
            if compiler == TYPESCRIPT && settings.contains(&NODE10) {
                continue;
            }
            let sources = sources.iter().filter(|source| source.is_for(compiler, settings));
            let files = sources.map(|source| &source.file);
            let strict = ["--strict", "--noEmit", "--target", "es2022"];
            let command = workspace.compiler(compiler).args(strict).args(newest).args(settings);
            commands.push(command.args(files).into());
        }
    }
    let succeeded = run_all(commands);
    let outcome = if succeeded { "no error" } else { "errors, see above" };
    let names = compilers.join(", ");
    let line = format!("{names} --strict on {} files: {outcome}", sources.len());
    Ok(Layer::from_status(&line, succeeded))
}

/// Runs commands, one on each processor. Returns whether all succeeded.
fn run_all(commands: Vec<Command>) -> bool {
    let queue = Mutex::new(commands.into_iter());
    let next = || queue.lock().ok()?.next();
    let succeeded = AtomicBool::new(true);
    let work = || {
        while let Some(mut command) = next() {
            println!("$ {command:?}");
            if !command.status().is_ok_and(|status| status.success()) {
                succeeded.store(false, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    succeeded.into_inner()
}

/// Writes the code beside the installed package, so that imports resolve as in a user's project:
/// `tests/e2e/types/*.ts`, and a call of each documented method.
fn sources(workspace: &Workspace) -> Result<Vec<Source>> {
    let folder = workspace.path(e2e::FOLDER).join("types");
    fs::create_dir_all(&folder)?;
    let requests = api_types::requests(workspace, &workspace.path(typings::FOLDER))?;
    let mut sources = vec![Source { file: folder.join("requests.ts"), text: requests }];
    let documented = documented(&fs::read_to_string(workspace.path(DOCUMENTED))?);
    let originals = fs::read_dir(workspace.path("tests/e2e/types"));
    for entry in originals.context("tests/e2e/types is missing")? {
        let entry = entry?;
        let text = fs::read_to_string(entry.path())?.replace(PLACEHOLDER, &documented);
        sources.push(Source { file: folder.join(entry.file_name()), text });
    }
    for Source { file, text } in &sources {
        fs::write(file, text)?;
    }
    Ok(sources)
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
    use super::*;

    #[test]
    fn compiles_the_last_cell_of_each_row() {
        let text = "# Title\n\n| theirs | ours |\n| --- | --- |\n| `a()`, `b()` | `await c()` |\n";
        assert_eq!(documented(text), "{ await c() }\n");
    }

    #[test]
    fn fails_if_one_of_the_commands_fails_or_does_not_start() {
        let command = |program: &str| Command::new(program);
        assert!(run_all(vec![command("true"), command("true"), command("true")]));
        assert!(!run_all(vec![command("true"), command("false"), command("true")]));
        assert!(!run_all(vec![command("no-such-program"), command("true")]));
    }
}
