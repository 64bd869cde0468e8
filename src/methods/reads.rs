//! Which methods only read.

/// Returns whether a method changes nothing on the portal.
pub(crate) fn is_read(method: &str) -> bool {
    let name = method.to_ascii_lowercase();
    name.ends_with(".get") || name.ends_with(".list") || name == "user.current"
}
