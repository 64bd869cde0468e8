//! The timeouts that options set, with their defaults, and the defaults that the wrapper uses.

use std::fmt::{self, Write};

use crate::auth::REFRESH_TIMEOUT;
use crate::client::{CALL_TIMEOUT, REQUEST_TIMEOUT};
use crate::frame::message::MAX_MESSAGE_LENGTH;
use crate::frame::{COMMAND_TIMEOUT, HANDSHAKE_TIMEOUT};
use crate::transport::MAX_RESPONSE;

/// The defaults and limits that the wrapper uses.
const DEFAULTS: [(&str, u32); 6] = [
    ("CALL_TIMEOUT", CALL_TIMEOUT),
    ("HANDSHAKE_TIMEOUT", HANDSHAKE_TIMEOUT),
    ("REFRESH_TIMEOUT", REFRESH_TIMEOUT),
    ("REQUEST_TIMEOUT", REQUEST_TIMEOUT),
    ("MAX_MESSAGE_LENGTH", MAX_MESSAGE_LENGTH),
    ("MAX_RESPONSE", MAX_RESPONSE),
];

/// Writes the declarations of the wrapper's defaults.
pub(super) fn write_default_types(out: &mut String) -> fmt::Result {
    DEFAULTS.iter().try_for_each(|(name, _)| writeln!(out, "export declare const {name}: number"))
}

/// Writes the wrapper's defaults.
pub(super) fn write_default_values(out: &mut String) -> fmt::Result {
    DEFAULTS.iter().try_for_each(|(name, value)| writeln!(out, "export const {name} = {value}"))
}

/// Writes the types of the options that set a timeout.
pub(super) fn write_options(out: &mut String) -> fmt::Result {
    let default = with_separators(CALL_TIMEOUT);
    let doc = format!("until the call fails with kind `timeout`; {default} by default.");
    write_option(out, "CallTimeout", "a call", &doc)?;
    let default = with_separators(REQUEST_TIMEOUT);
    let doc = format!("that each request may take; {default} by default.");
    write_option(out, "RequestTimeout", "each request of a batch or a list", &doc)?;
    let default = with_separators(HANDSHAKE_TIMEOUT);
    let doc = format!(
        "until the module must be loaded and the portal page must have replied; {default} by default."
    );
    write_option(out, "HandshakeTimeout", "a connection", &doc)?;
    let default = with_separators(COMMAND_TIMEOUT);
    let doc = format!(
        "until the wait fails with kind `timeout`. Without it, a command whose reply is immediate \
         fails with `FRAME_TIMEOUT` after {default} ms."
    );
    write_option(out, "CommandTimeout", "a command to the portal page", &doc)
}

fn write_option(out: &mut String, name: &str, subject: &str, doc: &str) -> fmt::Result {
    writeln!(out, "\n/** The timeout of {subject}. */\nexport interface {name} {{")?;
    writeln!(out, "  /** Milliseconds above 0 {doc} */\n  readonly timeout?: number\n}}")
}

/// Returns a number as in a text: `30,000`.
fn with_separators(number: u32) -> String {
    match (number / 1000, number % 1000) {
        (0, number) => number.to_string(),
        (thousands, rest) => format!("{},{rest:03}", with_separators(thousands)),
    }
}
