//! The shipped declarations: the entries and all files that they import.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use super::typings;
use crate::workspace::{TYPESCRIPT, Workspace};

/// The entries of the declarations.
const ENTRIES: [&str; 6] =
    ["index.d.ts", "slim.d.ts", "helpers.d.ts", "testing.d.ts", "react.d.ts", "vue.d.ts"];

/// Module names that only the package's own sources can import.
const INTERNAL_MODULES: [&str; 10] = [
    "#defaults",
    "#events-file",
    "#glue",
    "#import-events",
    "#import-v3",
    "#method-roots",
    "#module",
    "#push-glue",
    "#v3-file",
    "#v3-glue",
];

/// Writes the declarations into `pkg/dist`.
pub fn emit(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path("pkg/dist");
    workspace.compiler(TYPESCRIPT).args(["--project", "pkg-template"]).run()?;
    typings::ship(workspace, &folder)?;
    let shipped = reachable(&folder, &ENTRIES)?;
    remove_others(&folder, &shipped)
}

/// Returns the names of the entries and of the files that they import, directly or not. Fails if
/// one of them names an internal module.
fn reachable(folder: &Path, entries: &[&str]) -> Result<BTreeSet<String>> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<_> = entries.iter().map(|&entry| entry.to_owned()).collect();
    while let Some(name) = waiting.pop() {
        if reached.contains(&name) {
            continue;
        }
        let text = fs::read_to_string(folder.join(&name)).with_context(|| format!("no {name}"))?;
        if let Some(module) = INTERNAL_MODULES.iter().find(|module| text.contains(*module)) {
            bail!("{name} names the internal module {module}");
        }
        waiting.extend(imports(&name, &text));
        reached.insert(name);
    }
    Ok(reached)
}

/// Returns the declaration files that a declaration file imports, found by their quoted paths:
/// `'./error.js'`, `'../b24.js'`.
fn imports<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    text.split(['\'', '"']).filter_map(move |quoted| {
        let path = quoted.strip_suffix(".js")?;
        let (folder, path) = match path.strip_prefix("../") {
            Some(path) => (folder.rsplit_once('/').map_or("", |(above, _)| above), path),
            None => (folder, path.strip_prefix("./")?),
        };
        let separator = if folder.is_empty() { "" } else { "/" };
        Some(format!("{folder}{separator}{path}.d.ts"))
    })
}

fn remove_others(folder: &Path, shipped: &BTreeSet<String>) -> Result<()> {
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        let name = entry.path().strip_prefix(folder)?.to_string_lossy().into_owned();
        if name.ends_with(".d.ts") && !shipped.contains(&name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("frame")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn keeps_only_declarations_that_an_entry_imports() {
        let folder = folder(&[
            (
                "index.d.ts",
                "// a user's\nexport { A } from './a.js';\nexport type * from \"./b.js\";",
            ),
            ("a.d.ts", "import type { B } from './b.js'; export declare class A {}"),
            ("b.d.ts", "export type B = import('./frame/e.js').E"),
            ("frame/e.d.ts", "import type { F } from './f.js'; import type { C } from '../c.js'"),
            ("frame/f.d.ts", ""),
            ("c.d.ts", "export type C = './d'"),
            ("slim.d.ts", "export * from './index.js'; export { G } from './g.js'"),
            ("g.d.ts", ""),
            ("load.d.ts", "import * as glue from '#glue'"),
            ("b24.js", ""),
        ]);
        let shipped = reachable(folder.path(), &["index.d.ts", "slim.d.ts"]).unwrap();
        assert_eq!(
            shipped.iter().collect::<Vec<_>>(),
            [
                "a.d.ts",
                "b.d.ts",
                "c.d.ts",
                "frame/e.d.ts",
                "frame/f.d.ts",
                "g.d.ts",
                "index.d.ts",
                "slim.d.ts"
            ]
        );
        remove_others(folder.path(), &shipped).unwrap();
        assert!(!folder.path().join("load.d.ts").exists());
        assert!(folder.path().join("a.d.ts").exists());
        assert!(folder.path().join("b24.js").exists());
    }

    #[test]
    fn rejects_an_internal_module_in_a_shipped_declaration() {
        let folder = folder(&[
            ("index.d.ts", "export { load } from './load.js'"),
            ("load.d.ts", "import * as glue from '#glue'"),
        ]);
        let error = reachable(folder.path(), &["index.d.ts"]).unwrap_err().to_string();
        assert_eq!(error, "load.d.ts names the internal module #glue");
    }
}
