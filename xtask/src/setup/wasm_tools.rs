//! The pinned build tools in `target/tools`: wasm-pack and the command line tools of wasm-bindgen.

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

/// Installs the pinned tools, unless `target/tools` contains these versions.
///
/// Fails if `Cargo.lock` has another version of wasm-bindgen than the tools, since their formats
/// are compatible only between equal versions.
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

/// Builds a tool from its crate, in a separate folder so that it does not wait for or invalidate
/// the project's build.
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

/// Parses the version in the output of a tool's `--version`: `wasm-pack 0.15.1`.
fn version_in_output(printed: &str) -> Option<&str> {
    printed.split_whitespace().nth(1)
}

/// Parses the version in the output of `cargo pkgid`: `registry+https://…#wasm-bindgen@0.2.130`.
fn version_in_package_id(id: &str) -> Option<&str> {
    let (_, fragment) = id.rsplit_once('#')?;
    fragment.rsplit('@').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_versions_in_tool_output() {
        assert_eq!(version_in_output("wasm-bindgen 0.2.130"), Some("0.2.130"));
        assert_eq!(version_in_output("wasm-bindgen 0.2.130 (abcdef)\n"), Some("0.2.130"));
        assert_eq!(version_in_output(""), None);
    }

    #[test]
    fn parses_versions_in_package_ids() {
        let registry = "registry+https://github.com/rust-lang/crates.io-index#wasm-bindgen@0.2.130";
        assert_eq!(version_in_package_id(registry), Some("0.2.130"));
        assert_eq!(version_in_package_id("path+file:///x/wasm-bindgen#0.2.99"), Some("0.2.99"));
        assert_eq!(version_in_package_id("wasm-bindgen"), None);
    }
}
