//! A portal's address: a scheme, a host and an optional port.

use crate::error::{Error, Result};
use crate::text;

/// The origin of a portal: `https://example.bitrix24.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    host: usize,
}

impl Origin {
    /// Creates an origin from a scheme and a host with an optional port; removes the default port.
    ///
    /// # Errors
    ///
    /// `INVALID_ADDRESS` if the host is malformed.
    pub(crate) fn new(secure: bool, host: &str) -> Result<Self> {
        let (scheme, default_port) = if secure { ("https://", ":443") } else { ("http://", ":80") };
        let host = host.strip_suffix(default_port).unwrap_or(host);
        if !is_host(host) {
            return Err(invalid());
        }
        let text = text!("{}{}", scheme, host.to_ascii_lowercase());
        Ok(Self { text, host: scheme.len() })
    }

    /// Parses user input: a host, or an address with its scheme.
    ///
    /// # Errors
    ///
    /// `INVALID_ADDRESS` for anything but a host with `https`; `http` is allowed only for the local
    /// machine.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim_ascii();
        let text = text.strip_suffix('/').unwrap_or(text);
        let (scheme, host) = text::split(text, "://").unwrap_or(("https", text));
        let origin = Self::new(scheme == "https", host)?;
        if scheme == "https" || (scheme == "http" && origin.is_local()) {
            return Ok(origin);
        }
        Err(invalid())
    }

    /// Returns the origin as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the host, with the port unless it is the scheme's default.
    #[must_use]
    pub fn host(&self) -> &str {
        self.text.get(self.host..).unwrap_or_default()
    }

    /// Returns whether the host matches one of these hosts or patterns like `*.bitrix24.com`, all
    /// in lower case.
    #[must_use]
    pub fn is_among(&self, allowed: &[&str]) -> bool {
        allowed.iter().any(|pattern| match pattern.strip_prefix("*.") {
            Some(parent) => {
                let child = self.host().strip_suffix(parent);
                child.is_some_and(|child| child.len() > 1 && child.ends_with('.'))
            }
            None => self.host() == *pattern,
        })
    }

    fn is_local(&self) -> bool {
        let name = text::split(self.host(), ":").map_or(self.host(), |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1") || name.ends_with(".localhost")
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = text::split(host, ":").unwrap_or((host, "0"));
    let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let (first, last) = (name.as_bytes().first(), name.as_bytes().last());
    let is_name = is_edge(first) && is_edge(last) && text::all(name, is_valid);
    let is_port = text::integer(port).is_some_and(|port| (0..65536).contains(&port));
    is_port && is_name && name.len() <= 253 && text::find(name, "..").is_none()
}

fn invalid() -> Error {
    let problem = "a portal's address is https and a host: https://example.bitrix24.com";
    Error::input("INVALID_ADDRESS", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_hosts_and_addresses() {
        for (text, origin) in [
            ("example.bitrix24.com", "https://example.bitrix24.com"),
            ("https://Example.bitrix24.com/", "https://example.bitrix24.com"),
            ("https://crm.example.org:8443", "https://crm.example.org:8443"),
            ("example.org:443", "https://example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().as_str(), origin);
        }
    }

    #[test]
    fn rejects_other_schemes_and_malformed_hosts() {
        for text in [
            "",
            "https://",
            "a b",
            "example.org/path",
            "user@example.org",
            "example.org:port",
            "example..org",
            "javascript:alert(1)",
            "ftp://example.org",
            "http://example.org",
            "example.org#",
            "example.org?x",
            "[::1",
            "-a.org",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn patterns_match_whole_labels() {
        let portal = Origin::parse("example.bitrix24.com").unwrap();
        let allows = |pattern: &str| portal.is_among(&[pattern]);
        assert!(allows("*.bitrix24.com") && allows("example.bitrix24.com"));
        assert!(
            !allows("*.itrix24.com")
                && !allows("bitrix24.com")
                && !allows("*.example.bitrix24.com")
        );
    }
}
