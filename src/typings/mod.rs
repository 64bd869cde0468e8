//! Generation of the TypeScript declarations from the definitions of the typed methods.

mod params;
mod records;
mod tree;
mod types;

use std::fmt::{self, Write};

use crate::methods::ALL;
use crate::schema::Definition;

const HEAD: &str = "\
// Written by `cargo xtask package` from the definitions in src/methods. Do not edit.

import type { CallOptions } from './call-options.js'
import type { Problem } from './method-types.js'
import type * as field from './filter.js'
import type { Identifier, Ids } from './params.js'
import type { Reply } from './reply.js'
";

/// Returns the module `methods.ts` of the npm package.
#[must_use]
pub fn module() -> String {
    let mut out = String::from(HEAD);
    // Writing to a string cannot fail.
    let _ = write_module(&mut out);
    out
}

fn write_module(out: &mut String) -> fmt::Result {
    let methods: Vec<&Definition> = ALL.iter().copied().flatten().copied().collect();
    records::write(out, &methods)?;
    for method in &methods {
        params::write(out, method)?;
    }
    writeln!(
        out,
        "\n/** The typed methods by name: `row` is the row of a list, `other` the result for \
         `otherParams`, `when` the parameter that selects it. */\nexport interface Methods {{"
    )?;
    for method in &methods {
        params::write_entry(out, method)?;
    }
    writeln!(out, "}}")?;
    tree::write(out, &methods)
}
