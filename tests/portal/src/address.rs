//! Checks of addresses: whether a browser loads an address over HTTP, and whether it is on this
//! machine.

/// Checks that a browser loads the address over HTTP. Any other address, such as `javascript:`,
/// would run in the host page.
///
/// Errors describe a valid address.
pub fn check(address: &str) -> Result<(), String> {
    match authority(address) {
        Some(authority) if !authority.is_empty() => Ok(()),
        _ => Err(format!(
            "\"{address}\" is not the address of a page; use one that begins with http:// or \
             https://, such as http://localhost:3000/"
        )),
    }
}

/// Returns whether an address is on this machine.
pub(crate) fn is_local(address: &str) -> bool {
    authority(address).is_some_and(|authority| {
        let (name, port) = split_port(authority);
        is_loopback(name) && port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Returns whether a `Host` header names the server with the origin `own`, such as
/// `http://localhost:8000`, by its name or by another name of the same machine. The port is
/// optional.
pub(crate) fn is_own_host(host: &str, own: &str) -> bool {
    let ((name, port), (own_name, own_port)) = (split_port(host), split_port(host_of(own)));
    is_name_of(name, own_name) && (port.is_none() || port == own_port)
}

/// Returns whether an origin is the server's, `own`, under its name or another name of the same
/// machine.
pub(crate) fn is_own_origin(origin: &str, own: &str) -> bool {
    let ((name, port), (own_name, own_port)) =
        (split_port(host_of(origin)), split_port(host_of(own)));
    let is_same_scheme = own.strip_suffix(host_of(own)) == origin.strip_suffix(host_of(origin));
    is_same_scheme && is_name_of(name, own_name) && port == own_port
}

/// Returns the host and port of an origin: `localhost:8000`.
pub(crate) fn host_of(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// Returns the port of an origin, if it has one.
pub(crate) fn port(origin: &str) -> Option<&str> {
    split_port(host_of(origin)).1
}

/// Returns the host and port of an HTTP address, with any user information before an `@`.
pub(crate) fn authority(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_http = ["http", "https"].iter().any(|http| scheme.eq_ignore_ascii_case(http));
    is_http.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
}

fn is_name_of(name: &str, own_name: &str) -> bool {
    is_loopback(name) || name.eq_ignore_ascii_case(own_name)
}

/// Splits `localhost:8000` and `[::1]:8000` into name and port.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (authority, None),
    }
}

/// Returns whether the name always resolves to the browser's own machine.
fn is_loopback(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_name =
        |label: &str| label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    match name.strip_suffix(".localhost") {
        Some(labels) => is_name(labels),
        None => ["localhost", "127.0.0.1", "[::1]"].contains(&name.as_str()),
    }
}
