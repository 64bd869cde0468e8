//! `cargo xtask soak`: many calls of the packed package over a portal of whose responses a fifth is
//! faulty.

use anyhow::Result;
use xshell::cmd;

use crate::package;
use crate::setup::browser;
use crate::step::step;
use crate::test;
use crate::workspace::Workspace;

/// The options of `cargo xtask soak`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Number of calls
    #[arg(long, default_value_t = 10_000)]
    calls: u32,

    /// Seed of the calls, and of the portal's company and faults
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// Builds everything, runs the soak and prints its summary.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    package::set_up(workspace)?;
    let browser = step("set-up of the browser", || browser::set_up(workspace))?;
    test::build(workspace)?;
    step("soak", || {
        let (calls, seed) = (options.calls.to_string(), options.seed.to_string());
        let command = cmd!(workspace.shell, "node tests/soak/main.js {calls} {seed}");
        Ok(command.env("CHROME", &browser.program).run()?)
    })
}
