//! `cargo xtask bench`: the SDK beside its peers, on the same work, in one browser and one run.
//!
//! `tests/bench` measures; [`front_end`] builds its Rust front end, [`report`] reads the figures and
//! [`table`] prints them.

mod front_end;
mod report;
mod table;

use std::fs;

use anyhow::{Context, Result};
use xshell::cmd;

use self::report::Report;
use crate::package;
use crate::setup::browser;
use crate::step::step;
use crate::test;
use crate::workspace::Workspace;

/// The table for the documentation.
const DOCUMENT: &str = "docs/benchmarks.md";

/// The options of `cargo xtask bench`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Fewer samples: below two minutes, once everything is built
    #[arg(long)]
    quick: bool,

    /// Write the table to docs/benchmarks.md
    #[arg(long, conflicts_with = "rows")]
    write: bool,

    /// Measure only the rows of tests/bench/rows/limits.js, and fail if a ratio exceeds its limit
    #[arg(long, conflicts_with_all = ["quick", "write", "rows"])]
    gate: bool,

    /// Also print, for rows in µs, where the time of each contestant goes
    #[arg(long)]
    profile: bool,

    /// Measure only these rows, such as `users`
    #[arg(value_name = "ROW")]
    rows: Vec<String>,
}

/// Builds everything, measures, and prints the table. The figures are in `target/bench.json`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    package::set_up(workspace)?;
    let browser = step("set-up of the browser", || browser::set_up(workspace))?;
    test::build(workspace)?;
    // No row of the gate needs it.
    if !options.gate {
        step("Rust front end", || front_end::build(workspace))?;
    }
    let flags =
        [(options.quick, "--quick"), (options.profile, "--profile"), (options.gate, "--gate")];
    let flags = flags.into_iter().filter_map(|(given, flag)| given.then_some(flag));
    let rows = &options.rows;
    let outcome = step("measurements", || {
        let command = cmd!(workspace.shell, "node tests/bench/main.js {flags...} {rows...}");
        Ok(command.env("CHROME", &browser.program).run()?)
    });

    // A row that failed is in the table, too.
    let report = match Report::read(workspace) {
        Ok(report) => report,
        Err(missing) => return outcome.and(Err(missing)),
    };
    println!("\n{}", table::text(&report));
    outcome?;
    if options.write {
        fs::write(workspace.path(DOCUMENT), table::document(&report))
            .with_context(|| format!("cannot write {DOCUMENT}"))?;
        cmd!(workspace.shell, "prettier --write --log-level warn {DOCUMENT}").run()?;
    }
    Ok(())
}
