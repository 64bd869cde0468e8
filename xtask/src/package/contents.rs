//! The other files of `pkg/`, and the checks of the package by npm, publint and attw.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use xshell::cmd;

use super::notices;
use crate::workspace::{VERSION, Workspace};

/// Copied files: the source and the target, relative to the root.
const FILES: [(&str, &str); 11] = [
    ("pkg-template/package.json", "pkg/package.json"),
    ("pkg-template/bin/b24-wasm.js", "pkg/bin/b24-wasm.js"),
    ("pkg-template/bin/fields.js", "pkg/bin/fields.js"),
    ("pkg-template/script.d.ts", "pkg/dist/b24.script.d.ts"),
    ("pkg-template/wasm.d.ts", "pkg/dist/b24.wasm.d.ts"),
    ("pkg-template/README.md", "pkg/README.md"),
    ("LICENSE", "pkg/LICENSE"),
    ("CHANGELOG.md", "pkg/CHANGELOG.md"),
    ("docs/coming-from.md", "pkg/docs/coming-from.md"),
    ("docs/frameworks.md", "pkg/docs/frameworks.md"),
    ("docs/testing.md", "pkg/docs/testing.md"),
];

#[derive(Debug, Deserialize)]
struct Manifest {
    version: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tarball {
    filename: String,
    size: u64,
    unpacked_size: u64,
    files: Vec<PackedFile>,
}

#[derive(Debug, Deserialize)]
struct PackedFile {
    path: String,
    size: u64,
}

/// Creates an empty package.
pub fn start(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path("pkg");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("bin"))?;
    fs::create_dir_all(folder.join("dist"))?;
    fs::create_dir_all(folder.join("docs"))?;
    Ok(())
}

/// Adds the manifest and the texts, also the notices and those for language models, prints the contents of the npm tarball, and runs publint and attw.
pub fn finish(workspace: &Workspace) -> Result<()> {
    for (from, to) in FILES {
        fs::copy(workspace.path(from), workspace.path(to))
            .with_context(|| format!("cannot copy {from}"))?;
    }
    notices::write(workspace)?;
    cmd!(workspace.shell, "node site/llms.mjs pkg").run()?;
    check_version(workspace)?;
    list(workspace)?;
    cmd!(workspace.shell, "publint pkg --strict").run()?;
    // The package is ES modules alone: CommonJS loads them by `import()`.
    Ok(cmd!(workspace.shell, "attw --pack pkg --profile esm-only --format ascii").run()?)
}

fn check_version(workspace: &Workspace) -> Result<()> {
    let text = fs::read_to_string(workspace.path("pkg/package.json"))?;
    let Manifest { version } = serde_json::from_str(&text)?;
    if version != VERSION {
        bail!("pkg-template/package.json has version {version}, Cargo.toml {VERSION}");
    }
    Ok(())
}

fn list(workspace: &Workspace) -> Result<()> {
    let output = cmd!(workspace.shell, "npm pack ./pkg --dry-run --json --ignore-scripts")
        .ignore_stderr()
        .read()?;
    let tarballs: Vec<Tarball> = serde_json::from_str(&output)?;
    for tarball in tarballs {
        for file in tarball.files {
            println!("{:>8}  {}", file.size, file.path);
        }
        let Tarball { filename, size, unpacked_size, .. } = tarball;
        println!("{filename}: {size} bytes, {unpacked_size} bytes unpacked");
    }
    Ok(())
}
