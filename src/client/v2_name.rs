//! Names of methods that are only in REST 3.0.

use crate::error::{Error, Result};
use crate::v3;

/// Rejects a method of REST 3.0 alone.
///
/// # Errors
///
/// `OTHER_REST_VERSION`.
pub(super) fn check_v2_name(method: &str) -> Result<()> {
    if !v3::is_only_in_v3(method) {
        return Ok(());
    }
    let problem = "the method is only in REST 3.0; call it by \"v3\"";
    Err(Error::input("OTHER_REST_VERSION", problem).with_method(method))
}
