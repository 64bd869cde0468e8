//! The typed methods: their parameters and results by name, and as a tree.

use std::fmt::{self, Write};

use super::{field_types, params, records, tree};
use crate::methods::ALL;
use crate::schema::Definition;

const IMPORTS: &str = "
import type { ApiMethods } from './api/index.js'
import type { CustomMembers } from './api-types.js'
import type { CallOptions } from './call-options.js'
import type { DocumentedParams, Filter } from './filter.js'
import type { Problem } from './method-types.js'
import type { Identifier, Ids } from './params.js'
import type { Reply } from './reply.js'
";

pub(super) fn write(out: &mut String) -> fmt::Result {
    let methods: Vec<&Definition> = ALL.iter().copied().flatten().copied().collect();
    out.push_str(IMPORTS);
    field_types::write_import(out)?;
    records::write(out, &methods)?;
    for method in &methods {
        params::write(out, method)?;
    }
    writeln!(
        out,
        "\n/** The documented methods by name: their parameters, results, and rows of lists. */\n\
         export interface Methods extends CheckedMethods, ApiMethods {{}}\n\n\
         /** The methods whose parameters are also checked at run time: `row` is the row of a list, \
         `other` the result for `otherParams`, `when` the parameter that selects it. */\n\
         export interface CheckedMethods {{"
    )?;
    for method in &methods {
        params::write_entry(out, method)?;
    }
    writeln!(out, "}}")?;
    tree::write(out, &methods)
}
