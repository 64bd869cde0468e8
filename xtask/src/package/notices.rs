//! The notices of the projects whose code is compiled into the modules, as their licences demand.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use xshell::cmd;

use super::module::{CORE, Module, PUSH, V3};
use crate::setup::rust::WASM_TARGET;
use crate::workspace::{VERSION, Workspace};

/// The file in the package.
const FILE: &str = "pkg/THIRD-PARTY-NOTICES.txt";

/// The parts of the standard library that the modules contain, or would with a `HashMap`, each with its
/// copyright. Its allocator and its backtraces, which have other authors, are replaced.
const STANDARD_LIBRARY: [(&str, &str); 2] = [
    ("the Rust standard library", "Copyright (c) The Rust Project Developers"),
    ("hashbrown, in the Rust standard library", "Copyright (c) 2016 Amanieu d'Antras"),
];

/// A crate whose licence is that of the Unicode tables in the standard library, too.
const UNICODE: &str = "unicode-ident";

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

/// A crate, as `cargo metadata` describes it.
#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    authors: Vec<String>,
    manifest_path: PathBuf,
}

/// A text, and the projects that have it.
#[derive(Debug)]
struct Notice {
    projects: Vec<String>,
    text: String,
}

/// Writes the notices of the modules.
pub fn write(workspace: &Workspace) -> Result<()> {
    let arguments = ["--format-version", "1", "--all-features", "--filter-platform", WASM_TARGET];
    let output = cmd!(workspace.shell, "cargo metadata {arguments...}").quiet().read()?;
    let Metadata { packages } = serde_json::from_str(&output)?;
    let permission = permission(&fs::read_to_string(workspace.path("LICENSE"))?)?;
    let mut notices = Vec::new();
    for (project, copyright) in STANDARD_LIBRARY {
        add(&mut notices, project.to_owned(), format!("{copyright}\n\n{permission}"));
    }
    let compiled: BTreeSet<_> = [&CORE, &V3, &PUSH]
        .map(|module| crates(workspace, module))
        .into_iter()
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    for title in compiled {
        let is_it = |package: &&Package| format!("{} {}", package.name, package.version) == title;
        let package = packages.iter().find(is_it).with_context(|| format!("no crate {title}"))?;
        for text in texts(package, &permission)? {
            let tables = (package.name == UNICODE && text.contains("Unicode, Inc"))
                .then(|| "the Unicode tables of the Rust standard library".to_owned());
            add(&mut notices, title.clone(), text.clone());
            tables.into_iter().for_each(|project| add(&mut notices, project, text.clone()));
        }
    }
    Ok(fs::write(workspace.path(FILE), document(&notices))?)
}

/// Returns the names and versions of the crates whose code a module contains, but for this workspace's own.
fn crates(workspace: &Workspace, module: &Module) -> Result<Vec<String>> {
    let features = module.features;
    let output = cmd!(
        workspace.shell,
        "cargo tree --package b24-wasm {features...} --target {WASM_TARGET} --edges normal,no-proc-macro --prefix none --no-dedupe"
    )
    .quiet()
    .ignore_stderr()
    .read()?;
    // The rest of the line is the folder of a crate that is not from the registry.
    let lines = output.lines().filter(|line| !line.contains('('));
    Ok(lines.map(|line| line.replace(" v", " ")).collect())
}

/// Returns the texts that the licence of a crate asks for: that of MIT if there is a choice.
fn texts(package: &Package, permission: &str) -> Result<Vec<String>> {
    let Package { name, license, manifest_path, .. } = package;
    let folder = manifest_path.parent().context("a manifest has no folder")?;
    let mit = || {
        let names = ["LICENSE-MIT", "LICENSE", "LICENSE.md"];
        first_text(folder, &names)
            .unwrap_or_else(|| format!("Copyright (c) {}\n\n{permission}", holders(package)))
    };
    match license.as_deref().unwrap_or_default() {
        "MIT" | "MIT OR Apache-2.0" | "Apache-2.0 OR MIT" | "MIT/Apache-2.0" => Ok(vec![mit()]),
        "(MIT OR Apache-2.0) AND Unicode-3.0" => {
            let unicode = first_text(folder, &["LICENSE-UNICODE"]);
            Ok(vec![mit(), unicode.with_context(|| format!("{name} has no LICENSE-UNICODE"))?])
        }
        other => bail!(
            "the licence \"{other}\" of the crate {name} is not known here: add the texts that it asks for to {}",
            file!()
        ),
    }
}

/// Returns who has the copyright of a crate without a text, by its manifest.
fn holders(package: &Package) -> String {
    if package.authors.is_empty() {
        format!("the authors of {}", package.name)
    } else {
        package.authors.join(", ")
    }
}

/// Returns the text of the first file that exists.
fn first_text(folder: &Path, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| fs::read_to_string(folder.join(name)).ok())
}

/// Returns the text of the MIT licence below its copyright.
fn permission(license: &str) -> Result<String> {
    let start = license.find("Permission is hereby granted").context("LICENSE is not MIT")?;
    Ok(license.get(start..).unwrap_or_default().to_owned())
}

/// Adds a project to the notice with the same words, or a new one.
fn add(notices: &mut Vec<Notice>, project: String, text: String) {
    let same = |notice: &&mut Notice| notice.text.split_whitespace().eq(text.split_whitespace());
    match notices.iter_mut().find(same) {
        Some(notice) => notice.projects.push(project),
        None => notices.push(Notice { projects: vec![project], text }),
    }
}

fn document(notices: &[Notice]) -> String {
    let parts = notices.iter().map(|Notice { projects, text }| {
        format!("{}\n\n{}\n\n{}\n", "-".repeat(80), projects.join("\n"), text.trim())
    });
    format!(
        "b24-wasm {VERSION} has the licence in the file LICENSE. Its WebAssembly and the code around it also contain\nparts of the projects below, each under the licence that follows its name.\n\n{}",
        parts.collect::<Vec<_>>().join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(license: &str, folder: &Path) -> Package {
        Package {
            name: "dependency".to_owned(),
            version: "1.0.0".to_owned(),
            license: Some(license.to_owned()),
            authors: vec!["Somebody".to_owned(), "Another".to_owned()],
            manifest_path: folder.join("Cargo.toml"),
        }
    }

    #[test]
    fn takes_the_text_of_mit_if_there_is_a_choice() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("LICENSE-APACHE"), "Apache").unwrap();
        fs::write(folder.path().join("LICENSE-MIT"), "MIT").unwrap();
        let package = package("MIT OR Apache-2.0", folder.path());
        assert_eq!(texts(&package, "Permission").unwrap(), ["MIT"]);
    }

    #[test]
    fn names_the_authors_of_a_crate_without_a_text() {
        let folder = tempfile::tempdir().unwrap();
        let mut package = package("MIT", folder.path());
        for holders in ["Somebody, Another", "the authors of dependency"] {
            let expected = format!("Copyright (c) {holders}\n\nPermission");
            assert_eq!(texts(&package, "Permission").unwrap(), [expected]);
            package.authors.clear();
        }
    }

    #[test]
    fn rejects_an_unknown_licence_and_a_missing_second_text() {
        let folder = tempfile::tempdir().unwrap();
        for license in ["GPL-3.0-only", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
            let error = texts(&package(license, folder.path()), "").unwrap_err().to_string();
            assert!(error.contains("dependency"), "{error}");
        }
    }

    #[test]
    fn names_projects_of_the_same_text_together() {
        let mut notices = Vec::new();
        for (project, text) in [("a 1", "one\ntext"), ("b 1", "another"), ("c 2", "one text\n")] {
            add(&mut notices, project.to_owned(), text.to_owned());
        }
        let text = document(&notices);
        assert!(text.contains("\n\na 1\nc 2\n\none\ntext\n"), "{text}");
        assert!(text.contains("\n\nb 1\n\nanother\n"), "{text}");
    }
}
