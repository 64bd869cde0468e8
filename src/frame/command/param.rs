//! The values that the parameters of commands accept.

use crate::text;
use crate::wire::{Value, php};

/// The values that a parameter accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandParam {
    /// A length above 0.
    Length,
    /// A length above 0, or the whole width.
    Width,
    /// A position on the page, 0 or more.
    Position,
    Text,
    /// Non-empty text.
    NonEmptyText,
    /// A path on the portal.
    Path,
    Id,
    Bool,
    List,
    Any,
    /// Text, a number or nothing.
    Dialog,
}

impl CommandParam {
    pub(super) fn accepts(self, value: Option<&Value>) -> bool {
        let text = value.and_then(Value::as_text);
        let is_length = matches!(value, Some(Value::Number(number)) if number.thousandths() > 0);
        match self {
            Self::Length => is_length,
            Self::Width => is_length || text == Some("100%"),
            Self::Position => {
                is_length || matches!(value, Some(Value::Number(number)) if number.as_str() == "0")
            }
            Self::Text => text.is_some(),
            Self::NonEmptyText => text.is_some_and(|text| !text.is_empty()),
            Self::Path => text.is_some_and(is_path),
            Self::Id => value.and_then(php::integer).is_some_and(|id| id > 0),
            Self::Bool => matches!(value, Some(Value::Bool(_))),
            Self::List => matches!(value, Some(Value::List(_))),
            Self::Any => value.is_some(),
            Self::Dialog => {
                matches!(value, None | Some(Value::Null | Value::Text(_) | Value::Number(_)))
            }
        }
    }

    /// Returns the accepted values in words.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::Length => "pixels above 0",
            Self::Width => "pixels above 0 or \"100%\"",
            Self::Position => "pixels from 0",
            Self::Text => "text",
            Self::NonEmptyText => "non-empty text",
            Self::Path => "a path on the portal, \"/crm/deal/details/1/\"",
            Self::Id => "an id above 0",
            Self::Bool => "true or false",
            Self::List => "a list",
            Self::Any => "encodable as JSON",
            Self::Dialog => "\"chat1\" or a user's id",
        }
    }
}

/// Checks that a path stays on the portal: two slashes of either kind would start another host, and
/// browsers remove line breaks and tabs.
fn is_path(path: &str) -> bool {
    let is_printable = text::all(path, |byte| byte >= b' ' && byte != b'\\');
    is_printable && path.starts_with('/') && path.as_bytes().get(1) != Some(&b'/')
}
