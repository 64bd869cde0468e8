//! The project's commands: `cargo xtask demo | test | check | bench | fuzz | soak | package |
//! docs | release`.
//!
//! Each command sets up its tools ([`setup`]) and runs its steps; later runs skip what is up to
//! date.

mod api_types;
mod bench;
mod check;
mod demo;
mod docs;
mod emulator;
mod fingerprint;
mod fuzz;
mod imports;
mod package;
mod release;
mod setup;
mod soak;
mod step;
mod test;
mod words;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "The project's commands")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build everything that is missing and serve the demo app in an emulated portal
    Demo(demo::Options),
    /// Run every test at every layer, headless browsers included
    Test(test::Options),
    /// Check formatting, lints, docs, native tests and types: the fast loop
    Check(check::Options),
    /// Measure the SDK beside its peers in a headless browser
    Bench(bench::Options),
    /// Search for inputs that break the decoders
    Fuzz(fuzz::Options),
    /// Make thousands of calls over a portal that fails, in a headless browser
    Soak(soak::Options),
    /// Build the npm package in pkg/
    Package,
    /// Build the documentation as a site in target/docs, and check it in a headless browser
    Docs(docs::Options),
    /// Try a release: pack the crates and the npm package, and use them in new projects
    Release(release::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command. Returns false if the command has reported failures.
fn run(command: Command) -> Result<bool> {
    let workspace = Workspace::open()?;
    match command {
        Command::Demo(options) => demo::run(&workspace, &options)?,
        Command::Test(options) => return test::run(&workspace, &options),
        Command::Check(options) => check::run(&workspace, &options)?,
        Command::Bench(options) => bench::run(&workspace, &options)?,
        Command::Fuzz(options) => return fuzz::run(&workspace, &options),
        Command::Soak(options) => soak::run(&workspace, &options)?,
        Command::Package => {
            package::set_up(&workspace)?;
            package::run(&workspace)?;
        }
        Command::Docs(options) => docs::run(&workspace, &options)?,
        Command::Release(options) => release::run(&workspace, &options)?,
    }
    Ok(true)
}
