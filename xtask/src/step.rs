//! Named steps with their times, as every command prints them.

use std::time::Instant;

use anyhow::{Context, Result};

/// Runs one step, prints its name before and its time after it, and names the
/// step in the error if it fails.
pub fn step<T>(name: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = run();
    let failed = if outcome.is_err() { "failed after " } else { "" };
    println!("== {name}: {failed}{:.1} s", start.elapsed().as_secs_f64());
    outcome.with_context(|| format!("step failed: {name}"))
}
