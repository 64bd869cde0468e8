//! The timeouts that options set, with their defaults, and the defaults that the wrapper uses.

use std::fmt::{self, Write};

use crate::auth::REFRESH_TIMEOUT;
use crate::client::{CALL_TIMEOUT, REQUEST_TIMEOUT};
use crate::frame::{COMMAND_TIMEOUT, HANDSHAKE_TIMEOUT};

/// The defaults that the wrapper uses, in milliseconds.
const DEFAULTS: [(&str, u32); 2] =
    [("HANDSHAKE_TIMEOUT", HANDSHAKE_TIMEOUT), ("REFRESH_TIMEOUT", REFRESH_TIMEOUT)];

pub(super) fn write_types(out: &mut String) -> fmt::Result {
    DEFAULTS.iter().try_for_each(|(name, _)| writeln!(out, "export declare const {name}: number"))
}

pub(super) fn write_values(out: &mut String) -> fmt::Result {
    DEFAULTS.iter().try_for_each(|(name, value)| writeln!(out, "export const {name} = {value}"))
}

pub(super) fn write(out: &mut String) -> fmt::Result {
    let call = "until the call fails with kind `timeout`; DEFAULT by default.";
    write_interface(out, "CallTimeout", "a call", call, CALL_TIMEOUT)?;
    let request = "that each request may take; DEFAULT by default.";
    let requests = "each request of a batch or a list";
    write_interface(out, "RequestTimeout", requests, request, REQUEST_TIMEOUT)?;
    let handshake = "until the portal page must have replied; DEFAULT by default.";
    write_interface(out, "HandshakeTimeout", "a connection", handshake, HANDSHAKE_TIMEOUT)?;
    let command = "until the wait fails with kind `timeout`. Without it, a command whose reply is \
                   immediate fails with `FRAME_TIMEOUT` after DEFAULT.";
    write_interface(out, "CommandTimeout", "a command to the portal page", command, COMMAND_TIMEOUT)
}

fn write_interface(
    out: &mut String,
    name: &str,
    subject: &str,
    doc: &str,
    default: u32,
) -> fmt::Result {
    let doc = doc.replace("DEFAULT", &with_separators(default));
    writeln!(out, "\n/** The timeout of {subject}. */\nexport interface {name} {{")?;
    writeln!(out, "  /** Milliseconds above 0 {doc} */\n  readonly timeout?: number\n}}")
}

/// Writes a number as in a text: `30,000`.
fn with_separators(number: u32) -> String {
    match (number / 1000, number % 1000) {
        (0, number) => number.to_string(),
        (thousands, rest) => format!("{},{rest:03}", with_separators(thousands)),
    }
}
