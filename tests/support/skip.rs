//! Skipped tests.

use std::io::Write;

/// Reports a skipped test on stderr, since the test harness hides the output of passing tests.
pub fn skipped(test: &str, reason: &str) {
    let line = format!("test {test} was skipped: {reason}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
