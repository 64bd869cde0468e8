//! The command line tools of wasm-bindgen, pinned, in `target/tools`.

use anyhow::{Context, Result, bail};
use xshell::cmd;

use super::tool::Tool;
use crate::workspace::Workspace;

const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
};

/// Installs the pinned tools, unless `target/tools` contains this version.
///
/// Fails if `Cargo.lock` has another version of wasm-bindgen than the tools, since their formats
/// are compatible only between equal versions.
pub fn set_up(workspace: &Workspace) -> Result<()> {
    check_library_version(workspace)?;
    WASM_BINDGEN.set_up(workspace)
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

/// Parses the version in the output of `cargo pkgid`: `registry+https://…#wasm-bindgen@0.2.130`.
fn version_in_package_id(id: &str) -> Option<&str> {
    let (_, fragment) = id.rsplit_once('#')?;
    fragment.rsplit('@').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_versions_in_package_ids() {
        let registry = "registry+https://github.com/rust-lang/crates.io-index#wasm-bindgen@0.2.130";
        assert_eq!(version_in_package_id(registry), Some("0.2.130"));
        assert_eq!(version_in_package_id("path+file:///x/wasm-bindgen#0.2.99"), Some("0.2.99"));
        assert_eq!(version_in_package_id("wasm-bindgen"), None);
    }
}
