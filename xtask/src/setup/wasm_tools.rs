//! The pinned programs that turn the Rust build into a package: wasm-pack and
//! the command line tools of wasm-bindgen, in `target/tools`.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::workspace::Workspace;

struct Tool {
    package: &'static str,
    version: &'static str,
    programs: &'static [&'static str],
}

const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
};

const WASM_PACK: Tool = Tool { package: "wasm-pack", version: "0.15.1", programs: &["wasm-pack"] };

/// Installs the pinned tools, unless `target/tools` holds those versions.
///
/// Fails if `Cargo.lock` has another wasm-bindgen than the tools: the two read
/// each other's format only in equal versions.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    check_library_version(workspace)?;
    for tool in [WASM_BINDGEN, WASM_PACK] {
        if !is_installed(workspace, &tool) {
            install(workspace, &tool)?;
        }
    }
    Ok(())
}

fn check_library_version(workspace: &Workspace) -> Result<()> {
    let id = cmd!(workspace.shell, "cargo pkgid wasm-bindgen").quiet().read()?;
    let library =
        version_in_package_id(&id).with_context(|| format!("no version in the package id {id}"))?;
    let tool = WASM_BINDGEN.version;
    if library != tool {
        bail!(
            "Cargo.lock has wasm-bindgen {library}, but the pinned wasm-bindgen-cli is {tool}; make them equal: cargo update wasm-bindgen --precise {tool}"
        );
    }
    Ok(())
}

fn is_installed(workspace: &Workspace, tool: &Tool) -> bool {
    tool.programs.iter().all(|program| {
        let path = workspace.path("target/tools/bin").join(program);
        cmd!(workspace.shell, "{path} --version")
            .quiet()
            .ignore_stderr()
            .read()
            .is_ok_and(|printed| version_in_output(&printed) == Some(tool.version))
    })
}

/// Builds a tool from its crate. Its own folder for intermediate files keeps it
/// from waiting for, or invalidating, the project's build.
fn install(workspace: &Workspace, tool: &Tool) -> Result<()> {
    let Tool { package, version, .. } = tool;
    let root = workspace.path("target/tools");
    let build = root.join("build");
    cmd!(workspace.shell, "cargo install {package} --version {version} --root {root} --force")
        .env("CARGO_TARGET_DIR", &build)
        .run()
        .with_context(|| {
            format!("{package} {version} is missing: cargo install {package} --version {version} --root target/tools")
        })?;
    fs::remove_dir_all(&build)?;
    Ok(())
}

/// The version in what a tool prints for `--version`: `wasm-pack 0.15.1`.
fn version_in_output(printed: &str) -> Option<&str> {
    printed.split_whitespace().nth(1)
}

/// The version in what `cargo pkgid` prints: `registry+https://…#wasm-bindgen@0.2.130`.
fn version_in_package_id(id: &str) -> Option<&str> {
    let (_, fragment) = id.rsplit_once('#')?;
    fragment.rsplit('@').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_tools_print() {
        assert_eq!(version_in_output("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(version_in_output("wasm-bindgen 0.2.130 (abcdef)\n"), Some("0.2.130"));
        assert_eq!(version_in_output(""), None);
    }

    #[test]
    fn versions_are_read_from_package_ids() {
        let registry = "registry+https://github.com/rust-lang/crates.io-index#wasm-bindgen@0.2.130";
        assert_eq!(version_in_package_id(registry), Some("0.2.130"));
        assert_eq!(version_in_package_id("path+file:///x/wasm-bindgen#0.2.99"), Some("0.2.99"));
        assert_eq!(version_in_package_id("wasm-bindgen"), None);
    }
}
