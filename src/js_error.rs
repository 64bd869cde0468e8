//! Errors as JavaScript gets them.

use crate::error::Error;
use crate::wire::Map;
#[cfg(any(feature = "js", feature = "v3"))]
use crate::wire::json;

/// Converts an error to the details of the wrapper's `B24Error`.
pub(crate) fn details(error: &Error) -> Map {
    let mut details = Map::new();
    for (name, text) in [
        ("kind", error.kind().name()),
        ("code", error.code()),
        ("description", error.description()),
        ("method", error.method().unwrap_or_default()),
        ("response", error.response().unwrap_or_default()),
        ("cursor", error.cursor().unwrap_or_default()),
        ("reason", error.reason().unwrap_or_default()),
    ] {
        details.insert(name, text);
    }
    #[cfg(any(feature = "js", feature = "v3"))]
    if let Ok(problems) = json::read(error.validation_text()) {
        details.insert("validation", problems);
    }
    details.insert("status", u32::from(error.status().unwrap_or_default()));
    details.insert("retryable", error.is_retryable());
    details.insert("attempts", error.attempts());
    details
}
