//! Firefox and WebKit, for the end-to-end tests in other engines than Chromium's.

use anyhow::{Result, bail};

use super::debian;
use crate::workspace::Workspace;

/// A browser engine beside Chromium's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// Firefox.
    Firefox,
    /// WebKitGTK, with its driver and a display without a screen.
    Webkit,
}

impl Engine {
    /// Returns the name, as the tests read it from the variable `ENGINE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// Returns the Debian packages.
    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Firefox => &["firefox-esr"],
            Self::Webkit => &["webkit2gtk-driver", "xvfb"],
        }
    }

    /// Returns the programs; each has several possible names.
    fn programs(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Firefox => &[&["firefox-esr", "firefox"]],
            Self::Webkit => &[&["WebKitWebDriver"], &["Xvfb"]],
        }
    }

    fn is_installed(self) -> bool {
        let is_program = |name: &&str| which::which(name).is_ok();
        self.programs().iter().all(|names| names.iter().any(is_program))
    }
}

/// Installs an engine if it is missing and no confirmation is needed.
pub fn set_up(workspace: &Workspace, engine: Engine) -> Result<()> {
    if engine.is_installed() {
        return Ok(());
    }
    if debian::can_install(workspace) {
        // With what the packages recommend, as the engines are tested.
        let packages = [&["--install-recommends"], engine.packages()].concat();
        return debian::install(workspace, &packages);
    }
    let packages = engine.packages().join(" ");
    bail!(
        "the engine \"{}\" is missing; install the Debian packages: sudo apt-get install {packages}",
        engine.name()
    )
}
