//! The report that `tests/bench` writes.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;

const FILE: &str = "target/bench.json";

/// The figures of a run.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// Whether it was a quick run.
    pub quick: bool,
    /// The name and version of the browser.
    pub browser: String,
    /// The number of processors.
    pub processors: u32,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// The same work of several contestants; the first is this SDK.
#[derive(Debug, Deserialize)]
pub struct Row {
    /// What is measured.
    pub title: String,
    /// The unit of the figures.
    pub unit: String,
    /// The number of samples of each contestant; missing for exact figures.
    pub samples: Option<u32>,
    /// The figures of the contestants.
    pub entries: Vec<Entry>,
    /// The figure of this SDK as a ratio to the others'.
    #[serde(default)]
    pub ratios: Vec<Ratio>,
    /// The targets.
    #[serde(default)]
    pub targets: Vec<Target>,
    /// Why there is no figure.
    pub unmeasured: Option<String>,
}

/// A median with the smallest and the largest sample.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The smallest sample.
    pub min: f64,
    /// The largest sample.
    pub max: f64,
}

/// The figures of one contestant.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The contestant.
    pub name: String,
    /// The figure, if the row has one beside the requests.
    #[serde(flatten)]
    pub spread: Option<Spread>,
    /// The number of requests without preflights, counted at the emulator.
    pub requests: Option<u32>,
    /// The number of CORS preflights.
    pub preflights: Option<u32>,
    /// Why there is no figure.
    pub unmeasured: Option<String>,
}

/// A ratio, from pairs of samples.
#[derive(Debug, Deserialize)]
pub struct Ratio {
    /// The other contestant.
    pub of: String,
    /// The ratio.
    #[serde(flatten)]
    pub spread: Spread,
}

/// A target of this SDK.
#[derive(Debug, Deserialize)]
pub struct Target {
    /// The contestant that a ratio refers to; missing for a figure.
    pub of: Option<String>,
    /// `requests` for a number of requests.
    pub figure: Option<String>,
    /// The largest ratio or figure.
    pub max: f64,
    /// Whether it is met; missing if it was not measured.
    pub met: Option<bool>,
}

impl Report {
    /// Reads the report of the last run.
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let text =
            fs::read_to_string(workspace.path(FILE)).with_context(|| format!("no {FILE}"))?;
        serde_json::from_str(&text).with_context(|| format!("{FILE} is no report"))
    }
}
