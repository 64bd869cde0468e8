//! PHP, the reference of the form encoder in the property tests.

use super::debian;
use crate::workspace::Workspace;

/// Installs PHP's command line program if no confirmation is needed.
///
/// PHP is optional: without it the tests that compare with PHP are skipped.
pub fn set_up(workspace: &Workspace) {
    if which::which("php").is_ok() {
        return;
    }
    if debian::can_install(workspace) && debian::install(workspace, &["php-cli"]).is_ok() {
        return;
    }
    let command =
        debian::command_or("php-cli", "brew install php, or https://www.php.net/downloads");
    println!("PHP is missing: tests that compare with it are skipped; to run them: {command}");
}
