//! The summaries of the test runners and their sum.

use anyhow::Error;

/// The outcome of one layer of tests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Layer {
    name: &'static str,
    /// The runner's own summary lines.
    lines: Vec<String>,
    passed: u32,
    failed: u32,
}

impl Layer {
    /// Returns a layer from the output of `cargo test`, or of a runner with the same output, and
    /// its success.
    pub fn from_cargo<'a>(output: impl IntoIterator<Item = &'a str>, succeeded: bool) -> Self {
        let mut layer = Self::default();
        for line in output {
            if let Some((passed, failed)) = cargo_counts(line) {
                layer.passed += passed;
                layer.failed += failed;
                layer.lines.push(line.to_owned());
            }
        }
        layer.checked(succeeded)
    }

    /// Returns a layer from the TAP report of `node --test` and its success.
    pub fn from_tap(report: &str, succeeded: bool) -> Self {
        // The totals follow the plan of the top level; tests may print similar lines before it.
        let totals = report.rsplit_once("\n1..").map_or("", |(_, totals)| totals);
        let mut layer = Self::default();
        for line in totals.lines() {
            let Some((name, count)) = tap_count(line) else { continue };
            match name {
                "pass" => layer.passed = count,
                "fail" | "cancelled" => layer.failed += count,
                _ => {}
            }
            layer.lines.push(line.to_owned());
        }
        layer.checked(succeeded)
    }

    /// Returns a layer of a single test.
    pub fn from_status(line: &str, succeeded: bool) -> Self {
        let lines = vec![line.to_owned()];
        Self { name: "", lines, passed: succeeded.into(), failed: (!succeeded).into() }
    }

    /// Returns a layer that could not run.
    pub fn broken(name: &'static str, error: &Error) -> Self {
        Self { name, lines: vec![format!("did not run: {error:#}")], passed: 0, failed: 1 }
    }

    /// Returns a layer whose tools this machine does not have; it counts neither as passed nor as
    /// failed.
    pub fn skipped(error: &Error) -> Self {
        Self { lines: vec![format!("did not run: {error:#}")], ..Self::default() }
    }

    /// Sets the name.
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Returns whether a test of the layer failed.
    pub fn failed(&self) -> bool {
        self.failed > 0
    }

    /// Counts one failure if the runner failed without a failed test, for example because a test
    /// does not compile, or if it ran no test.
    fn checked(mut self, succeeded: bool) -> Self {
        let ran_nothing = self.passed + self.failed == 0;
        if self.failed == 0 && (!succeeded || ran_nothing) {
            self.failed = 1;
            self.lines.push("the runner failed, or ran no test".to_owned());
        }
        self
    }
}

/// Returns the summary lines of the layers, and their sum.
pub fn text(layers: &[Layer]) -> String {
    let mut text = String::new();
    for layer in layers {
        text += &format!("{}:\n", layer.name);
        for line in &layer.lines {
            text += &format!("{line}\n");
        }
    }
    let passed: u32 = layers.iter().map(|layer| layer.passed).sum();
    let failed: u32 = layers.iter().map(|layer| layer.failed).sum();
    text + &format!("\n{passed} passed, {failed} failed")
}

/// Parses the counts in `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
fn cargo_counts(line: &str) -> Option<(u32, u32)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut counts = counts.split("; ");
    let passed = counts.next()?.strip_suffix(" passed")?.parse().ok()?;
    let failed = counts.next()?.strip_suffix(" failed")?.parse().ok()?;
    Some((passed, failed))
}

/// Parses the name and the number in a summary line of a TAP report: `# pass 12`.
fn tap_count(line: &str) -> Option<(&str, u32)> {
    let (name, count) = line.strip_prefix("# ")?.split_once(' ')?;
    let names = ["tests", "suites", "pass", "fail", "cancelled", "skipped", "todo"];
    Some((names.contains(&name).then_some(name)?, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OK: &str = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
    const BAD: &str =
        "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";

    #[test]
    fn adds_up_results_of_cargo() {
        let layer = Layer::from_cargo(["running 12 tests", OK, "", BAD], false);
        assert_eq!((layer.passed, layer.failed), (14, 3));
        assert_eq!(layer.lines, [OK, BAD]);
    }

    #[test]
    fn counts_a_failed_runner_without_failed_tests() {
        assert_eq!(Layer::from_cargo([OK], false).failed, 1);
        assert_eq!(Layer::from_cargo([], false).failed, 1);
        assert_eq!(Layer::from_cargo([OK], true).failed, 0);
    }

    #[test]
    fn counts_a_run_without_tests_as_a_failure() {
        assert!(Layer::from_cargo([], true).failed());
        assert!(
            Layer::from_tap("TAP version 13\n1..0\n# tests 0\n# pass 0\n# fail 0\n", true).failed()
        );
    }

    #[test]
    fn parses_the_tap_report() {
        let report = "TAP version 13\n# Subtest: pass 3\nok 1 - a\n# fail 7\n1..4\n# a word\n# tests 4\n# suites 0\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n# duration_ms 12.5\n";
        let layer = Layer::from_tap(report, false);
        assert_eq!((layer.passed, layer.failed), (2, 2));
        assert_eq!(layer.lines.first().map(String::as_str), Some("# tests 4"));
        assert_eq!(layer.lines.len(), 7);
    }

    #[test]
    fn ends_the_text_with_the_sum() {
        let error = anyhow::anyhow!("no browser");
        let layers = [
            Layer::from_cargo([OK], true).named("native"),
            Layer::broken("web", &error),
            Layer::skipped(&error).named("other"),
        ];
        let expected = format!(
            "native:\n{OK}\nweb:\ndid not run: no browser\nother:\ndid not run: no browser\n\n12 passed, 1 failed"
        );
        assert_eq!(text(&layers), expected);
    }
}
