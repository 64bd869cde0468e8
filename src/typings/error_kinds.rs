//! The kinds of errors.

use std::fmt::{self, Write};

use crate::error::ErrorKind;

pub(super) fn write(out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\n/** The kind of a failure, by how to react to it. */\nexport type ErrorKind ="
    )?;
    for (name, doc) in ErrorKind::ALL {
        writeln!(out, "  /**{doc} */\n  | '{name}'")?;
    }
    Ok(())
}
