//! What the parameters of a call are checked against.

use super::error::Failure;
use super::kind::{Field, Kind};
use crate::settings::{Generation, Rest3Settings};

/// The rules of a call.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) kind: &'static Kind,
    pub(super) settings: Rest3Settings,
    /// The fields that the caller's scope is limited to.
    pub(super) visible: Option<Vec<String>>,
}

impl Rules {
    pub(super) fn generation(&self) -> Generation {
        self.settings.generation
    }

    /// Returns the rules for another kind of record.
    pub(super) fn of(&self, kind: &'static Kind) -> Self {
        Self { kind, settings: self.settings.clone(), visible: None }
    }

    /// Returns the field with this name. A field outside the caller's scope is unknown.
    pub(super) fn field(&self, name: &str) -> Result<&'static Field, Failure> {
        let found = self.fields().find(|field| field.name == name);
        found.ok_or_else(|| Failure::unknown_property(name, self.kind.name))
    }

    /// Returns the fields that the caller sees.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'static Field> {
        let is_visible = |field: &&Field| {
            self.visible.as_ref().is_none_or(|names| names.iter().any(|name| name == field.name))
        };
        self.kind.fields.iter().filter(is_visible)
    }
}
