//! The version numbers of a release, and which packages it publishes.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;
use xshell::cmd;

use super::changelog;
use crate::workspace::{VERSION, Workspace};

/// The published crates, in the order in which they depend on each other.
pub const CRATES: [&str; 2] = ["b24-wasm-macros", "b24-wasm"];

/// The owner in the address of the repository until the project has one.
const PLACEHOLDER: &str = "/OWNER/";

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    repository: Option<String>,
    /// The registries, if the manifest restricts them: none by `publish = false`.
    publish: Option<Vec<String>>,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    req: String,
    path: Option<String>,
    kind: Option<String>,
}

/// Compares the versions of the crates, the npm package and the changelog, with a tag also that of the tag.
pub fn check(workspace: &Workspace, tag: Option<&str>) -> Result<()> {
    let output =
        cmd!(workspace.shell, "cargo metadata --no-deps --format-version 1").quiet().read()?;
    let Metadata { packages } = serde_json::from_str(&output)?;
    check_crates(&packages)?;
    let npm = fs::read_to_string(workspace.path("pkg-template/package.json"))?;
    check_npm(&serde_json::from_str(&npm)?)?;
    let changelog = fs::read_to_string(workspace.path("CHANGELOG.md"))?;
    if let Some(tag) = tag {
        ensure!(
            tag == format!("v{VERSION}"),
            "the tag is {tag}, but the version of the packages is {VERSION}: tag v{VERSION}, or raise the version"
        );
        check_repository(&packages, &npm)?;
        changelog::check_released(&changelog, VERSION)?;
    } else {
        changelog::check_between_releases(&changelog, VERSION)?;
    }
    println!("crates, npm package and changelog have version {VERSION}");
    Ok(())
}

/// Checks that exactly the crates of the release can be published, in one version.
fn check_crates(packages: &[Package]) -> Result<()> {
    let is_published =
        |package: &&Package| package.publish.as_ref().is_none_or(|to| !to.is_empty());
    let mut published: Vec<_> =
        packages.iter().filter(is_published).map(|package| package.name.as_str()).collect();
    published.sort_unstable_by_key(|name| CRATES.iter().position(|known| known == name));
    ensure!(
        published == CRATES,
        "these crates can be published: {published:?}; write \"publish = false\" into the manifests of all but {CRATES:?}"
    );
    for Package { name, version, dependencies, .. } in packages.iter().filter(is_published) {
        ensure!(
            version == VERSION,
            "{name} has version {version}, xtask {VERSION}: they share one"
        );
        let own = dependencies.iter().filter(|dependency| {
            dependency.path.is_some() && dependency.kind.as_deref() != Some("dev")
        });
        for Dependency { name: needed, req, .. } in own {
            ensure!(
                *req == format!("={VERSION}"),
                "{name} depends on {needed} {req}: write \"={VERSION}\" into Cargo.toml"
            );
        }
    }
    Ok(())
}

/// Checks the manifest of the npm package.
fn check_npm(manifest: &Value) -> Result<()> {
    let version = manifest.get("version").and_then(Value::as_str).context("no version for npm")?;
    ensure!(
        version == VERSION,
        "pkg-template/package.json has version {version}, Cargo.toml {VERSION}: make them equal"
    );
    ensure!(manifest.get("private").is_none(), "remove \"private\" from pkg-template/package.json");
    Ok(())
}

/// Checks that the packages name the repository instead of the placeholder.
fn check_repository(packages: &[Package], npm: &str) -> Result<()> {
    let crates = packages.iter().filter(|package| CRATES.contains(&package.name.as_str()));
    let mut addresses = crates.map(|package| package.repository.as_deref().unwrap_or(PLACEHOLDER));
    ensure!(
        !addresses.any(|address| address.contains(PLACEHOLDER)) && !npm.contains(PLACEHOLDER),
        "the address of the repository is a placeholder: write it into Cargo.toml and pkg-template/package.json"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, requirement: &str, publish: Option<Vec<String>>) -> Package {
        let dependency = |name: &str, req: &str, kind: Option<&str>| Dependency {
            name: name.to_owned(),
            req: req.to_owned(),
            path: Some("/".to_owned()),
            kind: kind.map(str::to_owned),
        };
        Package {
            name: name.to_owned(),
            version: VERSION.to_owned(),
            repository: Some("https://example.com/somebody/b24-wasm".to_owned()),
            publish,
            dependencies: vec![
                dependency("b24-wasm-macros", requirement, None),
                dependency("portal", "*", Some("dev")),
            ],
        }
    }

    fn packages(requirement: &str, publish_tool: Option<Vec<String>>) -> Vec<Package> {
        vec![
            package("b24-wasm", requirement, None),
            package("xtask", "*", publish_tool),
            Package { dependencies: Vec::new(), ..package("b24-wasm-macros", "", None) },
        ]
    }

    #[test]
    fn accepts_two_published_crates_of_one_version() {
        check_crates(&packages(&format!("={VERSION}"), Some(Vec::new()))).unwrap();
    }

    #[test]
    fn rejects_a_third_published_crate() {
        let error = check_crates(&packages(&format!("={VERSION}"), None)).unwrap_err().to_string();
        assert!(error.contains("\"xtask\""), "{error}");
    }

    #[test]
    fn rejects_an_inexact_dependency() {
        let error = check_crates(&packages("^0.1", Some(Vec::new()))).unwrap_err().to_string();
        assert!(error.starts_with("b24-wasm depends on b24-wasm-macros ^0.1"), "{error}");
    }

    #[test]
    fn rejects_a_private_npm_package_and_another_version() {
        check_npm(&json!({ "version": VERSION })).unwrap();
        assert!(check_npm(&json!({ "version": VERSION, "private": true })).is_err());
        assert!(check_npm(&json!({ "version": "0.0.1" })).is_err());
    }

    #[test]
    fn rejects_the_placeholder_of_the_repository() {
        let mut packages = packages("", None);
        check_repository(&packages, "{}").unwrap();
        assert!(check_repository(&packages, "git+https://example.com/OWNER/b24-wasm").is_err());
        packages[0].repository = None;
        assert!(check_repository(&packages, "{}").is_err());
    }
}
