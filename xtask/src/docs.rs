//! `cargo xtask docs`: the documentation as a site in `target/docs`, with the APIs for TypeScript and Rust.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use regex::Regex;
use walkdir::WalkDir;
use xshell::cmd;

use crate::package;
use crate::setup::rust::WASM_TARGET;
use crate::setup::{browser, node};
use crate::step::step;
use crate::test;
use crate::workspace::Workspace;

/// The folder of the site.
const FOLDER: &str = "target/docs";

/// The options of `cargo xtask docs`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Address of the site on its server, such as /b24-wasm/
    #[arg(long, default_value = "/")]
    base: String,
}

/// Builds the package and the emulator, the site with its screenshots and APIs, and checks it in a browser.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let base = &options.base;
    ensure!(base.starts_with('/') && base.ends_with('/'), "the base starts and ends with \"/\"");
    package::set_up(workspace)?;
    let browser = step("set-up of the site", || {
        node::set_up_in(workspace, "site")?;
        browser::set_up(workspace)
    })?;
    test::build(workspace)?;
    let shell = &workspace.shell;
    let _environment =
        (shell.push_env("DOCS_BASE", base), shell.push_env("CHROME", browser.program));
    step("screenshots", || Ok(cmd!(shell, "node site/screenshots.mjs").run()?))?;
    step("pages", || {
        cmd!(shell, "node site/llms.mjs site/pages/public {base}").run()?;
        Ok(cmd!(shell, "node site/node_modules/vitepress/bin/vitepress.js build site").run()?)
    })?;
    step("TypeScript API", || {
        let options = ["--options", "site/typedoc.config.mjs", "--tsconfig", "site/tsconfig.json"];
        Ok(cmd!(shell, "node site/node_modules/typedoc/bin/typedoc {options...}").run()?)
    })?;
    step("Rust API", || rust_api(workspace, base))?;
    step("checks", || {
        let tests = ["links", "api", "search", "accessibility"]
            .map(|name| format!("tests/site/{name}.test.js"));
        Ok(cmd!(shell, "node --test --test-reporter=spec {tests...}").run()?)
    })?;
    println!("\nThe site is in {FOLDER}. To read it: cd site && npx vitepress preview");
    Ok(())
}

/// Writes the documentation of the crate, whose pages link to the others.
fn rust_api(workspace: &Workspace, base: &str) -> Result<()> {
    let header = workspace.path("target/docs-cache/rust-header.html");
    let link = |path: &str, name: &str| format!("<a href=\"{base}{path}\">{name}</a>");
    let links = [link("", "Documentation"), link("api/typescript/index.html", "TypeScript API")];
    fs::create_dir_all(header.parent().context("the header has no folder")?)?;
    fs::write(
        &header,
        format!("<nav aria-label=\"Other documentation\">{}</nav>", links.join(" ")),
    )?;
    cmd!(
        workspace.shell,
        "cargo rustdoc --package b24-wasm --lib --target {WASM_TARGET} -- --html-before-content {header}"
    )
    .run()?;
    let documentation = workspace.cargo_target().join(WASM_TARGET).join("doc");
    let target = workspace.path(FOLDER).join("api/rust");
    copy(&documentation, &target)?;
    link_documents(workspace, &target.join("b24_wasm"), base)
}

/// Makes the links of the README, which is the crate's start page, lead to the pages of the site.
fn link_documents(workspace: &Workspace, crate_folder: &Path, base: &str) -> Result<()> {
    let start = crate_folder.join("index.html");
    fs::write(&start, linked(&fs::read_to_string(&start)?, base)?)?;
    for name in ["CHANGELOG.md", "CONTRIBUTING.md"] {
        fs::copy(workspace.path(name), crate_folder.join(name))?;
    }
    Ok(())
}

/// Returns the page with links to the site in place of those to the files of its pages.
fn linked(page: &str, base: &str) -> Result<String> {
    Ok(Regex::new(r#"href="(?:docs|site/pages)/([\w/-]+)\.md"#)?
        .replace_all(page, format!("href=\"{base}$1.html"))
        .replace("href=\"examples/deal-tab", &format!("href=\"{base}recipes/deal-tab.html"))
        .replace("href=\"examples/rust\"", &format!("href=\"{base}rust.html\"")))
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn links_of_the_start_page_lead_to_the_site() {
        let page = r##"<a href="docs/rest3.md#lists"><a href="site/pages/recipes/index.md"><a href="examples/deal-tab"><a href="examples/rust"><a href="CHANGELOG.md">"##;
        let expected = r##"<a href="/b24/rest3.html#lists"><a href="/b24/recipes/index.html"><a href="/b24/recipes/deal-tab.html"><a href="/b24/rust.html"><a href="CHANGELOG.md">"##;
        assert_eq!(linked(page, "/b24/").unwrap(), expected);
    }
}
