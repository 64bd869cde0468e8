//! `cargo xtask fuzz`: the long run of the fuzz targets in `tests/fuzz`, by libFuzzer.
//!
//! It searches on from the inputs that earlier runs have found in `target/fuzz/corpus`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use xshell::cmd;

use crate::setup::fuzzer;
use crate::step::step;
use crate::workspace::Workspace;

/// The options of `cargo xtask fuzz`.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Number of inputs for each target
    #[arg(long, default_value_t = 1_000_000)]
    inputs: u64,

    /// Run only these targets, such as `envelopes`
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
}

/// Builds the program, runs every target and prints a line for each. Returns false if a target
/// has failed.
pub fn run(workspace: &Workspace, options: &Options) -> Result<bool> {
    let targets = targets(workspace, options)?;
    step("set-up of the fuzzer", || fuzzer::set_up(workspace))?;
    let folder = workspace.cargo_target().join("fuzz");
    let program = step("fuzz targets", || build(workspace, &folder))?;
    println!();
    let mut passed = true;
    for target in targets {
        let run = Run { workspace, folder: &folder, program: &program, target: &target };
        passed &= run.start(options.inputs)?;
    }
    Ok(passed)
}

/// Returns the names of the targets to run; each has a folder with seeds.
fn targets(workspace: &Workspace, options: &Options) -> Result<Vec<String>> {
    let mut known = Vec::new();
    for folder in fs::read_dir(workspace.path("tests/fuzz/seeds"))? {
        known.push(folder?.file_name().to_string_lossy().into_owned());
    }
    known.sort();
    if let Some(unknown) = options.targets.iter().find(|name| !known.contains(name)) {
        bail!("there is no fuzz target \"{unknown}\"; the targets are {}", known.join(", "));
    }
    Ok(if options.targets.is_empty() { known } else { options.targets.clone() })
}

/// Builds the program. Without a sanitizer it needs no nightly toolchain, and safe code has no use
/// for one.
fn build(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let shell = &workspace.shell;
    let host = cmd!(shell, "rustc --print host-tuple").quiet().read()?;
    let flags = ["--sanitizer", "none", "--features", "libfuzzer", "--target", &host];
    cmd!(shell, "cargo fuzz build --fuzz-dir tests/fuzz {flags...} --target-dir {folder} fuzz")
        .run()?;
    Ok(folder.join(host).join("release/fuzz"))
}

/// The run of one target.
struct Run<'a> {
    workspace: &'a Workspace,
    folder: &'a Path,
    program: &'a Path,
    target: &'a str,
}

impl Run<'_> {
    /// Runs the target and prints the number of inputs and the time. Returns false if it fails.
    fn start(&self, inputs: u64) -> Result<bool> {
        let Self { workspace, folder, program, target } = self;
        let corpus = folder.join("corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let log = folder.join(target).with_extension("log");
        let crash = folder.join(format!("{target}-"));
        let dictionary = workspace.path("tests/fuzz/dictionary.txt");
        let start = Instant::now();
        let status = Command::new(program)
            .env("FUZZ_TARGET", target)
            .arg(format!("-runs={inputs}"))
            .arg(format!("-dict={}", dictionary.display()))
            .arg(format!("-artifact_prefix={}", crash.display()))
            .args(["-print_final_stats=1", "-max_len=4096", "-timeout=10"])
            .args([corpus, workspace.path("tests/fuzz/seeds").join(target)])
            .stdin(Stdio::null())
            .stderr(File::create(&log)?)
            .status()
            .context("the fuzz targets do not start")?;
        let seconds = start.elapsed().as_secs_f64();
        let text = fs::read(&log)?;
        let executed = executed(&String::from_utf8_lossy(&text)).unwrap_or_default();
        println!("{target}: {executed} inputs in {seconds:.1} s");
        if !status.success() {
            println!(
                "{target} failed: see {}, and move the input {}* to tests/fuzz/seeds/{target}",
                log.display(),
                crash.display()
            );
        }
        Ok(status.success())
    }
}

/// Returns the number of inputs in the statistics of libFuzzer.
fn executed(log: &str) -> Option<u64> {
    let count =
        log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    count.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::executed;

    #[test]
    fn reads_the_number_of_inputs() {
        let log = "Done 5 runs in 0 second(s)\nstat::number_of_executed_units: 5\nstat::x: 1\n";
        assert_eq!(executed(log), Some(5));
        assert_eq!(executed("==1== ERROR"), None);
    }
}
