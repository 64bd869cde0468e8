//! Generation of the npm package's declarations: the typed methods, and the facts that the wrapper's
//! own declarations use. Each fact stands once, in the core.

mod error_kinds;
mod field_types;
mod methods;
mod params;
mod records;
mod timeouts;
mod tree;
mod types;

use std::fmt;

use crate::schema::{self, Definition};

/// Returns the table by which the wrapper normalizes the result of a method, or its alternate
/// result.
#[must_use]
pub fn table(definition: &Definition, is_alternate: bool) -> String {
    schema::table(definition, is_alternate)
}

/// A generated file.
#[derive(Debug)]
pub struct File {
    /// The file's name: `methods.d.ts`.
    pub name: &'static str,
    /// The text of the file.
    pub text: String,
}

/// Returns the generated files: the shipped declarations, and `defaults`, which the wrapper bundles.
#[must_use]
pub fn files() -> Vec<File> {
    vec![
        file("defaults.d.ts", "the timeouts in src", timeouts::write_default_types),
        file("defaults.js", "the timeouts in src", timeouts::write_default_values),
        file("error-kind.d.ts", "src/error/kind.rs", error_kinds::write),
        file("field-types.d.ts", "src/schema/filter", field_types::write),
        file("methods.d.ts", "the definitions in src/methods", methods::write),
        file("timeouts.d.ts", "the timeouts in src", timeouts::write_options),
    ]
}

fn file(name: &'static str, source: &str, write: fn(out: &mut String) -> fmt::Result) -> File {
    let mut text = format!("// Written by `cargo xtask package` from {source}. Do not edit.\n");
    // Writing to a string cannot fail.
    let _ = write(&mut text);
    File { name, text }
}
