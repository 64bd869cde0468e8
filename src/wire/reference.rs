//! References of one command of a batch to the result of an earlier one.

use std::fmt::Display;

/// The result of an earlier command of the same batch, or a part of it, as a parameter. Text that
/// merely looks like a reference stays text.
///
/// ```
/// use b24_wasm::wire::{Value, reference::Reference};
///
/// let first_department = Value::from(Reference::to("me").at("UF_DEPARTMENT").at(0));
/// assert_eq!(first_department.as_text(), Some("$result[me][UF_DEPARTMENT][0]"));
/// assert_ne!(first_department, Value::from("$result[me][UF_DEPARTMENT][0]"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(
    /// The text, then one byte: the number of references in it. This keeps `Value` small.
    String,
);

impl Reference {
    /// References the whole result of the command with this name.
    #[must_use]
    pub fn to(command: impl Display) -> Self {
        Self(text!("$result[{}]\u{1}", command.to_string()))
    }

    /// References the part under this key or list index.
    #[must_use]
    pub fn at(self, key: impl Display) -> Self {
        Self(text!("{}[{}]\u{1}", self.as_text(), key.to_string()))
    }

    /// Creates text with `count` references in it.
    pub(super) fn new(mut text: String, count: usize) -> Self {
        text.push(char::from(count.min(MAX_REFERENCES) as u8));
        Self(text)
    }

    /// Returns the reference as it is stored.
    #[cfg(feature = "serde")]
    pub(super) fn raw(&self) -> &str {
        &self.0
    }

    /// Creates a reference from what `raw` returned.
    #[cfg(feature = "serde")]
    pub(super) fn from_raw(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(super) fn as_text(&self) -> &str {
        self.0.get(..self.0.len() - 1).unwrap_or_default()
    }

    /// Returns the number of references in the text.
    pub(super) fn count(&self) -> usize {
        self.0.bytes().last().map_or(0, usize::from)
    }
}

/// The most references in one text; further ones count as text that looks like a reference.
pub(super) const MAX_REFERENCES: usize = 127;
