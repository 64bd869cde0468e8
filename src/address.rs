//! A portal's address: a scheme and a host, and nothing that could lead elsewhere.

use crate::error::{Error, Result};
use crate::text;

/// Where a portal is: `https://example.bitrix24.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: &'static str,
    host: String,
}

impl Origin {
    /// An origin of a scheme and of a host with or without a port; the scheme's own port is cut.
    ///
    /// # Errors
    ///
    /// `INVALID_ADDRESS` where the host is not spelt as a host is.
    pub(crate) fn new(secure: bool, host: &str) -> Result<Self> {
        let (scheme, own_port) = if secure { ("https", ":443") } else { ("http", ":80") };
        let host = host.strip_suffix(own_port).unwrap_or(host).to_ascii_lowercase();
        if !is_host(&host) {
            return Err(invalid("the host is not spelt as a host is: \"example.bitrix24.com\""));
        }
        Ok(Self { scheme, host })
    }

    /// An origin from what a person writes: a host, or an address with its scheme.
    ///
    /// # Errors
    ///
    /// `INVALID_ADDRESS` for anything but a host with `https`; `http` is for this machine only.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim().trim_end_matches('/');
        let (secure, host) = match text::split(text, "://") {
            Some(("https", host)) => (true, host),
            Some(("http", host)) => (false, host),
            Some(_) => return Err(invalid("the scheme must be https")),
            None => (true, text),
        };
        let origin = Self::new(secure, host)?;
        if !secure && !origin.is_this_machine() {
            return Err(invalid("the scheme must be https"));
        }
        Ok(origin)
    }

    /// The host, with its port where that is not the scheme's own.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether the host is allowed by a list of hosts and of patterns like `*.bitrix24.com`.
    #[must_use]
    pub fn is_among(&self, allowed: &[String]) -> bool {
        allowed.iter().any(|pattern| match pattern.strip_prefix("*.") {
            Some(parent) => {
                let child = self.host.strip_suffix(parent.to_ascii_lowercase().as_str());
                child.is_some_and(|child| child.len() > 1 && child.ends_with('.'))
            }
            None => self.host.eq_ignore_ascii_case(pattern),
        })
    }

    fn is_this_machine(&self) -> bool {
        let name = self.host.rsplit_once(':').map_or(self.host.as_str(), |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1") || name.ends_with(".localhost")
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}://{}", self.scheme, self.host)
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "0"));
    let label = |label: &str| {
        let spelt = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !label.is_empty() && label.bytes().all(spelt) && !label.starts_with('-')
    };
    name.len() <= 253 && name.split('.').all(label) && port.parse::<u16>().is_ok()
}

fn invalid(problem: &str) -> Error {
    Error::input("INVALID_ADDRESS", format!("This is no address of a portal: {problem}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hosts_and_addresses() {
        for (text, origin) in [
            ("example.bitrix24.com", "https://example.bitrix24.com"),
            ("https://Example.bitrix24.com/", "https://example.bitrix24.com"),
            ("https://crm.example.org:8443", "https://crm.example.org:8443"),
            ("example.org:443", "https://example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().to_string(), origin);
        }
    }

    #[test]
    fn refuses_what_could_lead_elsewhere() {
        for text in [
            "", "https://", "a b", "example.org/path", "user@example.org", "example.org:port",
            "example..org", "javascript:alert(1)", "ftp://example.org", "http://example.org",
            "example.org#", "example.org?x", "[::1", "-a.org",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn patterns_stop_at_dots() {
        let portal = Origin::parse("example.bitrix24.com").unwrap();
        let allows = |pattern: &str| portal.is_among(&[pattern.to_owned()]);
        assert!(allows("*.bitrix24.com") && allows("example.bitrix24.com"));
        assert!(!allows("*.itrix24.com") && !allows("bitrix24.com") && !allows("*.example.bitrix24.com"));
    }
}
