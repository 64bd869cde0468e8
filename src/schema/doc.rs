//! Descriptions for the TypeScript declarations.

/// A description for the TypeScript declarations. Without the feature `typings` it has no text and
/// no size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doc {
    #[cfg(feature = "typings")]
    text: &'static str,
}

impl Doc {
    /// An empty description.
    pub const NONE: Self = Self::new("");

    /// Creates a description.
    #[must_use]
    #[cfg_attr(not(feature = "typings"), expect(unused_variables, reason = "it is dropped"))]
    pub const fn new(text: &'static str) -> Self {
        Self {
            #[cfg(feature = "typings")]
            text,
        }
    }
}

#[cfg(feature = "typings")]
impl std::fmt::Display for Doc {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.text)
    }
}
