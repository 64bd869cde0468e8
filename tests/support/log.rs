//! What the tests log, which `cargo xtask test` searches for secrets.

use std::env;
use std::fmt::Debug;
use std::fs::OpenOptions;
use std::io::Write;

/// Appends a value to the file that the variable `B24_TEST_LOG` names, if it is set.
pub fn log(value: impl Debug) {
    let Some(path) = env::var_os("B24_TEST_LOG") else { return };
    let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
    writeln!(file, "{value:?}").unwrap();
}
