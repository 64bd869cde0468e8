//! Chrome or Chromium and its driver, for the tests in a browser.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::workspace::Workspace;

const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A browser and its WebDriver server.
#[derive(Debug)]
pub struct Browser {
    /// The path of Chrome or Chromium; the variable `CHROME` overrides it.
    pub program: PathBuf,
    /// The path of chromedriver; the variable `CHROMEDRIVER` overrides it.
    pub driver: PathBuf,
}

/// Finds the browser and its driver; installs both if they are missing and no confirmation is
/// needed.
pub fn set_up(workspace: &Workspace) -> Result<Browser> {
    let named = (named_program("CHROME")?, named_program("CHROMEDRIVER")?);
    let found = find(named.clone());
    if found.is_err() && debian::can_install(workspace) {
        debian::install(workspace, &["chromium", "chromium-driver"])?;
        return find(named);
    }
    found
}

/// Returns the program that an environment variable names, if it is set.
fn named_program(variable: &str) -> Result<Option<PathBuf>> {
    let Some(name) = env::var_os(variable).filter(|name| !name.is_empty()) else { return Ok(None) };
    let program = which::which(&name)
        .with_context(|| format!("the variable {variable} names no program: {}", name.display()))?;
    Ok(Some(program))
}

fn find((browser, driver): (Option<PathBuf>, Option<PathBuf>)) -> Result<Browser> {
    let program = browser.or_else(|| first(&BROWSERS)).with_context(|| {
        let elsewhere = "brew install --cask google-chrome, or https://www.google.com/chrome";
        let command = debian::command_or("chromium", elsewhere);
        format!("Chrome or Chromium is missing (or the variable CHROME); install it: {command}")
    })?;
    let beside = || which::which(program.with_file_name("chromedriver")).ok();
    let driver =
        driver.or_else(|| first(&["chromedriver"])).or_else(beside).with_context(|| {
            let elsewhere =
                "npx @puppeteer/browsers install chromedriver@stable, and name it in CHROMEDRIVER";
            let command = debian::command_or("chromium-driver", elsewhere);
            format!("chromedriver is missing (or the variable CHROMEDRIVER); install it: {command}")
        })?;
    Ok(Browser { program, driver })
}

/// Returns the first candidate that exists.
fn first(candidates: &[&str]) -> Option<PathBuf> {
    candidates.iter().find_map(|name| which::which(name).ok())
}
