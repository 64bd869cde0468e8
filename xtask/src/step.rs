//! Named and timed steps of the commands.

use std::time::Instant;

use anyhow::{Context, Result};

/// Runs a step and prints its name and its time. The error of a failed step contains the name.
pub fn step<T>(name: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = run();
    let failed = if outcome.is_err() { "failed after " } else { "" };
    println!("== {name}: {failed}{:.1} s", start.elapsed().as_secs_f64());
    outcome.with_context(|| format!("step failed: {name}"))
}
