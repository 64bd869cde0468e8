//! The layout of inputs: settings in the first lines, the text in the others.

/// Splits an input after its first line. The rest is empty if there is one line.
pub fn split(input: &str) -> (&str, &str) {
    input.split_once('\n').unwrap_or((input, ""))
}
