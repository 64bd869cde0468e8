//! Secrets that no error may show. The native tests and the browser tests of the Rust API share
//! this file.

use b24_wasm::Error;

/// Asserts that none of the error's texts contains a secret.
///
/// # Panics
///
/// If one contains a secret.
pub fn assert_hides(error: &Error, secrets: &[impl AsRef<str>]) {
    let shown = [
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
        error.code().to_owned(),
        error.description().to_owned(),
        error.method().unwrap_or_default().to_owned(),
        error.cursor().unwrap_or_default().to_owned(),
        error.reason().unwrap_or_default().to_owned(),
        error.response().unwrap_or_default().to_owned(),
    ];
    for secret in secrets.iter().map(AsRef::as_ref) {
        assert!(!secret.is_empty());
        for text in &shown {
            assert!(!text.contains(secret), "a secret is shown in {text:?}");
        }
    }
}
